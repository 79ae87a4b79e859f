"""How far the learner is with each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.course.course import Course
from quiz.progress.replay import State
from quiz.progress.statistics import KNOWN_DAYS, Counts
from quiz.study.search import Today, is_due
from quiz.study.waiting import card_of


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


def overview(course: Course, states: Mapping[str, State], today: Today) -> tuple[UnitLine, ...]:
    """A line about everything, then one for each unit that has cards. `states`: those of the log, by item."""
    lines = [_line(course, unit, items, states, today) for unit, items in course.items_by_unit().items()]
    return (_line(course, "", course.items(), states, today), *lines) if lines else ()


def _line(course: Course, unit: str, items: Sequence[str], states: Mapping[str, State], today: Today) -> UnitLine:
    met = [state for item in items if (state := states.get(item))]
    memories = [state.memory for state in met if state.memory]
    known = sum(memory.stability >= KNOWN_DAYS for memory in memories)
    counts = Counts(known, len(memories) - known, len(items) - len(memories))
    title = course.unit(unit).title if unit else "All cards"
    return UnitLine(unit, title, tuple(items), counts, _due(met, today))


def _due(states: Sequence[State], today: Today) -> int:
    """A card that was asked today is due once more only where it failed; its other gaps wait."""
    asked = {state.item for state in states if state.memory and state.memory.last_day >= today.day}
    due = {state.item for state in states if is_due(state, today)}
    cards = {card_of(item) for item in due - asked} - set(map(card_of, asked))
    return len(cards) + len(due & asked)
