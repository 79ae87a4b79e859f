"""The streak: days of study in a row, fair to travellers, to empty days and to one bad day a week."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from quiz.scheduling.day import ROLLOVER, Instant, day_of, noon

DAYS_PER_FREEZE = 7
MOST_FREEZES = 2
_DAY = timedelta(days=1)
_MINUTE_US = 60_000_000
_DAY_US = 1440 * _MINUTE_US


class Mark(StrEnum):
    """What became of one day."""

    STUDIED = "studied"
    FREE = "free"
    FROZEN = "frozen"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True)
class ActiveDay:
    """A day with at least one act of the learner, `studied` when a review or an attempt is among them.

    `first` and `last` are its first and last act in microseconds UTC; `earliest_due` is the earliest due day, after the
    last act, of any card that was reviewed and is not suspended, None when there is none. `first_shift`, `last_shift`:
    by how many minutes the clock that gave each of the two its day was ahead of UTC, the rollover taken off.
    """

    day: date
    first: int
    last: int
    studied: bool
    earliest_due: date | None
    first_shift: int
    last_shift: int


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
    days: Sequence[ActiveDay]
    today: date
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

    def bridge(self, before: ActiveDay, day: date, first: int, shift: int) -> None:
        """Account for the days between `before` and `day`, on which study goes on at `first` on a clock so shifted."""
        between = [before.day + n * _DAY for n in range(1, (day - before.day).days)]
        ahead = self.today if before.day <= self.today else day  # days to come cannot be missed
        busy = [d for d in between if d < ahead and self._due(d, at_the_end_of=d - _DAY)]
        busy = [d for d in busy if self._due(d, at_the_end_of=d)]
        missed = min(len(busy), gap(before, day, first, shift) - 1)
        spent = min(missed, self.freezes)
        self.marks |= dict.fromkeys(between, Mark.FREE)
        self.marks |= dict.fromkeys(busy[:spent], Mark.FROZEN)
        self.marks |= dict.fromkeys(busy[spent:missed], Mark.MISSED)
        self.freezes -= spent
        if missed > spent:
            self.length = 0

    def _due(self, day: date, *, at_the_end_of: date) -> bool:
        """Whether a card was due on `day`, as things stood at the end of a day not before the first active one."""
        known = self.days[bisect_right(self.days, at_the_end_of, key=lambda each: each.day) - 1]
        return known.earliest_due is not None and known.earliest_due <= day


def gap(before: ActiveDay, day: date, first: int, shift: int) -> int:
    """Days from one day of study to the next, at least 1; the latter begins at `first` on a clock so shifted.

    The least of the difference of the stored days, the days that passed on the clock of the act before (its offset and
    rollover), and those on the clock of the act after. A date that a flight or a change of the rollover skips was no
    day on which one could have studied, and on one of the two clocks it was none. (On no clock do more days pass than
    24-hour days were begun.)

    An instant that is not of its stored day was pressed behind one that a clock running ahead gave; it tells no time.
    """
    dates = (day - before.day).days
    if not (_is_of(before.day, before.last) and _is_of(day, first)):
        return max(1, dates)
    clocks = (before.last_shift, shift)
    return max(1, min(dates, *(_day_number(first, clock) - _day_number(before.last, clock) for clock in clocks)))


def shift_of(offset: int, rollover: int) -> int:
    """Minutes from UTC to the clock whose dates are the learner's days."""
    return offset - 60 * rollover


def _day_number(instant: int, shift: int) -> int:
    return (instant + shift * _MINUTE_US) // _DAY_US


def _is_of(day: date, instant: int) -> bool:
    """Whether an instant in microseconds may be of a stored day, on whatever clock."""
    return abs(instant - Instant(noon(day)).microseconds) < 2 * _DAY_US


def streak(days: Sequence[ActiveDay], now: Instant, rollover: int = ROLLOVER) -> Streak:
    """The streak at `now` from all active days, in the order of their dates.

    A day without study is free unless reviewed cards were due on it both as it began and as it ended: a suspended card
    counts no longer on the day it is suspended, and counts again only on the day after it is taken back. A buried card
    counts, for putting off is no study; it is asked again the next day. A day that is not free takes a freeze, of
    which every seventh day of a streak earns one and two can be kept, or else ends the streak. Today is open until it
    is over. A day that a wrong clock put far ahead ends no streak, and does not stand for today.
    """
    today = day_of(now, rollover)
    walk, before = _Walk(days, today), None
    for day in (each for each in days if each.studied):
        if before is not None:
            walk.bridge(before, day.day, day.first, day.first_shift)
        walk.study(day.day)
        before = day
    studied = any(day.studied and today <= day.day <= today + _DAY for day in days)  # tomorrow: before a flight west
    if before is not None and not studied:
        walk.bridge(before, today, now.microseconds, shift_of(now.offset, rollover))
    walk.marks[today] = Mark.STUDIED if studied else Mark.OPEN
    week = (today - n * _DAY for n in range(6, -1, -1))
    marks = tuple(walk.marks.get(d, Mark.MISSED) for d in week)
    return Streak(walk.length, walk.best, walk.freezes, studied, marks)
