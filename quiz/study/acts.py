"""One function per act of the learner."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from quiz.config import Config
from quiz.progress.event import Event, Kind
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import NAME, Intervals, Memory, Rating, seed_of

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


def preview(log: Log, item: str, now: Instant) -> Intervals:
    """The intervals in days that the four ratings of a card would give now; Again gives 0."""
    state = log.state(item)
    memory = state.memory if state else None
    return log.settings().scheduler.preview(memory, log.day(now), seed_of(item, memory))


def rate(
    log: Log,
    item: str,
    rating: int,
    now: Instant,
    *,
    seconds: float,
    confidence: Confidence | None = None,
    ticks: Sequence[int] | None = None,
) -> Review:
    """Log one rating of a card and return it with the new due day.

    `seconds`: from question to rating; `ticks`: the key points that were said. Raises LogError when the log cannot be
    written; nothing is changed then.
    """
    with log.writing():
        state, scheduler, day = log.state(item), log.settings().scheduler, log.day(now)
        before = state.memory if state else None
        memory, interval = scheduler.review(before, rating, day, seed_of(item, before))
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
    """Take a card out of the queue until the learner's next day; None when it is buried today already."""
    with log.writing():
        state = log.state(item)
        return None if state and state.buried == log.day(now) else log.append(Kind.BURY, item, {}, now)


def suspend(log: Log, item: str, now: Instant) -> Event | None:
    """Take a card out of the queue until it is unsuspended; None when it is suspended already."""
    with log.writing():
        return None if item in log.suspended() else log.append(Kind.SUSPEND, item, {}, now)


def unsuspend(log: Log, item: str, now: Instant) -> Event | None:
    """Take a suspended card back into the queue, due when it was; None when it is not suspended."""
    with log.writing():
        return log.append(Kind.UNSUSPEND, item, {}, now) if item in log.suspended() else None


def undo(log: Log, now: Instant) -> Event | None:
    """Take back this device's latest act and return it; None when there is nothing left to undo.

    That is a review, an attempt, or a card buried, suspended or unsuspended; settings stay.
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
    """Log one attempt at a kata.

    `verdict`: as `quiz grade --json` prints it; `source`: the submission; `hints`: how many were opened; `seconds`:
    the learner's time; `cards`: those that a failure makes due now. Raises LogError when the log cannot be written.
    """
    misconception = verdict.get("misconception")
    payload = {
        "verdict": verdict["verdict"],
        "passed": verdict["passed"],
        "checks": [{"name": check["name"], "passed": check["passed"]} for check in verdict["checks"]],
        "misconception": misconception["id"] if misconception else None,
        "hints": hints,
        "source_hash": hashlib.sha256(source).hexdigest(),
        "source": source.decode("utf-8", errors="replace"),
        "seconds": seconds,
        "made_due": [] if verdict["passed"] else list(cards),
    }
    return log.append(Kind.ATTEMPT, item, payload, now)


def change_setting(log: Log, name: str, value: object, now: Instant) -> Event | None:
    """Log a setting that replay or the other devices must know; None when it has this value already."""
    with log.writing():
        values = log.setting_values()
        if name in values and values[name] == value:
            return None
        return log.append(Kind.SETTING, name, {"value": value}, now)


def adopt(log: Log, config: Config, now: Instant) -> None:
    """Carry the settings of the configuration file that matter for replay over into the log."""
    settings = log.settings()
    for name in ("retention", "rollover", "new_per_day", "minutes"):
        if getattr(settings, name) != getattr(config, name):
            change_setting(log, name, getattr(config, name), now)
