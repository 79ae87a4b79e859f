"""A course: decks and katas of all units, in order, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from quiz.course.cache import FileCache
from quiz.course.card import Card
from quiz.course.cross_check import check_cycles, check_links, without_double_katas, without_doubles
from quiz.course.deck import read_deck
from quiz.course.katas import KataPage, missing_files, read_page
from quiz.course.order import prerequisites_first
from quiz.course.outline import Outline, Unit, read_outline
from quiz.course.plots import Picture, plot_file, plot_names, read_picture
from quiz.course.spelling import nearest
from quiz.errors import CourseError, Problem

_PLOTS = "plots"  # the folder of content/ that is no unit


@dataclass(frozen=True)
class Course:
    """What there is to learn. Cards and katas stand in the order of units, files and places within them."""

    folder: Path
    name: str
    title: str
    units: tuple[Unit, ...]
    cards: tuple[Card, ...]
    katas: tuple[KataPage, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def load(cls, folder: Path, *, cache: Path | None = None) -> Course:
        """Read a course; with a cache folder, files that did not change are not read again.

        Faulty cards and katas are left out and listed in `problems`. Raises CourseError when there is no course at all.
        """
        outline = read_outline(folder / "content" / "course.toml")
        kept = FileCache(cache, folder)
        problems = list(_unlisted(folder, outline))
        cards, card_problems = without_doubles(list(_cards(folder, outline, kept, problems)))
        katas, kata_problems = without_double_katas(list(_katas(folder, outline, kept, problems)))
        kept.save()
        problems += [*card_problems, *kata_problems]
        problems += [
            *check_links(cards, katas, _kata_names(folder, outline), plot_names(folder)),
            *check_cycles(cards, katas),
        ]
        return cls(folder, outline.name, outline.title, outline.units, cards, katas, tuple(sorted(problems)))

    def card(self, item: str) -> Card:
        """The card of an id, with or without the number of a gap. Raises CourseError with the nearest one."""
        card_id = item.partition("#")[0]
        if card_id not in self._cards:
            raise CourseError(f"there is no card `{card_id}`", hint=_did_you_mean(card_id, self._cards))
        return self._cards[card_id]

    def pictures(self, card: Card) -> tuple[Picture, ...]:
        """The pictures of a card. Raises CourseError for one that cannot be read."""
        return tuple(read_picture(plot_file(self.folder, name)) for name in card.plots)

    def kata(self, name: str) -> KataPage:
        """The kata of a name. Raises CourseError with the nearest one."""
        if name not in self._katas:
            raise CourseError(f"there is no kata `{name}`", hint=_did_you_mean(name, self._katas))
        return self._katas[name]

    def unit(self, folder: str) -> Unit:
        """The unit of a folder. Raises CourseError with the nearest one."""
        units = {unit.folder: unit for unit in self.units}
        if folder not in units:
            raise CourseError(f"there is no unit `{folder}`", hint=_did_you_mean(folder, units))
        return units[folder]

    def item(self, local: str) -> str:
        """The name under which the log knows a card or a gap: `course:id`."""
        return f"{self.name}:{local}"

    def items_of(self, card: Card) -> tuple[str, ...]:
        """The review items of a card: one, or one for each of its gaps."""
        return tuple(self.item(local) for local in card.items())

    def items(self) -> tuple[str, ...]:
        """The review items of all cards, in the order in which they are met."""
        return tuple(item for card in self.learning_order() for item in self.items_of(card))

    def kata_item(self, kata: str) -> str:
        """The name under which the log knows a kata: a card may have the same id."""
        return f"{self.name}:kata/{kata}"

    def learning_order(self) -> tuple[Card, ...]:
        """The cards as they are met for the first time: in order, but each after its prerequisites."""
        names = prerequisites_first(list(self._cards), {card.id: card.after for card in self.cards})
        return tuple(self._cards[name] for name in names)

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def _katas(self) -> dict[str, KataPage]:
        return {page.id: page for page in self.katas}


def _cards(folder: Path, outline: Outline, kept: FileCache, problems: list[Problem]) -> Iterator[Card]:
    for unit in outline.units:
        for file in sorted((folder / "content" / unit.folder).glob("*.md")):
            cards, found = kept.read(file, Card, partial(read_deck, file, unit.folder))
            problems += found
            yield from cards


def _katas(folder: Path, outline: Outline, kept: FileCache, problems: list[Problem]) -> Iterator[KataPage]:
    for unit in outline.units:
        for kata in _folders(folder / "exercises" / unit.folder):
            read = partial(read_page, kata, unit.folder, folder / "solutions")
            pages, found = kept.read(kata / "README.md", KataPage, read)
            missing = [problem for page in pages for problem in missing_files(page)]
            problems += [*found, *missing]
            if not missing:
                yield from pages


def _kata_names(folder: Path, outline: Outline) -> set[str]:
    """Katas that exist, in whatever state, or are planned."""
    there = {kata.name for unit in outline.units for kata in _folders(folder / "exercises" / unit.folder)}
    return there | {kata for unit in outline.units for kata in unit.planned_katas}


def _folders(above: Path) -> list[Path]:
    if not above.is_dir():
        return []
    return sorted(path for path in above.iterdir() if path.is_dir() and path.name[0] not in "._")


def _unlisted(folder: Path, outline: Outline) -> Iterator[Problem]:
    """Units without folders, folders without units, decks outside of both."""
    toml = folder / "content" / "course.toml"
    listed = [unit.folder for unit in outline.units]
    for unit in outline.units:
        there = any((folder / part / unit.folder).is_dir() for part in ("content", "exercises"))
        if not there and not unit.planned_katas:
            message = f"the unit `{unit.folder}` has neither a folder nor planned katas: make `content/{unit.folder}`"
            yield Problem(toml, 1, message)
        if listed.count(unit.folder) > 1:
            yield Problem(toml, 1, f"the unit `{unit.folder}` is listed twice: take one out")
    for part in ("content", "exercises"):
        for found in _folders(folder / part):
            if found.name not in listed and found.name != _PLOTS:
                yield Problem(toml, 1, f"`{part}/{found.name}` is not in `units`: add it there")
    for deck in sorted((folder / "content").glob("*.md")):
        if deck.name != "README.md":
            yield Problem(deck, 1, "a deck stands in the folder of a unit: move it there")


def _did_you_mean(name: str, known: dict[str, Card] | dict[str, KataPage] | dict[str, Unit]) -> str:
    near = nearest(name, known)
    return f"Did you mean `{near}`?" if near else ""
