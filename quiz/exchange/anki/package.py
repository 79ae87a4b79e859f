"""Cards of ours -> an Anki package."""

from __future__ import annotations

import hashlib
import io
import itertools
import sqlite3
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.course.files import OWN
from quiz.errors import QuizError
from quiz.exchange.anki.ours import CLOZE, FIELDS, PLAIN, OurNote, guid_of, note_of
from quiz.exchange.anki.schedule import write_schedule
from quiz.exchange.stamp import guids_in
from quiz.paths import write_file
from quiz.progress.log import Log
from quiz.scheduling.day import Instant

_AFTERWARDS = """{{#Slip}}<section><b>The usual slip</b>{{Slip}}</section>{{/Slip}}
{{#Curveball}}<details><summary>Curveball</summary>{{Curveball}}</details>{{/Curveball}}"""
_SIDES = {
    PLAIN: ("{{Question}}", "{{FrontSide}}<hr id=answer>{{Answer}}" + _AFTERWARDS),
    CLOZE: ("{{Title}}<hr>{{cloze:Text}}", "{{Title}}<hr id=answer>{{cloze:Text}}" + _AFTERWARDS),
}
_CSS = """.card { font: 18px/1.45 sans-serif; text-align: left; max-width: 40em; margin: auto; }
pre, code { font-family: monospace; font-size: 0.9em; }
table { border-collapse: collapse; } td, th { border: 1px solid #999; padding: 0.2em 0.5em; }
section, details { margin-top: 1.2em; } .cloze { font-weight: bold; color: #2a6fdb; }"""


@dataclass(frozen=True)
class Exported:
    """What was written: cards, items of them with a schedule, reviews, decks, and what Anki has no form for."""

    cards: int
    scheduled: int
    reviews: int
    decks: int
    lost: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return asdict(self)


def write_package(file: Path, course: Course, cards: Sequence[Card], log: Log, now: Instant) -> Exported:
    """Write cards with all that the log knows of them. Raises QuizError when the file cannot be written.

    The same cards give the same notes, decks and types at every export, so that Anki updates what it has.
    """
    lost: Counter[str] = Counter()
    notes = [note_of(card, course.items_of(card), lost) for card in cards]
    notes = _named(notes, cards)
    decks = list(_decks(course, notes))
    counts = (0, 0)

    def schedule(cursor: sqlite3.Cursor) -> None:
        nonlocal counts
        found = cursor.execute("SELECT cards.id, notes.guid, cards.ord FROM cards JOIN notes ON cards.nid = notes.id")
        by_guid = {note.guid: note for note in notes}
        ids = {by_guid[guid].items[place]: id for id, guid, place in found.fetchall()}
        counts = write_schedule(cursor, ids, log, now, lost)

    packed = _packed(decks, schedule, now.utc.timestamp())
    try:
        write_file(file, packed)
    except OSError as error:
        raise QuizError(f"the package cannot be written: {error.strerror}", file=file) from error
    return Exported(len(notes), *counts, len(decks), dict(+lost))


def _packed(decks: Sequence[Any], finish: Callable[[sqlite3.Cursor], None], seconds: float) -> bytes:
    """The bytes of the package; `finish` gets the cursor when all notes are written."""
    import genanki

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(database)) as connection:
            cursor = connection.cursor()
            genanki.Package(decks).write_to_db(cursor, seconds, itertools.count(int(seconds * 1000)))
            finish(cursor)
            connection.commit()
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            package.write(database, database.name)
            package.writestr("media", "{}")
    return target.getvalue()


def _decks(course: Course, notes: Sequence[OurNote]) -> Iterator[Any]:
    """A sub-deck for each unit, below one for the course."""
    import genanki

    class Note(genanki.Note):  # type: ignore[misc]
        def __init__(self, of: OurNote) -> None:
            super().__init__(types[of.type], list(of.fields), tags=list(of.tags), guid=of.guid)
            self.ordinals = sorted(of.items)

        @property
        def cards(self) -> list[Any]:
            """Those that are told: genanki itself overlooks clozes within clozes."""
            return [genanki.Card(ordinal) for ordinal in self.ordinals]

        def _check_invalid_html_tags_in_fields(self) -> None:
            """Our fields are HTML, and what looks like a tag in them is one."""

    types = {name: _type(name) for name in FIELDS}
    for unit in course.units:
        name = f"{course.title}::{unit.title}"
        deck = genanki.Deck(_number(f"deck {course.name} {unit.folder}"), name)
        for note in notes:
            if note.unit == unit.folder:
                deck.add_note(Note(note))
        if deck.notes:
            yield deck


def _type(name: str) -> Any:
    import genanki

    front, back = _SIDES[name]
    return genanki.Model(
        _number(f"type {name}"),
        name,
        fields=[{"name": field} for field in FIELDS[name]],
        templates=[{"name": "Card", "qfmt": front, "afmt": back}],
        css=_CSS,
        model_type=genanki.Model.CLOZE if name == CLOZE else genanki.Model.FRONT_BACK,
    )


def _named(notes: Sequence[OurNote], cards: Sequence[Card]) -> list[OurNote]:
    """The notes with the names that Anki knows them by; a card that came from Anki keeps that of its note there."""
    decks = {card.file for card in cards if card.unit == OWN}
    known = {id: guid for deck in decks for id, guid in guids_in(deck.read_text("utf-8")).items()}
    found: dict[str, OurNote] = {}
    for note, card in zip(notes, cards, strict=True):
        guid = known.get(card.id, "") if card.unit == OWN else ""
        guid = guid if guid and guid not in found else guid_of(note.name)
        found[guid] = replace(note, guid=guid)
    return list(found.values())


def _number(name: str) -> int:
    """A number for a deck or a note type that stays the same, between 2^30 and 2^31 as Anki's are."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % (1 << 30)
