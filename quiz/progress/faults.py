"""What SQLite reports, as errors that a learner can act on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quiz.errors import DamagedLogError, LogError

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
_NEEDED = 65_536  # bytes
NOT_UNDERSTOOD = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)  # of a damaged row
_WAY_OUT = (
    "`quiz doctor` says what is wrong. `quiz doctor --recover` saves what can be read, adds the newest copy from the "
    "folder `backups`, and keeps the damaged file."
)


def explain(error: sqlite3.Error, path: Path) -> LogError:
    """The LogError for an error of SQLite on the log at `path`."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full(path.parent):
        primary = sqlite3.SQLITE_FULL
    if primary in _MEANING:
        message, hint = _MEANING[primary]
        return LogError(message, hint=hint, file=path)
    return DamagedLogError(f"the log cannot be used: {error}", hint=_WAY_OUT, file=path)


def _is_full(folder: Path) -> bool:
    """Whether there is no space left for the files that SQLite keeps beside a log, about which it only says `I/O`."""
    try:
        return shutil.disk_usage(folder).free < _NEEDED
    except OSError:
        return False


def damaged(path: Path, what: str = "") -> DamagedLogError:
    """The error for a file that is not a whole log; `what`: what is wrong with it, where that is known."""
    return DamagedLogError("the log is damaged" + (what and f": {what}"), hint=_WAY_OUT, file=path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite in this block into LogErrors."""
    try:
        yield
    except UnicodeDecodeError as error:  # in the text of an error that quotes what is damaged
        raise damaged(path) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error


@contextmanager
def understood(path: Path) -> Iterator[None]:
    """Turn errors of SQLite in this block into LogErrors, and what is said of a row that only damage can have made."""
    try:
        yield
    except (*NOT_UNDERSTOOD, sqlite3.IntegrityError) as error:
        raise DamagedLogError("the log holds what cannot be understood", hint=_WAY_OUT, file=path) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error
