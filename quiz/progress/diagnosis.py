"""What is wrong with the file of a log, for `quiz doctor`; the file is only read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from quiz.errors import LogError
from quiz.progress import event_check, schema
from quiz.progress.log import Log
from quiz.progress.reading import copy_with_sidecars


def damage(path: Path) -> list[str]:
    """The damage in the log at `path`; empty when SQLite finds none. Raises OSError when it cannot be read."""
    beside = schema.unreadable_part(path)
    found = [beside] if beside else []
    if not path.exists():
        return found
    with path.open("rb") as file:
        header, size = file.read(100), path.stat().st_size
    found += _of_header(header, size) if size else []
    with TemporaryDirectory(prefix="quiz-") as folder:
        copy_with_sidecars(path, copy := Path(folder, "log.sqlite3"))
        try:
            with closing(sqlite3.connect(copy)) as connection:
                rows = connection.execute(f"PRAGMA integrity_check({event_check.LISTED})").fetchall()
                found += [str(row[0]) for row in rows if row[0] != "ok"]
                found += event_check.faults(connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            found.append(f"SQLite stops: {error}")
    return found


def stumbled_over(path: Path) -> LogError | None:
    """What in the log at `path` a program may have stumbled over, when nobody foresaw its error; None for nothing.

    Many rows are read without a doubt, as whoever wrote them had none; here all are compared with a replay.
    """
    if not path.exists():
        return None
    try:
        with Log.open(path) as log:
            differences = log.verify()
    except LogError as error:
        return error
    if not differences:
        return None
    hint = "No answer is lost: `quiz doctor --rebuild` makes it anew from the events."
    return LogError(f"the cache of the log is damaged: {differences[0]}", hint=hint, file=path)


def _of_header(header: bytes, size: int) -> list[str]:
    """What the first hundred bytes say against the file."""
    if not header.startswith(b"SQLite format 3\0"):
        return ["the file does not begin as a log does: its first page is overwritten, or it is another file"]
    found = []
    page, pages = int.from_bytes(header[16:18]), int.from_bytes(header[28:32])
    page = 65536 if page == 1 else page
    if header[24:28] == header[92:96] and size < page * pages:
        found.append(f"the file is cut short: {size} bytes of {page * pages}")
    if int.from_bytes(header[68:72]) != schema.APPLICATION_ID:
        found.append("the file lacks the mark of a log: it is damaged, or another program's")
    if not 0 < int.from_bytes(header[60:64]) < schema.VERSION + 100:
        found.append("the file has a version number that no log has")
    return found
