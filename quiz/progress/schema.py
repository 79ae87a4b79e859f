"""The file of the log: its tables, its version, and how it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from quiz.errors import LogError
from quiz.progress import write_ahead
from quiz.progress.faults import damaged, explained

APPLICATION_ID = 0x51756978  # "Quix"
VERSION = 1
PATIENCE = 10.0  # seconds to wait for another program's transaction

# From each older version, what brings a file to the next one; runs inside a transaction, after a copy was made.
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], None]] = {}

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE event (
    device TEXT NOT NULL,
    counter INTEGER NOT NULL,
    instant INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (device, counter)
) STRICT;
CREATE INDEX event_order ON event (instant, device, counter);
CREATE INDEX event_item ON event (item, kind);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
"""
_NEVER_DELETED = """
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT raise(ABORT, 'the log is append-only'); END;
"""


class ForeignError(LogError):
    """The file is another program's."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the log at `path`, made anew when there is none, in autocommit mode, ready for explicit transactions.

    Raises LogError when the file is damaged, foreign, written by a newer version, or cannot be written.
    """
    inspect(path)
    if lost := unreadable_part(path):
        raise damaged(path, lost)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        hint = "Check the permissions above it."
        raise LogError(f"the folder of the log cannot be made: {error.strerror}", hint=hint, file=path) from error
    with explained(path):
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def unreadable_part(path: Path) -> str | None:
    """What SQLite would silently drop, or delete, on opening the log at `path`, as a sentence; None for nothing.

    An empty file is a log that is being made, unless what stands beside it shows that it was one.
    """
    try:
        # The -wal first: a log that is being made has none before it has pages.
        beside = _size(Path(f"{path}{write_ahead.ENDING}"))
        size = _size(path)
        if beside and not size:
            return "the file is gone or empty, and answers stand in the -wal beside it"
        if size == 0 and next((path.parent / "backups").glob("log-*.sqlite3"), None):
            return "the file is empty, although there are copies of it"
        return write_ahead.damage(path) if beside else None
    except OSError as error:
        hint = "Check the permissions of its folder."
        raise LogError(f"the log cannot be read: {error.strerror}", hint=hint, file=path) from error


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return None


def inspect(path: Path) -> None:
    """Refuse a file that is not ours to open, from its header alone, so that it stays untouched."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return
    except IsADirectoryError as error:
        raise LogError("a folder stands where the log should be", hint="Move it away.", file=path) from error
    except OSError as error:
        hint = "Check the permissions of its folder."
        raise LogError(f"the log cannot be read: {error.strerror}", hint=hint, file=path) from error
    if not header:
        return
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0") or not {*header[18:20]} <= {1, 2}:
        raise damaged(path)
    _recognise(int.from_bytes(header[68:72]), int.from_bytes(header[60:64]), path)


def _recognise(application: int, version: int, path: Path) -> None:
    if application not in (0, APPLICATION_ID) or (application == 0 and version != 0):
        raise ForeignError("this is another program's database", hint="Move it away; a new log is made.", file=path)
    if version > VERSION:
        hint = "Upgrade: pip install --upgrade rectified."
        raise LogError("the log was written by a newer version; nothing was changed", hint=hint, file=path)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")
    try:
        application, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        _recognise(application, version, path)
        if version == 0:
            _create(connection, path)
        elif version < VERSION:
            _migrate(connection, path, version)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    # Where the file system has no shared memory this fails or is refused, and the rollback journal serves; it also
    # fails when a second program opens a new log at the same moment, which then sets the mode for both.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def _create(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise ForeignError("this is another program's database", hint="Move it away; a new log is made.", file=path)
    run_script(connection, _TABLES + _NEVER_DELETED)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    # A second connection reads the file as it was before this transaction.
    copy = path.with_name(f"{path.stem}-before-version-{VERSION}{path.suffix}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    for step in range(version, VERSION):
        MIGRATIONS[step](connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def clear(connection: sqlite3.Connection) -> None:
    """Take all events out, inside the open transaction, which puts others in their place."""
    connection.execute("DROP TRIGGER IF EXISTS event_is_never_deleted")
    connection.execute("DELETE FROM event")
    run_script(connection, _NEVER_DELETED)


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one inside the open transaction, which `executescript` would commit."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
