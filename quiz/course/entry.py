"""What has to be known of every card before any is shown: its names, its place, what it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple

from quiz.course.card import Card, items_of
from quiz.course.files import OWN
from quiz.course.order import prerequisites_first


class Entry(NamedTuple):
    """The facts of one card that others depend on; `gaps` is 0 for a card without any."""

    course: str
    unit: str
    file: Path
    id: str
    line: int
    stamped: bool
    gaps: int
    after: tuple[str, ...]
    katas: tuple[str, ...]
    plots: tuple[str, ...]

    @property
    def name(self) -> str:
        """What no other card has: `course:id`, or `own:id` for one of the learner's."""
        return f"{self.course}:{self.id}"

    @property
    def items(self) -> tuple[str, ...]:
        """The names under which the log knows the card, or each of its gaps."""
        return items_of(self.name, self.gaps)


@dataclass(frozen=True)
class Listing:
    """The review items of all cards in the order in which they are first met; `runs` tells how many of a unit follow
    each other."""

    items: tuple[str, ...]
    runs: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Listing:
        """The listing of cards in the order of their files."""
        order = learning_order(entries)
        runs = ((unit, [len(entry.items) for entry in run]) for unit, run in groupby(order, lambda entry: entry.unit))
        return cls(
            tuple(item for entry in order for item in entry.items), tuple((unit, sum(run)) for unit, run in runs)
        )

    def by_unit(self) -> dict[str, list[str]]:
        """The items of each unit."""
        found = defaultdict[str, list[str]](list)
        start = 0
        for unit, length in self.runs:
            found[unit] += self.items[start : start + length]
            start += length
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all cards: the items without the numbers of gaps."""
        return frozenset(item.partition("#")[0] for item in self.items)


def name_of(card: Card, course: str) -> str:
    """The name of a card: `course:id`, or `own:id` for one of the learner's."""
    return f"{OWN if card.unit == OWN else course}:{card.id}"


def entry_of(card: Card, course: str) -> Entry:
    """The facts of a card."""
    facts = (card.id, card.line, card.stamped, len(card.gaps), card.after, card.katas, card.plots)
    return Entry(OWN if card.unit == OWN else course, card.unit, card.file, *facts)


def learning_order(entries: Sequence[Entry]) -> list[Entry]:
    """The cards as they are met for the first time: in order, each after its prerequisites.

    Own cards and those of the course take turns, so that neither has to wait for all of the other.
    """
    course = [entry.name for entry in entries if entry.unit != OWN]
    own = [entry.name for entry in entries if entry.unit == OWN]
    turns = [name for pair in zip_longest(course, own) for name in pair if name is not None]
    by_name = {entry.name: entry for entry in entries}
    return [by_name[name] for name in prerequisites_first(turns, prerequisites(entries))]


def prerequisites(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """Of each card that needs others, their names: an own card may need one of the course, not the other way round."""
    there = {entry.name: entry for entry in entries}
    course = {entry.id: entry.name for entry in entries if entry.unit != OWN}
    return {
        entry.name: [own if (own := f"{entry.course}:{id}") in there else course.get(id, own) for id in entry.after]
        for entry in entries
        if entry.after
    }
