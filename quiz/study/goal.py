"""The daily goal: shown, and never what decides the streak."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from quiz.progress.log import Log
from quiz.scheduling.day import Instant

_MINUTES = "min"


@dataclass(frozen=True)
class Goal:
    """What is wanted a day, in minutes (`min`) or `items`, and how much of it is done today."""

    wanted: int
    unit: str
    done: int

    @property
    def met(self) -> bool:
        return self.done >= self.wanted

    @property
    def said(self) -> str:
        """`12 of 20 min`."""
        return f"{self.done} of {self.wanted} {self.unit}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"met": self.met}


def goal(log: Log, now: Instant) -> Goal | None:
    """The goal of the settings and how far the learner is at `now`; None without one.

    An item is a card or a kata that was done today, however often. Of a kata counts the time since it was opened.
    """
    number, _, unit = log.settings().goal.partition(" ")
    if not number.isdecimal():
        return None
    query = """SELECT kind, CASE kind WHEN 'attempt' THEN max(seconds) ELSE sum(seconds) END FROM act
               WHERE day = ? AND kind IN ('review', 'attempt') GROUP BY kind, item"""
    rows = log.rows(query, log.day(now).isoformat())
    done = sum(row[1] or 0.0 for row in rows) / 60 if unit == _MINUTES else len(rows)
    return Goal(int(number), unit, int(done))
