"""Cards that came in, written into the learner's own decks: added, brought up to date, or left as the learner has them.

Under its id each has a comment with a digest of its text as it was written. A card that no longer agrees with its
digest was edited here since; that edit stays, and another import says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quiz.course.blocks import tree
from quiz.course.card import Card, Gap
from quiz.course.deck import parse_deck
from quiz.course.draft import split
from quiz.course.files import OWN, own_decks
from quiz.course.markdown import parse, source_lines
from quiz.course.source import Source
from quiz.errors import WorkspaceError
from quiz.exchange.card_text import card_text
from quiz.exchange.escaping import escape
from quiz.paths import write_file

_ID = re.compile(r"<!--\s*id:\s*([a-z0-9-]+)\s*-->")
_DIGEST = re.compile(r"<!-- import: ([0-9a-f]{12}) -->\n?")
_NAME = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Found:
    """A card of a deck that is there: its file, and all text from its heading to the next card."""

    file: Path
    text: str


@dataclass
class Changes:
    """What an import does to the decks: ids of cards by what happens to them, and the files as they will read."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)

    def write(self) -> None:
        """Replace the files, each at once. Raises WorkspaceError; those written before stay written."""
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

    def changes(self, cards: Iterable[tuple[Card, str]]) -> Changes:
        """What it takes to have these cards, each with the name of the deck it goes to if it is new."""
        changes = Changes()
        added: dict[str, list[str]] = {}
        for card, deck in cards:
            there = self.found.get(card.id)
            if there is None:
                changes.new.append(card.id)
                added.setdefault(deck, []).append(stamped_text(card))
            else:
                self._compare(card, there, changes)
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

    def _compare(self, card: Card, there: Found, changes: Changes) -> None:
        text = stamped_text(card)
        written = _DIGEST.search(there.text)
        if there.text.strip() == text.strip() or _without_digest(there.text) == _without_digest(text):
            changes.same.append(card.id)
        elif written and written[1] == _digest(_without_digest(there.text)):
            changes.changed.append(card.id)
            whole = changes.files.get(there.file, self.texts[there.file])
            rest = there.text[len(there.text.rstrip()) :]
            changes.files[there.file] = whole.replace(there.text, text.rstrip() + rest, 1)
        else:
            changes.edited.append(card.id)


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


def stamped_text(card: Card) -> str:
    """The card as it is written into a deck, with the digest under its id."""
    text = card_text(card)
    return _ID.sub(lambda id: f"{id[0]}\n<!-- import: {_digest(text.strip())} -->", text, count=1)


def file_name(deck: str) -> str:
    """The name of a deck's file, without its ending."""
    name = _NAME.sub("-", deck.casefold()).strip("-_")[:80]
    return "readme-cards" if name == "readme" else name or "imported"


def _title(deck: str) -> str:
    return escape(" ".join(deck.split())) or "Imported"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _without_digest(text: str) -> str:
    return _DIGEST.sub("", text).strip()


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
        if id := _ID.search(text):
            yield id[1], text
