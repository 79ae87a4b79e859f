"""Finding cards: `search` and `search_items` for who asks once, `Search` for who asks at every key."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from quiz.bulk import without_collecting
from quiz.course.card import Card, Kind
from quiz.course.course import Course
from quiz.progress.log import Log
from quiz.progress.replay import State
from quiz.progress.statistics import KNOWN_DAYS
from quiz.scheduling.day import Instant
from quiz.study.query import Term, folded, parse, unknown
from quiz.study.wording import FLAGS

_SIGNS: dict[str, Callable[[int, int], bool]] = {
    ":": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


class Today(NamedTuple):
    """What the log says of no single card: the learner's day, and the lapses that make a leech (0: none does)."""

    day: date
    leech: int

    @classmethod
    def of(cls, log: Log, now: Instant) -> Today:
        """As it is at `now`."""
        return cls(log.day(now), log.settings().leech)


OfCard = Callable[["_Entry"], bool]
OfState = Callable[[State, Today], bool]

_IS: dict[str, OfState] = {
    "due": lambda state, now: is_due(state, now),
    "new": lambda state, now: state.memory is None,
    "learning": lambda state, now: state.memory is not None and state.memory.stability < KNOWN_DAYS,
    "known": lambda state, now: state.memory is not None and state.memory.stability >= KNOWN_DAYS,
    "suspended": lambda state, now: state.suspended,
    "buried": lambda state, now: state.buried == now.day,
    "leech": lambda state, now: state.memory is not None and 0 < now.leech <= state.memory.lapses,
    "flagged": lambda state, now: state.flag > 0,
    "noted": lambda state, now: bool(state.note),
}
_NUMBERS: dict[str, Callable[[State, Today], int | None]] = {
    "due": lambda state, now: (state.due - now.day).days if state.due else None,
    "lapses": lambda state, now: state.memory.lapses if state.memory else 0,
    "reviews": lambda state, now: state.memory.reps if state.memory else 0,
}


def search(course: Course, log: Log, text: str, now: Instant) -> list[Card]:
    """The cards that meet a query (docs/cards.md), in course order; all of them for an empty one.

    What the log knows is asked of each gap of a cloze card apart, and one that meets it is enough. Raises QueryError,
    with the nearest right form, for what is not understood, and LogError when the log cannot be read.
    """
    return [found.card for found in _search(course, log, text, now)]


def search_items(course: Course, log: Log, text: str, now: Instant) -> list[str]:
    """The review items that meet a query, in the order in which they are first met; raises what `search` does."""
    wanted = {item for found in _search(course, log, text, now) for item in found.items}
    return [item for item in course.items() if item in wanted]


def _search(course: Course, log: Log, text: str, now: Instant) -> list[Found]:
    return Search(course).find(text, {state.item: state for state in log.states()}, Today.of(log, now))


@dataclass(frozen=True)
class Found:
    """A card, and those of its review items that meet the query."""

    card: Card
    items: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    card: Card
    items: tuple[str, ...]
    text: str


class Search:
    """The cards of a course with their texts ready to be compared, so that ten thousand take a few milliseconds."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._units = {unit.folder: folded(f"{unit.folder} {unit.title}") for unit in course.units}
        self._unit_names = tuple(sorted({word for names in self._units.values() for word in names.split()}))
        with without_collecting():
            self._entries = [_Entry(card, course.items_of(card), folded(_text(card))) for card in course.cards]
        self._tags = tuple(sorted({folded(tag) for card in course.cards for tag in card.tags}))

    def find(self, text: str, states: Mapping[str, State], today: Today) -> list[Found]:
        """The cards of a query, in course order, each with the items that meet it. Raises QueryError."""
        of_cards, of_states = [], []
        for term in parse(text):
            if (of_card := self._of_card(term)) is not None:
                of_cards.append((of_card, term.negated))
            else:
                of_states.append((_of_state(term), term.negated))
        entries: Sequence[_Entry] = self._entries
        for holds, negated in of_cards:
            entries = [entry for entry in entries if holds(entry) is not negated]
        if not of_states:
            return [Found(entry.card, entry.items) for entry in entries]
        return list(_narrowed(entries, of_states, states, today))

    def _of_card(self, term: Term) -> OfCard | None:
        """What a condition asks of a card, None for one that is asked of its state."""
        value = term.value
        match term.field:
            case "":
                return lambda entry: value in entry.text
            case "unit":
                units = {folder for folder, names in self._units.items() if value and value in names}
                if not units:
                    raise unknown("unit", value, self._unit_names)
                return lambda entry: entry.card.unit in units
            case "kind":
                kinds = tuple(Kind)
                if value not in kinds:
                    raise unknown("kind", value, kinds)
                return lambda entry: entry.card.kind == value
            case "tag":
                if not value or not any(value in tag for tag in self._tags):
                    raise unknown("tag", value, self._tags)
                return lambda entry: any(value in folded(tag) for tag in entry.card.tags)
            case "deck":
                return lambda entry: value in folded(entry.card.file.stem)
            case "id":
                return lambda entry: value in entry.card.id
        return None


def _of_state(term: Term) -> OfState:
    """What a condition asks of the state of an item."""
    value = term.value
    match term.field:
        case "is":
            if value not in _IS:
                raise unknown("is", value, tuple(_IS))
            return _IS[value]
        case "flag":
            names = ("none", *FLAGS[1:])
            if value not in names and not (value.isdecimal() and int(value) < len(names)):
                raise unknown("flag", value, names)
            number = int(value) if value.isdecimal() else names.index(value)
            return lambda state, today: state.flag == number
        case "note":
            return lambda state, today: bool(state.note) and value in folded(state.note)
        case _:
            figure, compare = _NUMBERS[term.field], _SIGNS[term.sign]
            return lambda state, today: (known := figure(state, today)) is not None and compare(known, term.number)


def is_due(state: State, today: Today) -> bool:
    """Whether a review is asked for today."""
    return bool(state.due and state.due <= today.day) and not state.suspended and state.buried != today.day


def _narrowed(
    entries: Sequence[_Entry], asked: Sequence[tuple[OfState, bool]], states: Mapping[str, State], today: Today
) -> Iterator[Found]:
    """The cards of which an item meets every condition, with these items."""

    def meets(state: State) -> bool:
        return all(holds(state, today) is not negated for holds, negated in asked)

    unseen = meets(State(""))  # the same for every item of which the log knows nothing
    wanted = {item for item, state in states.items() if meets(state) is not unseen}
    for entry in entries:
        if unseen or not wanted.isdisjoint(entry.items):
            items = tuple(item for item in entry.items if (item in wanted) is not unseen)
            if items:
                yield Found(entry.card, items)


def _text(card: Card) -> str:
    """What words are looked for in."""
    points = (point.text for point in card.key_points)
    options = (option.text for option in card.options)
    return "\n".join((card.question, card.answer, *points, *options, *card.steps, *card.order, *card.tags))
