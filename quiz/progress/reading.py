"""Another log, read without a change to it or to the folder it lies in."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from quiz.errors import DamagedLogError, LogError
from quiz.progress import schema, text_form
from quiz.progress.cache import EVENT_COLUMNS
from quiz.progress.event import Event, from_row, in_order
from quiz.progress.faults import explained

_WANTED = "Name a log file such as log.sqlite3, or a folder that `quiz export --log` wrote."
SIDECARS = ("-wal", "-journal")  # what a program had not yet moved into the file, beside it


@contextmanager
def events_of(place: Path, notice: text_form.Notice = lambda message: None) -> Iterator[Iterator[Event]]:
    """The events of a log, in the order of replay: of a file, or of a folder or file in text form.

    Raises LogError when there is none, when it is damaged, or when another program changed it in the meantime.
    """
    if place.is_dir() or place.suffix == text_form.ENDING:
        yield text_form.read(place, notice)
        return
    with connected(place) as connection:
        query = f"SELECT {EVENT_COLUMNS} FROM event ORDER BY instant"
        yield in_order(_event(row, place) for row in connection.execute(query))


@contextmanager
def connected(path: Path, *, check: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection to the log at `path` that only reads; raises LogError as `events_of` does.

    Without `check` damage is met where it is read, and no earlier.
    """
    if not os.path.isfile(path):
        raise LogError("there is no log here", hint=_WANTED, file=path)
    before = _stamp(path)
    with TemporaryDirectory(prefix="quiz-") as folder, _told(path), closing(_connect(path, Path(folder))) as found:
        if check and found.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged(path)
        yield found
    if _stamp(path) != before:
        hint = "Close that program, or repeat the step. Nothing was taken in."
        raise LogError("another program wrote into this log while it was read", hint=hint, file=path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn errors of SQLite in this block into LogErrors about another log than the learner's own."""
    try:
        with explained(path):
            yield
    except DamagedLogError as error:
        if error.file != path:
            raise
        raise damaged(path) from error


def copy_with_sidecars(path: Path, copy: Path) -> None:
    """Copy a log as it lies there, with what stands beside it."""
    for ending in ("", *SIDECARS):
        if (source := Path(f"{path}{ending}")).exists():
            shutil.copyfile(source, f"{copy}{ending}")


def damaged(path: Path) -> LogError:
    """The LogError for another log that is not whole."""
    hint = "Take another copy of it, or run `quiz doctor --recover` where it is used."
    return LogError("this log is damaged", hint=hint, file=path)


def _connect(path: Path, folder: Path) -> sqlite3.Connection:
    """Read the file in place when it is all there is; a private copy of it when a program has it open, or had."""
    try:
        _inspect(path)
        with path.open("rb") as file:
            version = int.from_bytes(file.read(64)[60:])
        if version == schema.VERSION and not any(Path(f"{path}{ending}").exists() for ending in SIDECARS):
            return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        copy_with_sidecars(path, folder / "log.sqlite3")
        return schema.connect(folder / "log.sqlite3")
    except OSError as error:
        raise LogError(f"the log cannot be read: {error.strerror}", hint="Check its permissions.", file=path) from error
    except schema.ForeignError as error:
        raise LogError(error.message, hint=_WANTED, file=path) from error
    except DamagedLogError as error:  # what it says to do is meant for the learner's own log
        raise damaged(path) from error
    except LogError as error:
        error.file = path
        raise


def _inspect(path: Path) -> None:
    """Refuse what is no log at all, from its first bytes. Raises LogError and OSError."""
    with path.open("rb") as file:
        first = file.read(16)
    if not first:
        hint = "Its copy was cut off, perhaps. Take another copy of it."
        raise LogError("this log is empty: a file of 0 bytes", hint=hint, file=path)
    if not first.startswith(b"SQLite format 3"):
        raise LogError("this is no log, or one whose beginning is lost", hint=_WANTED, file=path)
    schema.inspect(path)


def _event(row: tuple[str, int, int, int, str, str, str, str], path: Path) -> Event:
    try:
        return from_row(row)
    except (TypeError, ValueError, RecursionError) as error:
        raise damaged(path) from error


def _stamp(path: Path) -> list[tuple[int, int]]:
    """What changes when a program writes into a log."""
    return [
        (file.stat().st_size, file.stat().st_mtime_ns)
        for ending in ("", *SIDECARS)
        if (file := Path(f"{path}{ending}")).exists()
    ]
