"""Months of study as a picture: seven rows, one column a week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from quiz.progress.log import Log
from quiz.progress.statistics import acts_per_day

WEEKS = 26


@dataclass(frozen=True)
class Heatmap:
    """`weeks`: one tuple of seven counts of reviews and attempts, Monday first; None for days still to come.

    `monday`: the first day shown.
    """

    monday: date
    weeks: tuple[tuple[int | None, ...], ...]

    @property
    def busiest(self) -> int:
        """The highest count of a day."""
        return max(count or 0 for week in self.weeks for count in week)


def heatmap(log: Log, today: date, weeks: int = WEEKS) -> Heatmap:
    """The counts of the last `weeks` weeks, this one included."""
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    counts = acts_per_day(log, monday, today)

    def count(day: date) -> int | None:
        return counts.get(day, 0) if day <= today else None

    columns = (tuple(count(monday + timedelta(days=7 * week + row)) for row in range(7)) for week in range(weeks))
    return Heatmap(monday, tuple(columns))
