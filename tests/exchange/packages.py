"""Packages with the tables that Anki writes, in its old form and in its new one."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BEGAN = 1_794_801_600  # 16 November 2026, 4:00 UTC
FIRST_DAY = "2026-11-16"

BASIC = ("Basic", ("Front", "Back"), [("{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}")], 0)
REVERSED = (
    "Basic (and reversed card)",
    ("Front", "Back"),
    [("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"), ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")],
    0,
)
TYPED = ("Typed", ("Front", "Back"), [("{{Front}}\n\n{{type:Back}}", "{{Front}}<hr id=answer>{{type:Back}}")], 0)
CLOZE = ("Cloze", ("Text", "Back Extra"), [("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}")], 1)
TYPES = {10: BASIC, 20: REVERSED, 30: TYPED, 40: CLOZE}


@dataclass
class Row:
    """A card of Anki's, as much of it as an import looks at."""

    state: int = 0
    queue: int = 0
    due: int = 0
    flags: int = 0
    deck: int = 2


@dataclass
class Sheet:
    """A note with its cards."""

    fields: Sequence[str]
    type: int = 10
    cards: Sequence[Row] = (Row(),)
    tags: str = ""
    guid: str = ""


def write(
    file: Path, notes: Sequence[Sheet], reviews: Sequence[tuple] = (), *, new: bool = False, scheduler: int = 2
) -> Path:
    """Write a package. `reviews`: number of the card from 1, milliseconds, ease, interval, kind, perhaps a factor."""
    database = file.with_suffix(".sqlite")
    database.unlink(missing_ok=True)
    connection = sqlite3.connect(database)
    connection.executescript(
        "CREATE TABLE col (crt, conf, models, decks);"
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds);"
        "CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, ord, did, odid, type, queue, due, odue, flags);"
        "CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, ease, ivl, factor, time, type);"
    )
    (_new if new else _old)(connection, scheduler)
    card = 0
    for number, note in enumerate(notes, 1):
        row = (number, note.guid or f"guid {number}", note.type, note.tags, "\x1f".join(note.fields))
        connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", row)
        for place, each in enumerate(note.cards):
            card += 1
            known = (card, number, place, each.deck, 0, each.state, each.queue, each.due, 0, each.flags)
            connection.execute("INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", known)
    for of, when, ease, interval, kind, *factor in reviews:
        row = (when, of, ease, interval, (factor or [2500])[0], 4200, kind)
        connection.execute("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    connection.commit()
    connection.close()
    with zipfile.ZipFile(file, "w") as package:
        if new:
            from backports import zstd

            package.writestr("collection.anki2", b"an old database that only says to update Anki")
            package.writestr("collection.anki21b", zstd.compress(database.read_bytes()))
        else:
            package.write(database, "collection.anki21")
    return file


def _old(connection: sqlite3.Connection, scheduler: int) -> None:
    models = {
        str(id): {
            "name": name,
            "type": kind,
            "flds": [{"name": field} for field in fields],
            "tmpls": [{"qfmt": front, "afmt": back} for front, back in templates],
        }
        for id, (name, fields, templates, kind) in TYPES.items()
    }
    decks = {"1": {"name": "Default"}, "2": {"name": "ML::Softmax"}}
    settings = {"creationOffset": -60, "schedVer": scheduler}
    row = (BEGAN, json.dumps(settings), json.dumps(models), json.dumps(decks))
    connection.execute("INSERT INTO col VALUES (?, ?, ?, ?)", row)


def _new(connection: sqlite3.Connection, scheduler: int) -> None:
    connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
    connection.executescript(
        "CREATE TABLE config (key TEXT PRIMARY KEY, val BLOB);"
        "CREATE TABLE notetypes (id INTEGER PRIMARY KEY, name TEXT COLLATE unicase, config BLOB);"
        "CREATE UNIQUE INDEX by_name ON notetypes (name);"
        "CREATE TABLE fields (ntid, ord, name TEXT COLLATE unicase, config);"
        "CREATE TABLE templates (ntid, ord, name, config BLOB);"
        "CREATE TABLE decks (id INTEGER PRIMARY KEY, name TEXT COLLATE unicase);"
    )
    connection.execute("INSERT INTO col VALUES (?, '', '', '')", (BEGAN,))
    connection.execute("INSERT INTO config VALUES ('creationOffset', ?)", (b"-60",))
    connection.executemany("INSERT INTO decks VALUES (?, ?)", [(1, "Default"), (2, "ML\x1fSoftmax")])
    for id, (name, fields, templates, kind) in TYPES.items():
        config = (b"\x08\x01" if kind else b"") + b"\x1a\x02{}" + b"\x2d\0\0\0\0"
        connection.execute("INSERT INTO notetypes VALUES (?, ?, ?)", (id, name, config))
        connection.executemany("INSERT INTO fields VALUES (?, ?, ?, '')", [(id, n, f) for n, f in enumerate(fields)])
        rows = [(id, n, _message(front, back)) for n, (front, back) in enumerate(templates)]
        connection.executemany("INSERT INTO templates VALUES (?, ?, 'Card', ?)", rows)


def _message(*texts: str) -> bytes:
    """Texts as the fields 1, 2, … of a protobuf message."""
    found = b""
    for number, text in enumerate(texts, 1):
        raw = text.encode()
        length = bytes([len(raw)]) if len(raw) < 128 else bytes([len(raw) & 0x7F | 0x80, len(raw) >> 7])
        found += bytes([number << 3 | 2]) + length + raw
    return found
