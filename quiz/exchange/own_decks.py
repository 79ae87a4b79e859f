"""Cards that came in, written into the learner's own decks: added, brought up to date, or left as the learner has them.

A card that was edited here since it came in stays as it is, and another import says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from quiz.course.blocks import tree
from quiz.course.card import Card, Gap
from quiz.course.deck import parse_deck
from quiz.course.draft import split
from quiz.course.files import OWN, own_decks
from quiz.course.markdown import parse, source_lines
from quiz.course.source import Source
from quiz.errors import WorkspaceError
from quiz.exchange.escaping import escape
from quiz.exchange.stamp import guid_in, id_in, is_as_written, stamped_text, without_stamp
from quiz.paths import write_file

_PLACE = {"file", "line", "unit", "stamped"}  # what a card has from where it stands, not from what it says
_LONGEST_NAME = 200  # bytes of a file's name without its ending; file systems hold 255
_NAME = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Found:
    """A card of a deck that is there: its file, and all text from its heading to the next card."""

    file: Path
    text: str


@dataclass
class Changes:
    """What an import does to the decks: ids of cards by what happens to them, and the files as they will read.

    `before`: the decks as they were when this was found out.
    """

    before: Mapping[Path, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)

    def write(self) -> None:
        """Replace the files, each at once. Raises WorkspaceError; those written before stay written.

        None is written when one of them has been saved or removed since: what the learner wrote there would be lost.
        """
        for file in self.files:
            if (_read(file) if file.exists() else None) != self.before.get(file):
                hint = "Nothing was taken in. Import once more."
                raise WorkspaceError("the deck was changed meanwhile", hint=hint, file=file)
        for file, text in self.files.items():
            try:
                write_file(file, text.encode("utf-8"))
            except OSError as error:
                hint = "Check the space and the permissions of the folder, then import once more."
                raise WorkspaceError(f"the deck cannot be written: {error.strerror}", hint=hint, file=file) from error


class OwnDecks:
    """The learner's decks as they are now. Raises WorkspaceError when one cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = {Path(deck.path): _read(Path(deck.path)) for deck in own_decks(folder)}  # with \\n at line ends
        self.found = {id: Found(file, text) for file, deck in self.texts.items() for id, text in _cards(deck)}

    def card(self, id: str) -> Card | None:
        """The card of this id as it is now; None when there is none, or none that can be read."""
        there = self.found.get(id)
        cards = parse_deck(f"# Deck\n\n{there.text}", there.file, OWN)[0] if there else ()
        return cards[0] if cards else None

    def changes(self, cards: Iterable[tuple[Card, str, str]]) -> Changes:
        """What it takes to have these cards.

        Each comes with the name of the deck it goes to if it is new, and Anki's of its note, which may be empty.
        """
        changes = Changes(self.texts)
        added: dict[str, list[str]] = {}
        for card, deck, guid in cards:
            there = self.found.get(card.id)
            if there is None:
                changes.new.append(card.id)
                added.setdefault(deck, []).append(stamped_text(card, guid))
            else:
                self._compare(card, there, guid, changes)
        for deck, texts in added.items():
            file = self._file(deck)
            before = changes.files.get(file, self.texts.get(file, f"# {_title(deck)}\n"))
            changes.files[file] = "\n".join([before.rstrip("\n") + "\n", *texts])
        return changes

    def _file(self, deck: str) -> Path:
        """The file of a deck, whichever way its name is capitalised; never one that is no deck of the learner's."""
        name = file_name(deck)
        there = (file for file in self.texts if file.parent == self.folder and file.stem.casefold() == name)
        file = next(there, self.folder / f"{name}.md")
        return file if file in self.texts or not file.exists() else file.with_stem(f"{name}-cards")

    def _compare(self, card: Card, there: Found, guid: str, changes: Changes) -> None:
        known = guid_in(there.text)
        text = stamped_text(card, known or guid)
        is_ours = is_as_written(there.text)
        if without_stamp(there.text) == without_stamp(text):
            changes.same.append(card.id)
            if is_ours and guid and not known:
                self._replace(there, text, changes)
        elif is_ours:
            changes.changed.append(card.id)
            self._replace(there, text, changes)
        elif (here := self.card(card.id)) and content(here) == content(card):
            changes.same.append(card.id)
        else:
            changes.edited.append(card.id)

    def _replace(self, there: Found, text: str, changes: Changes) -> None:
        whole = changes.files.get(there.file, self.texts[there.file])
        rest = there.text[len(there.text.rstrip()) :]
        changes.files[there.file] = whole.replace(there.text, text.rstrip() + rest, 1)


def content(card: Card) -> dict[str, Any]:
    """What a card says, wherever it stands."""
    return {field.name: getattr(card, field.name) for field in fields(card) if field.name not in _PLACE}


def in_order(gaps: Sequence[Gap], before: Sequence[Gap]) -> list[Gap]:
    """The gaps of a card that comes in again, each in the place that it has here, since its history goes by that.

    A gap that was there and is gone makes room for the first that is new.
    """
    fresh = [gap for gap in gaps if gap.text not in {old.text for old in before}]
    known = {gap.text: gap for gap in gaps}
    placed = []
    for old in before:
        if old.text in known:
            placed.append(known[old.text])
        elif fresh:
            placed.append(fresh.pop(0))
    return placed + fresh


def file_name(deck: str) -> str:
    """The name of a deck's file, without its ending."""
    name = _NAME.sub("-", deck.casefold()).strip("-_")[:80]
    name = name.encode()[:_LONGEST_NAME].decode(errors="ignore")
    return "readme-cards" if name == "readme" else name or "imported"


def _title(deck: str) -> str:
    return escape(" ".join(deck.split())) or "Imported"


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise WorkspaceError(f"your deck cannot be read: {reason}", file=file) from error


def _cards(deck: str) -> Iterable[tuple[str, str]]:
    """The id and the text of each card of a deck that has an id written in it."""
    source, lines = Source(source_lines(deck)), deck.split("\n")
    for draft in split(source, tree(parse(source.lines, lambda line, message: None))):
        text = "\n".join(lines[draft.heading.start : draft.end])
        if id := id_in(text):
            yield id, text
