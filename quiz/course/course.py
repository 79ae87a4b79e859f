"""A course: decks and katas of all units, in order, with everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quiz.course.cache import FileCache
from quiz.course.card import Card
from quiz.course.cards import Cards
from quiz.course.cross_check import without_double_katas
from quiz.course.entry import Listing, entry_of, name_of
from quiz.course.files import OWN, OWN_TITLE, CourseFile, decks_of, own_decks, stamped
from quiz.course.findable import Findable, row_of
from quiz.course.katas import KataPage
from quiz.course.outline import Outline, Unit, read_outline
from quiz.course.plots import Picture, plot_file, plot_names, read_picture
from quiz.course.reading import Reader
from quiz.course.reworded import Reworded
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
    cards: Sequence[Card]
    katas: tuple[KataPage, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def load(cls, folder: Path, *, cache: Path | None = None, own: Path | None = None) -> Course:
        """Read a course, and the learner's decks in the folder `own`, which follow as a unit of their own.

        With a cache folder, files that did not change are not read again. Faulty cards and katas are left out and
        listed in `problems`. Raises CourseError when there is no course at all.
        """
        outline = read_outline(folder / "content" / "course.toml")
        reader = Reader(FileCache(cache, folder), outline.name)
        places = [(kata, unit) for unit in outline.units for kata in _folders(folder / "exercises" / unit.folder)]
        readmes = [stamped(kata / "README.md", unit.folder) for kata, unit in places]
        pages, page_problems = reader.katas(readmes, folder / "solutions")
        katas, kata_problems = without_double_katas(pages)
        decks = [deck for unit in outline.units for deck in decks_of(folder / "content" / unit.folder, unit.folder)]
        mine = own_decks(own) if own else []
        kata_names = {kata.name for kata, _ in places} | {kata for unit in outline.units for kata in unit.planned_katas}
        cards, card_problems = reader.cards([*decks, *mine], katas, kata_names, plot_names(folder))
        problems = sorted([*_unlisted(folder, outline), *page_problems, *kata_problems, *card_problems])
        units = (*outline.units, Unit(OWN, OWN_TITLE)) if mine else outline.units
        return cls(folder, outline.name, outline.title, units, cards, katas, tuple(problems))

    def card(self, name: str) -> Card:
        """The card of a review item (`course:id#2`, `own:id`), or of an id of the course.

        Raises CourseError with the nearest id.
        """
        whole = (name if ":" in name else f"{self.name}:{name}").partition("#")[0]
        found = self.cards.find(whole) if isinstance(self.cards, Cards) else self._cards.get(whole)
        if found is None:
            known = {each.rpartition(":")[2] for each in self._listing.names}
            card_id = whole.rpartition(":")[2]
            raise CourseError(f"there is no card `{card_id}`", hint=_did_you_mean(card_id, known))
        return found

    def findable(self) -> list[Findable]:
        """By what each card is found, in the order of the cards."""
        if isinstance(self.cards, Cards):
            return self.cards.findable()
        return [
            Findable(name, CourseFile(str(card.file), card.unit, 0, 0), *row_of(card))
            for name, card in self._cards.items()
        ]

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

    def items_of(self, card: Card) -> tuple[str, ...]:
        """The names under which the log knows a card, `course:id`: one, or one for each of its gaps."""
        course = OWN if card.unit == OWN else self.name
        return tuple(f"{course}:{local}" for local in card.items())

    def items(self) -> tuple[str, ...]:
        """The review items of all cards, in the order in which they are met: each card after its prerequisites."""
        return self._listing.items

    def items_by_unit(self) -> dict[str, list[str]]:
        """The review items of each unit that has cards, by its folder; units in their order."""
        found = self._listing.by_unit()
        return {unit.folder: found[unit.folder] for unit in self.units if unit.folder in found}

    @property
    def reworded(self) -> tuple[Reworded, ...]:
        """The cards without an id in their file that have another one since the last reading, by a new question."""
        return self.cards.reworded if isinstance(self.cards, Cards) else ()

    def kata_item(self, kata: str) -> str:
        """The name under which the log knows a kata: a card may have the same id."""
        return f"{self.name}:kata/{kata}"

    def kata_items(self) -> tuple[str, ...]:
        """The names under which the log knows the katas, in their order."""
        return tuple(self.kata_item(page.id) for page in self.katas)

    @cached_property
    def _listing(self) -> Listing:
        cards = self.cards
        return cards.listing if isinstance(cards, Cards) else Listing.of([entry_of(card, self.name) for card in cards])

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {name_of(card, self.name): card for card in self.cards}

    @cached_property
    def _katas(self) -> dict[str, KataPage]:
        return {page.id: page for page in self.katas}


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


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"Did you mean `{near}`?" if near else ""
