"""Whether every event of a log can be replayed, here and on any other machine, and whether any are missing or gone."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from quiz.progress.cache import EVENT_COLUMNS
from quiz.progress.event import from_row
from quiz.progress.gaps import skipped
from quiz.progress.validity import fault

LISTED = 10  # problems of one kind


class Gap(NamedTuple):
    """Numbers of a device, from `first` to `last`, under which the log has no event."""

    device: str
    first: int
    last: int


class Lost(NamedTuple):
    """An act that the cache still names although its event is gone; the day is the learner's, as text."""

    device: str
    counter: int
    instant_us: int
    day: str


def faults(connection: sqlite3.Connection) -> list[str]:
    """The events that no replay understands, a sentence for each of the first few."""
    if not connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'event'").fetchone()[0]:
        return []
    found: list[str] = []
    for row in connection.execute(f"SELECT {EVENT_COLUMNS} FROM event"):
        try:
            problem = fault(from_row(row))
        except (TypeError, ValueError, RecursionError):
            problem = "cannot be read"
        if problem:
            found.append(f"the event {row[0]}-{row[1]} {problem}")
        if len(found) == LISTED:
            break
    return found


def gaps(connection: sqlite3.Connection) -> list[Gap]:
    """The numbers that devices skipped."""
    known = connection.execute("SELECT device, counter, instant FROM event")
    return [Gap(device, each[0], each[-1]) for device, ranges in skipped(known).items() for each in ranges]


def lost(connection: sqlite3.Connection) -> list[Lost]:
    """The acts without an event, by device and counter; a rebuild of the cache forgets them.

    The cache is written with the events in one transaction, so somebody has taken these out of the log since.
    """
    query = """SELECT device, counter, instant, day FROM act
               WHERE NOT EXISTS (SELECT 1 FROM event WHERE (event.device, event.counter) = (act.device, act.counter))
               ORDER BY device, counter"""
    return [Lost(*row) for row in connection.execute(query)]
