"""The katas of a course as a map: where each of them stands today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.course.order import prerequisites_first
from quiz.course.outline import Unit
from quiz.progress.attempts import KataState
from quiz.scheduling.memory import Rating


class Standing(Enum):
    """Where a kata stands; a planned one is named in the course and not written yet."""

    AGAIN = "due again"
    SOLVED = "solved"
    HELPED = "solved with hints"
    SEEN = "answer seen"
    TRIED = "tried"
    OPEN = "open"
    PLANNED = "planned"


@dataclass(frozen=True)
class Spot:
    """One kata on the map; `page` is None for a planned one, `state` for one that was never tried."""

    name: str
    standing: Standing
    page: KataPage | None = None
    state: KataState | None = None

    @property
    def solved(self) -> bool:
        """Whether it ever passed, even if it is due again."""
        return self.state is not None and self.state.solved


@dataclass(frozen=True)
class MapRow:
    """One unit with its katas: those that exist in an order that respects prerequisites, then the planned ones."""

    unit: Unit
    spots: tuple[Spot, ...]


def kata_map(course: Course, states: Mapping[str, KataState], today: date) -> tuple[MapRow, ...]:
    """The units that have katas. `states`: `quiz.progress.attempts.katas(log)`; `today`: the learner's day."""
    order = in_order(course)
    rows = []
    for unit in course.units:
        there = [spot_of(course, page, states, today) for page in order if page.unit == unit.folder]
        written = {spot.name for spot in there}
        planned = [Spot(name, Standing.PLANNED) for name in unit.planned_katas if name not in written]
        if there or planned:
            rows.append(MapRow(unit, (*there, *planned)))
    return tuple(rows)


def in_order(course: Course) -> list[KataPage]:
    """The katas as the course has them, but each after its prerequisites."""
    pages = {page.id: page for page in course.katas}
    names = prerequisites_first(list(pages), {page.id: page.prerequisites for page in course.katas})
    return [pages[name] for name in names]


def spot_of(course: Course, page: KataPage, states: Mapping[str, KataState], today: date) -> Spot:
    """One kata with where it stands."""
    state = states.get(course.kata_item(page.id))
    return Spot(page.id, standing(state, today), page, state)


def standing(state: KataState | None, today: date) -> Standing:
    """Where a kata in this state stands."""
    if state is None:
        return Standing.OPEN
    if state.rating is not None and state.due is not None and state.due <= today:
        return Standing.AGAIN
    if state.revealed:
        return Standing.SEEN
    if state.solved:
        return Standing.HELPED if state.rating is Rating.HARD else Standing.SOLVED
    return Standing.TRIED if state.attempts else Standing.OPEN


def again(states: Mapping[str, KataState], today: date) -> list[str]:
    """The items of the katas that are due again, those that have waited longest first."""
    waiting = [state for state in states.values() if standing(state, today) is Standing.AGAIN]
    return [state.item for state in sorted(waiting, key=lambda state: (state.due or today, state.item))]
