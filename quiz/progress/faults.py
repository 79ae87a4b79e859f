"""What SQLite reports, as errors that a learner can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quiz.errors import LogError

# Primary result codes of SQLite: what is wrong, and what to do.
_MEANING = {
    sqlite3.SQLITE_FULL: ("the disk is full; nothing was changed", "Free some space and repeat the last step."),
    sqlite3.SQLITE_READONLY: ("the log cannot be written; nothing was changed", "Check the permissions of its folder."),
    sqlite3.SQLITE_CANTOPEN: ("the log cannot be opened", "Check that its folder exists and can be written to."),
    sqlite3.SQLITE_PERM: ("the log cannot be opened", "Check the permissions of its folder."),
    sqlite3.SQLITE_BUSY: (
        "another program holds the log; nothing was changed",
        "Wait a moment and repeat the last step, or close the other program.",
    ),
    sqlite3.SQLITE_IOERR: ("the disk reports an error; nothing was changed", "Check the disk and its free space."),
}
_DAMAGE = (
    "the log is damaged",
    "Run `quiz doctor`, or `quiz restore` with the newest copy from the folder `backups` beside the log.",
)


def explain(error: sqlite3.Error, path: Path) -> LogError:
    """The LogError for an error of SQLite on the log at `path`."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path)
    message, hint = _MEANING.get(primary, (f"the log cannot be used: {error}", "Run `quiz doctor`."))
    return LogError(message, hint=hint, file=path)


def damaged(path: Path) -> LogError:
    """The LogError for a file that is not a whole log."""
    return LogError(_DAMAGE[0], hint=_DAMAGE[1], file=path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite in this block into LogErrors."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error
