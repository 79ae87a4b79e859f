"""Which of the cards that arrived go into the learner's decks, and what their items are called in the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.course.deck import parse_deck
from quiz.course.files import OWN
from quiz.course.plots import plot_names
from quiz.errors import Problem
from quiz.exchange.arrival import Incoming
from quiz.exchange.card_text import card_text
from quiz.exchange.own_decks import OwnDecks, content, in_order


class Sorting:
    """`lost` counts what could not be kept; `problems` gets the cards that had to be left out.

    `of_course`: how many cards the course has itself.
    """

    def __init__(self, course: Course, own: OwnDecks, lost: Counter[str], problems: list[Problem]) -> None:
        self.own, self._course, self._lost, self._problems = own, course, lost, problems
        self.of_course = 0
        self._katas = {page.id for page in course.katas}.union(*(unit.planned_katas for unit in course.units))
        self._plots = plot_names(course.folder)
        self._of_course = set(course.items())
        self._names = {item.partition("#")[0] for item in self._of_course}
        self._items: dict[str, str] = {}

    def item(self, item: str) -> str:
        """The name of an item in the log; empty when its card did not come in."""
        return self._items.get(item, "")

    def cards(self, arrived: Iterable[Incoming]) -> list[tuple[Card, str, str]]:
        """The cards for the learner's decks, each with the name of its deck, and Anki's of its note."""
        found: dict[str, tuple[Card, Incoming]] = {}
        for incoming in arrived:
            if incoming.item in self._names and not incoming.item.startswith(f"{OWN}:"):
                self._leave_to_course(incoming)
                continue
            card = sound(incoming.card)
            if isinstance(card, Problem):
                self._problems.append(card)
            elif card.id in found:
                self._again(card, incoming, *found[card.id])
            else:
                found[card.id] = self._as_here(card), incoming
        ids = {*found, *self.own.found, *(name.partition(":")[2] for name in self._names)}
        return [(self._linked(card, ids), of.deck, of.guid) for card, of in found.values()]

    def _again(self, card: Card, incoming: Incoming, there: Card, before: Incoming) -> None:
        """A card whose id another one has: the same card if one of them is an export of ours, or if they agree."""
        if {incoming.item, before.item} & {f"{OWN}:{card.id}"} or content(card) == content(there):
            self._lost["cards that are there twice, taken as one"] += 1
        else:
            taken = f"the id `{card.id}` is taken by {there.file}:{there.line}"
            self._problems.append(Problem(card.file, card.line, taken))

    def _leave_to_course(self, incoming: Incoming) -> None:
        """A card that the course has stays the course's; only what was done with it comes in."""
        self.of_course += 1
        theirs = self._course.card(incoming.item)
        self._lost["texts of course cards that read otherwise there"] += content(theirs) != content(incoming.card)
        for local in incoming.card.items():
            item = incoming.item + local.removeprefix(incoming.card.id)
            if item in self._of_course:
                self._items[f"{OWN}:{local}"] = item

    def _as_here(self, card: Card) -> Card:
        """The card, the gaps of one that is here already in their places."""
        before = self.own.card(card.id) if card.gaps else None
        gaps = in_order(card.gaps, before.gaps if before else ())
        for local, gap in zip(card.items(), card.gaps or (None,), strict=True):
            here = f"{card.id}#{gaps.index(gap) + 1}" if gap else local
            self._items[f"{OWN}:{local}"] = f"{OWN}:{here}"
        return replace(card, gaps=tuple(gaps))

    def _linked(self, card: Card, ids: Collection[str]) -> Card:
        """The card without links to what is not here."""
        kept = replace(
            card,
            after=tuple(id for id in card.after if id in ids),
            katas=tuple(kata for kata in card.katas if kata in self._katas),
            plots=tuple(plot for plot in card.plots if plot in self._plots),
        )
        names = ("after", "katas", "plots")
        self._lost["links to what is not here"] += sum(len(getattr(card, n)) - len(getattr(kept, n)) for n in names)
        return kept


def sound(card: Card) -> Card | Problem:
    """The card as it is read back from a deck, or why it cannot be."""
    cards, problems = parse_deck(f"# Deck\n\n{card_text(card)}", card.file, card.unit)
    if problems:
        return Problem(card.file, card.line, problems[0].message)
    if len(cards) != 1 or (cards[0].kind, len(cards[0].gaps)) != (card.kind, len(card.gaps)):
        return Problem(card.file, card.line, "there is something in its text that a deck would take for another card")
    return replace(cards[0], line=card.line)
