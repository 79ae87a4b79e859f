"""The streak: days of study in a row, fair to travellers, to empty days and to one bad day a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from quiz.scheduling.day import ROLLOVER, Instant, day_of

DAYS_PER_FREEZE = 7
MOST_FREEZES = 2
_DAY = timedelta(days=1)
_DAY_US = 86_400_000_000


class Mark(StrEnum):
    """What became of one day."""

    STUDIED = "studied"
    FREE = "free"
    FROZEN = "frozen"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True)
class StudyDay:
    """A day with at least one review or attempt.

    `first` and `last` are its first and last act in microseconds UTC; `earliest_due` is the earliest due day of any
    reviewed card after the last act, None when no card has been reviewed.
    """

    day: date
    first: int
    last: int
    earliest_due: date | None


@dataclass(frozen=True)
class Streak:
    """`length` counts days of study, not the days bridged between them; `last_seven` ends with today."""

    length: int
    best: int
    freezes: int
    studied_today: bool
    last_seven: tuple[Mark, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class _Walk:
    length: int = 0
    best: int = 0
    freezes: int = 0
    marks: dict[date, Mark] = field(default_factory=dict)

    def study(self, day: date) -> None:
        self.marks[day] = Mark.STUDIED
        self.length += 1
        self.best = max(self.best, self.length)
        if self.length % DAYS_PER_FREEZE == 0:
            self.freezes = min(MOST_FREEZES, self.freezes + 1)

    def bridge(self, before: StudyDay, day: date, first: int) -> None:
        """Account for the days between `before` and `day`, on which study goes on at `first`."""
        between = [before.day + n * _DAY for n in range(1, (day - before.day).days)]
        busy = [d for d in between if before.earliest_due is not None and before.earliest_due <= d]
        missed = min(len(busy), gap(before, day, first) - 1)
        spent = min(missed, self.freezes)
        self.marks |= dict.fromkeys(between, Mark.FREE)
        self.marks |= dict.fromkeys(busy[:spent], Mark.FROZEN)
        self.marks |= dict.fromkeys(busy[spent:missed], Mark.MISSED)
        self.freezes -= spent
        if missed > spent:
            self.length = 0


def gap(before: StudyDay, day: date, first: int) -> int:
    """Days from one day of study to the next, at least 1.

    The lesser of the difference of dates and the begun 24-hour days between the acts, so that a flight over the date
    line costs nothing.
    """
    elapsed = -(-(first - before.last) // _DAY_US)
    return max(1, min((day - before.day).days, elapsed))


def streak(days: Sequence[StudyDay], now: Instant, rollover: int = ROLLOVER) -> Streak:
    """The streak at `now` from all days of study, in the order of their dates.

    A day without study is free when no reviewed card was due on it. Any other one takes a freeze, of which every
    seventh day of a streak earns one and two can be kept, or else ends the streak. Today is open until it is over.
    """
    walk, before = _Walk(), None
    for day in days:
        if before is not None:
            walk.bridge(before, day.day, day.first)
        walk.study(day.day)
        before = day
    today = day_of(now, rollover)
    studied = before is not None and before.day >= today
    if before is not None and not studied:
        walk.bridge(before, today, now.microseconds)
        walk.marks[today] = Mark.OPEN
    week = (today - n * _DAY for n in range(6, -1, -1))
    marks = tuple(walk.marks.get(d, Mark.OPEN if d == today else Mark.MISSED) for d in week)
    return Streak(walk.length, walk.best, walk.freezes, studied, marks)
