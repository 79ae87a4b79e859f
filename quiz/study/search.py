"""Finding cards: `search` and `search_items` for who asks once, `Search` for who asks at every key."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from quiz.bulk import without_collecting
from quiz.course.card import Card, Kind
from quiz.course.course import Course
from quiz.course.entry import name_of
from quiz.course.findable import Findable, folded
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study.of_state import narrowed
from quiz.study.query import Term, parse, unknown

_FEW = 500  # cards to be read one by one; for more, all are read at once


class Found(NamedTuple):
    """A card by its name, and those of its review items that meet the query."""

    name: str
    items: tuple[str, ...]


def search(course: Course, log: Log, text: str, now: Instant) -> list[Card]:
    """The cards that meet a query (docs/cards.md), in course order; all of them for an empty one.

    What the log knows is asked of each gap of a cloze card apart, and one that meets it is enough. Raises QueryError,
    with the nearest right form, for what is not understood, and LogError when the log cannot be read.
    """
    names = [found.name for found in Search(course).find(text, log, now)]
    if len(names) <= _FEW:
        return [course.card(name) for name in names]
    wanted = set(names)
    return [card for card in course.cards if name_of(card, course.name) in wanted]


def search_items(course: Course, log: Log, text: str, now: Instant) -> list[str]:
    """The review items that meet a query, in the order in which they are first met; raises what `search` does."""
    wanted = {item for found in Search(course).find(text, log, now) for item in found.items}
    return [item for item in course.items() if item in wanted]


class Search:
    """What the cards of a course are found by, ready to be compared, so that ten thousand take a few milliseconds."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._units = {unit.folder: folded(f"{unit.folder} {unit.title}") for unit in course.units}
        self._unit_names = tuple(sorted({word for names in self._units.values() for word in names.split()}))
        self._cards = course.findable()
        tags = {card.tags for card in self._cards if card.tags}
        self._tags = tuple(sorted({tag for some in tags for tag in some.split("\n")}))

    @without_collecting()
    def find(self, text: str, log: Log, now: Instant) -> list[Found]:
        """The cards of a query, in course order, each with the items that meet it; raises what `search` does."""
        cards, of_state = self._cards, []
        for term in parse(text):
            if (holds := self._of_card(term)) is not None:
                cards = [card for card in cards if holds(card) is not term.negated]
            else:
                of_state.append(term)
        return [Found(card.name, items) for card, items in narrowed(cards, of_state, log, now)]

    def _of_card(self, term: Term) -> Callable[[Findable], bool] | None:
        """What a condition asks of a card, None for one that is asked of its state."""
        value = term.value
        match term.field:
            case "":
                return lambda card: value in card.text
            case "unit":
                units = {folder for folder, names in self._units.items() if value and value in names}
                if not units:
                    raise unknown("unit", value, self._unit_names)
                return lambda card: card.file.unit in units
            case "kind":
                kinds = tuple(Kind)
                if value not in kinds:
                    raise unknown("kind", value, kinds)
                return lambda card: card.kind == value
            case "tag":
                if not value or not any(value in tag for tag in self._tags):
                    raise unknown("tag", value, self._tags)
                return lambda card: value in card.tags
            case "deck":
                return lambda card: value in _deck(card.file.path)
            case "id":
                return lambda card: value in card.id
        return None


@lru_cache(maxsize=4096)  # decks repeat
def _deck(path: str) -> str:
    return folded(PurePath(path).stem)
