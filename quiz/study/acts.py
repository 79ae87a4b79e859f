"""One function per act of the learner."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from quiz.config import Config
from quiz.progress import attempts
from quiz.progress.event import Event, Kind
from quiz.progress.log import Log
from quiz.progress.replay import State
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import NAME, Intervals, Memory, Rating, seed_of
from quiz.scheduling.spread import Load
from quiz.study.load import DueAhead

ADOPTED = ("retention", "rollover", "new_per_day", "reviews_per_day", "minutes", "leech", "goal")
"""The settings of the configuration file that the log holds as well."""

Confidence = Literal["sure", "unsure"]


@dataclass(frozen=True)
class Review:
    """One rating as it was written: the new memory, the interval in days (0: again in this sitting), the due day."""

    event: Event
    item: str
    rating: Rating
    memory: Memory
    interval: int
    due: date


def preview(log: Log, item: str, now: Instant, load: Load | None = None) -> Intervals:
    """The intervals in days that the four ratings of a card would give now; Again gives 0.

    `load`: what is due on the days ahead, for whoever asks often; read from the log without it.
    """
    state, day = log.state(item), log.day(now)
    memory = state.memory if state else None
    return log.settings().scheduler.preview(memory, day, seed_of(item, memory), load or DueAhead(log, day))


def rate(
    log: Log,
    item: str,
    rating: int,
    now: Instant,
    *,
    seconds: float,
    confidence: Confidence | None = None,
    ticks: Sequence[int] | None = None,
    load: Load | None = None,
) -> Review:
    """Log one rating of a card and return it with the new due day, the one that `preview` shows with the same load.

    `seconds`: from question to rating; `ticks`: the key points that were said. Raises LogError when the log cannot be
    written; nothing is changed then.
    """
    with log.writing():
        state, scheduler, day = log.state(item), log.settings().scheduler, log.day(now)
        before = state.memory if state else None
        ahead = load or DueAhead(log, day)
        memory, interval = scheduler.review(before, rating, day, seed_of(item, before), ahead)
        due = memory.last_day + timedelta(interval)
        payload = {
            "rating": int(rating),
            "seconds": seconds,
            "recall": scheduler.recall(before, day) if before else None,
            "due": due.isoformat(),
            "previous": state.last_review if state else None,
            "confidence": confidence,
            "ticks": None if ticks is None else list(ticks),
            "scheduler": NAME,
        }
        event = log.append(Kind.REVIEW, item, payload, now)
    return Review(event, item, Rating(rating), memory, interval, due)


def bury(log: Log, item: str, now: Instant) -> Event | None:
    """Take a card out of the queue until the learner's next day; None when it is put off already."""
    with log.writing():
        state = log.state(item)
        return None if state and state.put_off(log.day(now)) else log.append(Kind.BURY, item, {}, now)


def suspend(log: Log, item: str, now: Instant) -> Event | None:
    """Take a card out of the queue until it is unsuspended; None when it is suspended already."""
    with log.writing():
        return None if item in log.suspended() else log.append(Kind.SUSPEND, item, {}, now)


def unsuspend(log: Log, item: str, now: Instant) -> Event | None:
    """Take a suspended card back into the queue, due when it was; None when it is not suspended."""
    with log.writing():
        return log.append(Kind.UNSUSPEND, item, {}, now) if item in log.suspended() else None


def forget(log: Log, item: str, now: Instant) -> Event | None:
    """Make an item new again; its reviews stay in the log and count in the statistics. None when it is new already."""
    with log.writing():
        state = log.state(item)
        return log.append(Kind.FORGET, item, {}, now) if state and (state.memory or state.due) else None


def set_due(log: Log, item: str, day: date, now: Instant) -> Event | None:
    """Ask for an item on `day`, whatever its memory says; None when it is due then already."""
    with log.writing():
        state = log.state(item)
        return None if state and state.due == day else log.append(Kind.DUE, item, {"due": day.isoformat()}, now)


def flag(log: Log, item: str, colour: int, now: Instant) -> Event | None:
    """Put a flag on an item, 1 to 4, or take it off with 0; None when it is so already.

    Raises ValueError for another colour.
    """
    if colour not in range(5):
        raise ValueError(f"a flag is a number from 0 to 4, not {colour}")
    with log.writing():
        state = log.state(item)
        return None if colour == (state.flag if state else 0) else log.append(Kind.FLAG, item, {"flag": colour}, now)


def note(log: Log, item: str, text: str, now: Instant) -> Event | None:
    """Keep a note of the learner's own on an item, in place of the one before; None when it reads so already."""
    text = text.strip()
    with log.writing():
        state = log.state(item)
        return None if text == (state.note if state else "") else log.append(Kind.NOTE, item, {"text": text}, now)


def undo(log: Log, now: Instant) -> Event | None:
    """Take back this device's latest act and return it; None when there is nothing left to undo.

    That is a review, an attempt, a look at a model answer, or anything else done to an item; settings stay.
    """
    with log.writing():
        target = log.last_act()
        if target is not None:
            log.append(Kind.UNDO, target.item, {"target": target.id}, now)
    return target


def attempt(
    log: Log,
    item: str,
    verdict: Mapping[str, Any],
    now: Instant,
    *,
    source: bytes,
    hints: int = 0,
    seconds: float | None = None,
    cards: Sequence[str] = (),
) -> Event:
    """Log one attempt at a kata; a pass of one that is new or due is a review of it.

    `verdict`: as `quiz grade --json` prints it; `source`: the submission; `hints`: how many were opened; `seconds`:
    the learner's time; `cards`: those that a failure makes due now. Raises LogError when the log cannot be written.
    """
    misconception, passed = verdict.get("misconception"), verdict["passed"]
    payload = {
        "verdict": verdict["verdict"],
        "passed": passed,
        "checks": [{"name": check["name"], "passed": check["passed"]} for check in verdict["checks"]],
        "misconception": misconception["id"] if misconception else None,
        "hints": hints,
        "source_hash": hashlib.sha256(source).hexdigest(),
        "source": source.decode("utf-8", errors="replace"),
        "seconds": seconds,
        "made_due": [] if passed else list(cards),
    }
    with log.writing():
        state = log.state(item) or State(item)
        rating = attempts.rating_of_pass(log, item, hints) if passed and state.is_open(log.day(now)) else None
        return log.append(Kind.ATTEMPT, item, payload | _kata_review(log, state, rating, now), now)


def reveal(log: Log, item: str, now: Instant) -> Event | None:
    """Log that the model answer of a kata was looked at before a pass, which rates it Again.

    None when the kata is neither new nor due: then its answer is the learner's own.
    """
    with log.writing():
        state = log.state(item) or State(item)
        if not state.is_open(log.day(now)):
            return None
        return log.append(Kind.REVEAL, item, _kata_review(log, state, Rating.AGAIN, now), now)


def _kata_review(log: Log, state: State, rating: Rating | None, now: Instant) -> dict[str, Any]:
    """What the payload says of a review of a kata, which comes back on the next day at the earliest."""
    if rating is None:
        return {"rating": None, "due": None, "previous": None}
    seed, day = seed_of(state.item, state.memory), log.day(now)
    memory, interval = log.settings().scheduler.review(state.memory, rating, day, seed, DueAhead(log, day))
    due = memory.last_day + timedelta(max(1, interval))
    return {"rating": int(rating), "due": due.isoformat(), "previous": state.last_review}


def change_setting(log: Log, name: str, value: object, now: Instant) -> Event | None:
    """Log a setting that replay or the other devices must know; None when it has this value already."""
    with log.writing():
        values = log.setting_values()
        if name in values and values[name] == value:
            return None
        return log.append(Kind.SETTING, name, {"value": value}, now)


def adopt(log: Log, config: Config, now: Instant) -> None:
    """Carry the settings of the configuration file that matter for replay or planning over into the log.

    Only what the file has changed since it last spoke: what another machine has set later stays, although the file
    here says otherwise or nothing.
    """
    says = {name: getattr(config, name) for name in ADOPTED}
    if (said := log.settings_said()) == says:
        return
    before = {name: getattr(Config(), name) for name in ADOPTED} | (log.settings_set() if said is None else said)
    with log.writing():
        for name in ADOPTED:
            if before[name] != says[name]:
                change_setting(log, name, says[name], now)
        log.keep_said(says)
