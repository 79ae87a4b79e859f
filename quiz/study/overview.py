"""How far the learner is with each unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.course.course import Course
from quiz.progress.log import Log
from quiz.progress.statistics import KNOWN_DAYS, Counts
from quiz.scheduling.day import Instant
from quiz.study.waiting import asked_on, card_of


@dataclass(frozen=True)
class UnitLine:
    """A unit, its items as they are met, how many are known, being learnt and new, and how many cards are due today.

    Of the gaps of one card one is due on a day, as everywhere (`quiz.study.coming`). `folder` is empty for the line
    about all units.
    """

    folder: str
    title: str
    items: tuple[str, ...]
    counts: Counts
    due: int


class _Sets(NamedTuple):
    """Items by what the log knows of them on the learner's day; for `asked` see `asked_on`."""

    known: set[str]
    learning: set[str]
    due: set[str]
    asked: set[str]


def overview(course: Course, log: Log, now: Instant) -> tuple[UnitLine, ...]:
    """A line about everything, then one for each unit that has cards. Raises LogError when the log cannot be read."""
    day = log.day(now)
    due = {state.item for state in log.due(day)}
    sets = _Sets(*log.known_and_learning(KNOWN_DAYS), due, asked_on(log, day))
    lines = [_line(course, unit, items, sets) for unit, items in course.items_by_unit().items()]
    return (_line(course, "", course.items(), sets), *lines) if lines else ()


def _line(course: Course, unit: str, items: Sequence[str], sets: _Sets) -> UnitLine:
    mine = set(items)
    known, learning, due, asked = (each & mine for each in sets)
    counts = Counts(len(known), len(learning), len(items) - len(known) - len(learning))
    title = course.unit(unit).title if unit else "All cards"
    # Of a card that was asked today only what was asked itself may be due once more; its other gaps wait.
    cards = set(map(card_of, due - asked)) - set(map(card_of, asked))
    return UnitLine(unit, title, tuple(items), counts, len(cards) + len(due & asked))
