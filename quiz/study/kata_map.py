"""The katas of a course as a map: where each stands, and which one comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.course.order import prerequisites_first
from quiz.course.outline import Unit
from quiz.progress.attempts import KataState


class Standing(Enum):
    """Where a kata stands; a planned one is named in the course and not written yet."""

    SOLVED = "solved"
    TRIED = "tried"
    OPEN = "open"
    PLANNED = "planned"


@dataclass(frozen=True)
class Spot:
    """One kata on the map; `page` is None for a planned one."""

    name: str
    standing: Standing
    page: KataPage | None = None
    attempts: int = 0


@dataclass(frozen=True)
class MapRow:
    """One unit with its katas: those that exist in an order that respects prerequisites, then the planned ones."""

    unit: Unit
    spots: tuple[Spot, ...]


def kata_map(course: Course, states: Mapping[str, KataState]) -> tuple[MapRow, ...]:
    """The units that have katas. `states`: `quiz.progress.attempts.katas(log)`."""
    order = _in_order(course)
    rows = []
    for unit in course.units:
        there = [_spot(page, states.get(course.kata_item(page.id))) for page in order if page.unit == unit.folder]
        written = {spot.name for spot in there}
        planned = [Spot(name, Standing.PLANNED) for name in unit.planned_katas if name not in written]
        if there or planned:
            rows.append(MapRow(unit, (*there, *planned)))
    return tuple(rows)


def next_kata(course: Course, states: Mapping[str, KataState], *, besides: str = "") -> KataPage | None:
    """The kata to do now: one that was tried and not solved, else the first open one whose prerequisites are solved.

    None when all are solved; `besides` is not proposed.
    """
    spots = {spot.name: spot for row in kata_map(course, states) for spot in row.spots if spot.page}
    unsolved = [
        spots[page.id]
        for page in _in_order(course)
        if page.id != besides and spots[page.id].standing is not Standing.SOLVED
    ]
    best = min(unsolved, key=lambda spot: _rank(spot, spots), default=None)
    return best.page if best else None


def why(page: KataPage, course: Course, states: Mapping[str, KataState]) -> str:
    """One sentence on why this kata is, or is not yet, the one to do."""
    spots = {spot.name: spot for row in kata_map(course, states) for spot in row.spots}
    spot = spots[page.id]
    if spot.standing is Standing.SOLVED:
        return "Solved; from a blank page it may still teach you something."
    if spot.standing is Standing.TRIED:
        return f"Begun: {spot.attempts} {'attempt' if spot.attempts == 1 else 'attempts'}, not passed yet."
    waits_for = list(_unsolved(page, spots))
    if waits_for:
        return f"Easier after {_listed(waits_for)}."
    solved = [name for name in page.prerequisites if name in spots and spots[name].page]
    if solved:
        return f"You have solved what it builds on: {_listed(solved)}."
    return "It needs no other kata first."


def _in_order(course: Course) -> list[KataPage]:
    pages = {page.id: page for page in course.katas}
    names = prerequisites_first(list(pages), {page.id: page.prerequisites for page in course.katas})
    return [pages[name] for name in names]


def _spot(page: KataPage, state: KataState | None) -> Spot:
    if state is None:
        return Spot(page.id, Standing.OPEN, page)
    return Spot(page.id, Standing.SOLVED if state.solved else Standing.TRIED, page, state.attempts)


def _rank(spot: Spot, spots: Mapping[str, Spot]) -> int:
    """Begun katas first, then those that wait for nothing, then the rest; the order of the course decides ties."""
    assert spot.page is not None
    if spot.standing is Standing.TRIED:
        return 0
    return 2 if any(_unsolved(spot.page, spots)) else 1


def _unsolved(page: KataPage, spots: Mapping[str, Spot]) -> Iterator[str]:
    """Prerequisites that exist and are not solved; a planned one holds nobody up."""
    for name in page.prerequisites:
        if name in spots and spots[name].page and spots[name].standing is not Standing.SOLVED:
            yield name


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
