"""What the attempts at katas show: where each kata stands, and which misconceptions were met and overcome.

A round is what happens between two passes of a kata: attempts, hints, in the end a pass or a look at the model answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from quiz.progress.event import Kind
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating

_LATELY = timedelta(days=30)


@dataclass(frozen=True)
class KataState:
    """Where a kata stands.

    `attempts`: made so far; `solved`: one of them passed; `last_day`: the day of the last act.
    `rating`: of the latest round that counted as a review, None without one. `due`: the day on which it comes back,
    None while it is new or suspended. `revealed`: the model answer was looked at, and no pass came after. `hints`: the
    most that were open in the latest round.
    """

    item: str
    attempts: int
    solved: bool
    last_day: date
    rating: Rating | None = None
    due: date | None = None
    revealed: bool = False
    hints: int = 0


@dataclass(frozen=True)
class Attempt:
    """One attempt at a kata, as it was logged.

    `checks`: the name of each and whether it passed. `rating`: None when it was no review. `misconception`: its id.
    `seconds`: of the learner's time, where known.
    """

    id: str
    instant: Instant
    day: date
    verdict: str
    passed: bool
    checks: tuple[tuple[str, bool], ...]
    misconception: str | None
    hints: int
    rating: Rating | None
    seconds: float | None
    source: str


@dataclass(frozen=True)
class Misconception:
    """A misconception that attempts at a kata have shown; overcome when a later attempt passed."""

    kata: str
    id: str
    met: int
    last_day: date
    overcome: bool


def katas(log: Log, items: Collection[str] | None = None) -> dict[str, KataState]:
    """The katas that were tried or whose answer was looked at, by their item; `items`: only these."""
    found: dict[str, _Round] = {}
    for act in _acts(log):
        found[act.item] = _followed(found.get(act.item), act)
    return {item: _standing(log, item, latest) for item, latest in found.items() if items is None or item in items}


def rating_of_pass(log: Log, item: str, hints: int) -> Rating:
    """What a pass says of a kata after this round: Easy on the first try, Good after failures, Hard after hints."""
    running = _running(log, item)
    if hints or (running and running.hints):
        return Rating.HARD
    return Rating.GOOD if running and running.failures else Rating.EASY


def hints_of_round(log: Log, item: str) -> int:
    """The most hints that were open at an attempt of the round that goes on."""
    running = _running(log, item)
    return running.hints if running else 0


def history(log: Log, item: str) -> list[Attempt]:
    """The attempts at one kata, oldest first; those undone are left out."""
    known = (event for event in log.events_of(item) if event.kind == Kind.ATTEMPT)
    return [
        Attempt(
            event.id,
            event.instant,
            date.fromisoformat(event.day),
            event.payload.get("verdict") or "",
            event.payload["passed"],
            tuple((check["name"], check["passed"]) for check in event.payload.get("checks") or ()),
            event.payload.get("misconception"),
            event.payload.get("hints") or 0,
            Rating(event.payload["rating"]) if event.payload.get("rating") else None,
            event.payload.get("seconds"),
            event.payload.get("source") or "",
        )
        for event in known
    ]


def lapsed(log: Log, day: date) -> list[str]:
    """The cards forgotten in the thirty days up to `day` and not recalled on a later day since, the latest first.

    A card forgotten is one rated Again at its first review of a day; to know it ten minutes later is no recall.
    """
    query = """SELECT act.item FROM act JOIN state USING (item)
               WHERE act.day BETWEEN ? AND ? AND kind = 'review' AND age > 0 AND score = ? AND state.last_day = act.day
               ORDER BY instant DESC"""
    rows = log.rows(query, (day - _LATELY).isoformat(), day.isoformat(), Rating.AGAIN)
    return [row[0] for row in rows]


def misconceptions(log: Log, items: Collection[str] | None = None) -> list[Misconception]:
    """The misconceptions met so far, those not overcome first, then the latest first; `items`: of these katas only."""
    met: dict[tuple[str, str], list[date]] = {}
    open_ones: set[tuple[str, str]] = set()
    for act in _acts(log):
        if act.misconception is not None:
            met.setdefault((act.item, act.misconception), []).append(act.day)
            open_ones.add((act.item, act.misconception))
        elif act.passed:
            open_ones = {key for key in open_ones if key[0] != act.item}
    found = [
        Misconception(*key, len(days), days[-1], key not in open_ones)
        for key, days in met.items()
        if items is None or key[0] in items
    ]
    return sorted(found, key=lambda each: (each.overcome, -each.last_day.toordinal(), each.kata, each.id))


class _Act(NamedTuple):
    """An attempt at a kata, or a look at its answer."""

    item: str
    revealed: bool
    passed: bool
    day: date
    misconception: str | None
    hints: int


class _Round(NamedTuple):
    """A round as far as it went, with what is known from those before it."""

    last: _Act
    attempts: int
    solved: bool
    failures: int
    hints: int
    revealed: bool

    @property
    def is_over(self) -> bool:
        return self.last.passed or self.last.revealed


def _running(log: Log, item: str) -> _Round | None:
    """The round of a kata that goes on, None between two of them."""
    latest = None
    for act in _acts(log, item):
        latest = _followed(latest, act)
    return None if latest is None or latest.is_over else latest


def _followed(before: _Round | None, act: _Act) -> _Round:
    """The round after one more act."""
    attempts, solved, revealed = (before.attempts, before.solved, before.revealed) if before else (0, False, False)
    failures, hints = (before.failures, before.hints) if before and not before.is_over else (0, 0)
    return _Round(
        act,
        attempts + (not act.revealed),
        solved or act.passed,
        failures + (not act.passed),
        max(hints, act.hints),
        act.revealed or (revealed and not act.passed),
    )


def _standing(log: Log, item: str, latest: _Round) -> KataState:
    state = log.state(item)
    return KataState(
        item,
        latest.attempts,
        latest.solved,
        latest.last.day,
        Rating(state.last_rating) if state and state.last_rating else None,
        state.due if state and not state.suspended else None,
        latest.revealed,
        latest.hints,
    )


def _acts(log: Log, item: str | None = None) -> Iterator[_Act]:
    """The attempts and looks that count, at one kata or all of them: kata by kata, oldest first."""
    which, values = ("", ()) if item is None else ("AND item = ?1", (item,))
    query = f"""SELECT item, 0, score, day, misconception, hints, instant, counter
                FROM act WHERE kind = 'attempt' {which} UNION ALL
                SELECT item, 1, score, day, misconception, hints, instant, counter
                FROM act WHERE kind = 'reveal' {which} ORDER BY item, instant, counter, score, hints, misconception"""
    for found, revealed, passed, day, misconception, hints, *_ in log.rows(query, *values):
        yield _Act(found, bool(revealed), bool(passed), date.fromisoformat(day), misconception, hints)
