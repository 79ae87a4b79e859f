"""What was read from the files of a course, kept while they do not change. Losing it costs a while, nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from quiz.course.files import CourseFile
from quiz.course.findable import Row

_SCHEMA = """
DROP TABLE IF EXISTS about;
DROP TABLE IF EXISTS file;
DROP TABLE IF EXISTS card;
DROP TABLE IF EXISTS findable;
CREATE TABLE about (reader TEXT, key TEXT, summary TEXT);
CREATE TABLE file (number INTEGER PRIMARY KEY, path TEXT UNIQUE, unit TEXT, size INTEGER, time INTEGER, facts TEXT);
CREATE TABLE card (file INTEGER, id TEXT, body TEXT);
CREATE TABLE findable (file INTEGER NOT NULL, id TEXT NOT NULL, gaps INTEGER NOT NULL, kind TEXT NOT NULL,
                       tags TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX card_file ON card (file);
CREATE INDEX card_id ON card (id);
CREATE INDEX findable_file ON findable (file);
"""
_HERE = Path(__file__).parent
_STATE = "path, unit, size, time"
_THESE = "path IN (SELECT value FROM json_each(?))"
_PATIENCE = 1.0  # seconds to wait for another program that writes it


class Reading(NamedTuple):
    """What a file held, as plain values: facts for who asks about every file, each card by its id, and by what it is
    found."""

    file: CourseFile
    facts: object
    cards: Sequence[tuple[str, object]] = ()
    findable: Sequence[Row] = ()


class FileCache:
    """One database for each course, in which a file is known in one state; without a folder nothing is kept.

    No method raises: a cache that cannot be read is empty, and one that cannot be written stays as it is.
    """

    def __init__(
        self, folder: Path | None, course: Path, name: str = "course", code: Sequence[Path] = (_HERE,)
    ) -> None:
        """`name`: what is kept of the course; `code`: the folders of the program on which that depends."""
        key = hashlib.sha256(str(course.absolute()).encode()).hexdigest()[:12]
        self._path = folder / f"{name}-{key}.sqlite3" if folder else None
        self._reader = _fingerprint(code)
        self._usable = True
        about = self._rows("SELECT reader, key, summary FROM about")
        self._usable = bool(about) and about[0][0] == self._reader
        self._key, self._summary = about[0][1:] if self._usable else ("", "")

    def summary(self, key: str) -> Any | None:
        """What was written last, if it was with this key."""
        return _loaded(self._summary) if self._key == key else None

    def facts(self, files: Collection[CourseFile]) -> dict[CourseFile, Any]:
        """The facts of those files that are known in the state that they have."""
        rows = self._rows(f"SELECT {_STATE}, facts FROM file WHERE {_THESE}", _paths(files))
        known = {CourseFile(*row[:4]): row[4] for row in rows}
        return {file: _loaded(known[file]) for file in files if file in known}

    def cards(self, files: Collection[CourseFile]) -> dict[CourseFile, list[Any]]:
        """The cards of each of these files, empty for one that is not known."""
        query = f"SELECT {_STATE}, body FROM file JOIN card ON file = number WHERE {_THESE} ORDER BY card.rowid"
        found = defaultdict[CourseFile, list[Any]](list)
        for *state, body in self._rows(query, _paths(files)):
            found[CourseFile(*state)].append(_loaded(body))
        return found

    def card(self, id: str) -> list[tuple[CourseFile, Any]]:
        """Every card of an id, with its file."""
        rows = self._rows(f"SELECT {_STATE}, body FROM file JOIN card ON file = number WHERE id = ?", id)
        return [(CourseFile(*state), _loaded(body)) for *state, body in rows]

    def findable(self) -> dict[CourseFile, list[tuple[str, Row]]]:
        """Of each file that is known, the ids of its cards and by what they are found."""
        files, rows = self._all(
            (f"SELECT number, {_STATE} FROM file", ()),
            ("SELECT file, id, gaps, kind, tags, text FROM findable ORDER BY rowid", ()),
        )
        found: dict[int, list[tuple[str, Row]]] = {number: [] for number, *_ in files}
        for number, id, *row in rows:
            found[number].append((id, tuple(row)))
        return {CourseFile(*state): found[number] for number, *state in files}

    def write(self, readings: Sequence[Reading], files: Collection[CourseFile], key: str, summary: object) -> None:
        """Keep what was read now and the new summary; forget every file but these."""
        if self._path is None:
            return
        paths, text = _paths(files), _dumped(summary)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._write(readings, paths, key, text)
        except (OSError, UnicodeError, sqlite3.OperationalError):  # no room, an odd name, or another program holds it
            return
        except sqlite3.DatabaseError:  # damaged: the next one who reads the course fills a new one
            self._path.unlink(missing_ok=True)

    def _write(self, readings: Sequence[Reading], paths: str, key: str, summary: str) -> None:
        assert self._path is not None
        with closing(sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)) as database:
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN IMMEDIATE")
            if not self._usable:
                for statement in _SCHEMA.split(";"):
                    database.execute(statement)
            _forget(database, f"NOT {_THESE}", paths)
            _forget(database, _THESE, _paths([reading.file for reading in readings]))
            for file, facts, cards, findable in readings:
                row = (*file, _dumped(facts))
                number = database.execute(f"INSERT INTO file ({_STATE}, facts) VALUES (?, ?, ?, ?, ?)", row).lastrowid
                database.executemany(
                    "INSERT INTO card VALUES (?, ?, ?)", [(number, id, _dumped(body)) for id, body in cards]
                )
                database.executemany(
                    "INSERT INTO findable VALUES (?, ?, ?, ?, ?, ?)",
                    [(number, id, *row) for (id, _), row in zip(cards, findable, strict=True)],
                )
            database.execute("DELETE FROM about")
            database.execute("INSERT INTO about VALUES (?, ?, ?)", (self._reader, key, summary))
            database.execute("COMMIT")
        self._usable, self._key, self._summary = True, key, summary

    def _rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self._all((query, parameters))[0]

    def _all(self, *asked: tuple[str, Sequence[object]]) -> list[list[tuple[Any, ...]]]:
        """The rows of each of these queries, which see one state of the cache."""
        if self._path is None or not self._usable or not self._path.exists():
            return [[] for _ in asked]
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)) as database:
                database.execute("BEGIN")
                return [database.execute(*each).fetchall() for each in asked]
        except (OSError, sqlite3.Error):
            return [[] for _ in asked]


def _forget(database: sqlite3.Connection, which: str, paths: str) -> None:
    for table in ("card", "findable"):
        database.execute(f"DELETE FROM {table} WHERE file IN (SELECT number FROM file WHERE {which})", (paths,))
    database.execute(f"DELETE FROM file WHERE {which}", (paths,))


def _paths(files: Collection[CourseFile]) -> str:
    return json.dumps([file.path for file in files])


def _dumped(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _loaded(text: str) -> Any | None:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def _fingerprint(code: Sequence[Path]) -> str:
    """The state of the code that reads: another version may read the same file otherwise."""
    files = [file for folder in code for file in os.scandir(folder) if file.name.endswith(".py")]
    states = [(file.path, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr(sorted(states)).encode()).hexdigest()
