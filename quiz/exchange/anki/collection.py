"""An Anki package (.apkg, .colpkg) -> its notes, cards and reviews, whichever Anki wrote it."""

from __future__ import annotations

import json
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from quiz.errors import QuizError
from quiz.exchange.anki import protobuf
from quiz.exchange.anki.unpacking import AGAIN, OLDER, unpacked

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, struct.error)
_ODD = (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
_LAST_SECOND = 4_102_444_800  # the year 2100


class Template(NamedTuple):
    """What a card of a note type asks and answers, as HTML with fields in double braces."""

    front: str
    back: str


class NoteType(NamedTuple):
    """The fields of a kind of note by name, its cards, and whether they are clozes."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    cloze: bool


class Note(NamedTuple):
    """A note; its fields are HTML."""

    id: int
    guid: str
    type: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class AnkiCard(NamedTuple):
    """One card of a note. `due` counts days since the collection began, for `state` 2 and 3 (review, relearning)."""

    id: int
    note: int
    ordinal: int
    deck: int
    state: int
    queue: int
    due: int
    flags: int


class AnkiReview(NamedTuple):
    """One line of the review log; `interval` in days, or in seconds below zero; `kind` 0 to 5."""

    milliseconds: int
    card: int
    ease: int
    interval: int
    factor: int
    taken_ms: int
    kind: int


@dataclass(frozen=True)
class Collection:
    """All that is in a package. `began`: seconds since 1970; `west`: minutes from UTC to the clock then, or None.

    `broken`: how many lines of the review log hold no numbers, and are not among the reviews.
    `three_buttons`: whether learning cards had three ratings, as before the second scheduler.
    """

    types: dict[int, NoteType]
    decks: dict[int, str]
    notes: list[Note]
    cards: list[AnkiCard]
    reviews: list[AnkiReview]
    began: int
    west: int | None
    three_buttons: bool
    broken: int


def read_package(file: Path) -> Collection:
    """The contents of a package. Raises QuizError for a file that is none, is damaged, or needs a newer reader."""
    try:
        with unpacked(file) as path, closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            database.create_collation("unicase", _compare)
            return _Reader(database).read()
    except _ODD as error:
        why = str(error) if isinstance(error, (sqlite3.Error, ValueError)) else "it is not as Anki writes it"
        raise QuizError(f"the collection in this package cannot be read: {why}", hint=OLDER, file=file) from error
    except _DAMAGED as error:
        raise QuizError(f"this is no Anki package, or a damaged one: {error}", hint=AGAIN, file=file) from error
    except OSError as error:
        raise QuizError(f"cannot be read: {error.strerror or error}", file=file) from error


def _compare(a: str, b: str) -> int:
    """How newer versions of Anki sort names."""
    return (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())


class _Reader:
    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.is_new = bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'notetypes'"))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.database.execute(query).fetchall()

    def read(self) -> Collection:
        began, settings = self.rows("SELECT crt, conf FROM col")[0]
        known: dict[str, Any] = self.settings() if self.is_new else json.loads(settings)
        notes = self.rows("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id")
        cards = """SELECT id, nid, ord, CASE WHEN odid THEN odid ELSE did END, type, queue,
                   CASE WHEN odid AND odue THEN odue ELSE due END, flags & 7 FROM cards ORDER BY nid, ord"""
        reviews = "SELECT id, cid, ease, ivl, factor, time, type FROM revlog ORDER BY id"
        lines = self.rows(reviews)
        sound = [AnkiReview(*row) for row in lines if _are(int, row)]
        west = known.get("creationOffset")
        if not (type(began) is int and 0 <= began < _LAST_SECOND):
            raise ValueError("it has no day on which it began")
        if not (west is None or (type(west) is int and abs(west) < 24 * 60)):
            raise ValueError("it has no right offset from UTC")
        return Collection(
            types=self.new_types() if self.is_new else self.old_types(),
            decks=self.decks(),
            notes=[self.note(*row) for row in notes],
            cards=[self.card(row) for row in self.rows(cards)],
            reviews=sound,
            began=began,
            west=west,
            three_buttons=known.get("schedVer", 1) == 1 and not self.is_new,
            broken=len(lines) - len(sound),
        )

    def note(self, id: int, guid: object, kind: object, tags: object, fields: object) -> Note:
        if not (_are(str, (tags, fields)) and type(guid) in (str, int)):
            raise ValueError(f"the note {id} has fields, tags or a name that are no text")
        return Note(id, str(guid), int(str(kind)), tuple(str(tags).split()), tuple(str(fields).split("\x1f")))

    def card(self, row: tuple[Any, ...]) -> AnkiCard:
        if not _are(int, row):
            raise ValueError(f"the card {row[0]} has something else than numbers")
        return AnkiCard(*row)

    def settings(self) -> dict[str, Any]:
        return {
            key: json.loads(value) for key, value in self.rows("SELECT key, val FROM config") if key == "creationOffset"
        }

    def old_types(self) -> dict[int, NoteType]:
        found: dict[str, Any] = json.loads(self.rows("SELECT models FROM col")[0][0])
        return {
            int(id): NoteType(
                _text(known["name"]),
                tuple(_text(each["name"]) for each in known["flds"]),
                tuple(Template(_text(each["qfmt"]), _text(each["afmt"])) for each in known["tmpls"]),
                known.get("type") == 1,
            )
            for id, known in found.items()
        }

    def new_types(self) -> dict[int, NoteType]:
        fields = self.rows("SELECT ntid, name FROM fields ORDER BY ntid, ord")
        templates = self.rows("SELECT ntid, config FROM templates ORDER BY ntid, ord")
        return {
            id: NoteType(
                name,
                tuple(field for owner, field in fields if owner == id),
                tuple(Template(protobuf.text(c, 1), protobuf.text(c, 2)) for owner, c in templates if owner == id),
                protobuf.fields(config).get(1) == 1,
            )
            for id, name, config in self.rows("SELECT id, name, config FROM notetypes")
        }

    def decks(self) -> dict[int, str]:
        if self.is_new:
            return {id: name.replace("\x1f", "::") for id, name in self.rows("SELECT id, name FROM decks")}
        found: dict[str, Any] = json.loads(self.rows("SELECT decks FROM col")[0][0])
        return {int(id): _text(deck["name"]) for id, deck in found.items()}


def _are(kind: type, values: Iterable[object]) -> bool:
    """Whether all are of this type: SQLite holds any type in any column."""
    return all(type(value) is kind for value in values)


def _text(value: object) -> str:
    """A text that can be written; raises ValueError for anything else, and for half a pair of surrogates."""
    if type(value) is not str:
        raise ValueError("a name or a template is no text")
    value.encode()
    return value
