"""The cards of a course: what all of them are called is known, and each is read when somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, overload

from quiz.bulk import without_collecting
from quiz.course.cache import FileCache
from quiz.course.card import Card
from quiz.course.deck import read_deck
from quiz.course.entry import Listing, name_of
from quiz.course.files import OWN, CourseFile
from quiz.course.findable import Findable, row_of
from quiz.course.plain import reader_of
from quiz.course.reworded import Reworded


class Cards(Sequence[Card]):
    """The cards in the order of their files, from the cache; `fresh` holds those of files that were just read.

    A file that has changed since is read anew for the card that is asked for, so that a card always has its own text.
    """

    def __init__(
        self,
        listing: Listing,
        course: str,
        files: Sequence[CourseFile],
        fresh: Mapping[CourseFile, Sequence[Card]],
        cache: FileCache,
        reworded: Sequence[Reworded] = (),
    ) -> None:
        """`reworded`: cards of changed files that have another id since then."""
        self.listing, self.reworded = listing, tuple(reworded)
        self._course, self._files, self._fresh, self._cache = course, files, fresh, cache
        self._found: dict[str, Card] = {}

    def find(self, name: str) -> Card | None:
        """The card of a name, `course:id`; None when there is none."""
        if "_all" not in self.__dict__ and (card := self._found.get(name) or self._cached(name)) is not None:
            self._found[name] = card  # for a list that is drawn again and again
            return card
        return self._all.get(name) if name in self.listing.names else None

    def findable(self) -> list[Findable]:
        """By what each of the cards is found, in their order; the cards themselves are not read for it."""
        kept = self._cache.findable()
        found: dict[str, Findable] = {}
        with without_collecting():
            for file in self._files:
                course = OWN if file.unit == OWN else self._course
                rows = kept[file] if file in kept else [(card.id, row_of(card)) for card in self._of(file, ())]
                for id, row in rows:
                    name = f"{course}:{id}"
                    found.setdefault(name, Findable(name, file, *row))
        return [each for name, each in found.items() if name in self.listing.names]

    def __len__(self) -> int:
        return len(self.listing.names)

    @overload
    def __getitem__(self, place: int) -> Card: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Card, ...]: ...

    def __getitem__(self, place: int | slice) -> Card | tuple[Card, ...]:
        return tuple(self._all.values())[place]

    def __iter__(self) -> Iterator[Card]:
        return iter(self._all.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def _cached(self, name: str) -> Card | None:
        kept = [pair for pair in self._cache.card(name.partition(":")[2]) if pair[0] in self._places]
        for _, body in sorted(kept, key=lambda pair: self._places[pair[0]]):
            card = card_of(body)
            if card is not None and name_of(card, self._course) == name:
                return card
        return None

    @cached_property
    def _places(self) -> dict[CourseFile, int]:
        return {file: place for place, file in enumerate(self._files)}

    @cached_property
    def _all(self) -> dict[str, Card]:
        with without_collecting():
            return self._read_all()

    def _read_all(self) -> dict[str, Card]:
        kept = self._cache.cards([file for file in self._files if file not in self._fresh])
        cards: dict[str, Card] = {}
        for file in self._files:
            for card in self._of(file, kept.get(file, ())):
                cards.setdefault(name_of(card, self._course), card)
        return {name: card for name, card in cards.items() if name in self.listing.names}

    def _of(self, file: CourseFile, bodies: Sequence[Any]) -> Sequence[Card]:
        if file in self._fresh:
            return self._fresh[file]
        cards = [card for body in bodies if (card := card_of(body)) is not None]
        return cards if cards and len(cards) == len(bodies) else read_deck(Path(file.path), file.unit)[0]


def card_of(body: Any) -> Card | None:
    """The card in a row of the cache, None for anything else."""
    try:
        return reader_of(Card)(body)
    except (TypeError, ValueError, KeyError):
        return None
