"""The axis below or above a row of weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta


def months(mondays: Sequence[date], step: int) -> str:
    """The name of each month, if there is room for it, at the week in which it begins; weeks are `step` cells apart."""
    line = ""
    for week, monday in enumerate(mondays):
        sunday = monday + timedelta(days=6)
        place, name = week * step, f"{sunday:%b}"
        if sunday.day <= 7 and len(line) <= place and place + len(name) <= len(mondays) * step:
            line = line.ljust(place) + name + " "
    return line.rstrip()
