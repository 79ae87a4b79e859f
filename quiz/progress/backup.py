"""Copies of the log: one a day, kept densely for a week and sparsely for a year, and those that were asked for."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

from quiz.errors import LogError
from quiz.progress.log import Log
from quiz.progress.reading import connected
from quiz.scheduling.day import Instant

DAILY, WEEKLY, MONTHLY = 7, 4, 12

_UNFINISHED = ".unfinished"
_NAME = re.compile(r"log-(\d{4}-\d\d-\d\d)(?:-\d{6}(?:-\d+)?)?\.sqlite3")


def daily(log: Log, folder: Path, today: date) -> Path | None:
    """Copy the log into `folder` unless it is empty or a copy of today is there, and thin out older ones.

    Returns the new copy. Raises LogError when it cannot be written or shows that the log is damaged; the log and all
    older copies stay as they are then. Several programs may do it at once: the first copy that is whole stays.
    """
    if any(day_of(copy) == today for copy in copies(folder)) or not log.size():
        return None
    copy = folder / f"log-{today.isoformat()}.sqlite3"
    with _unfinished(log, copy) as unfinished:
        if copy.exists():
            return None
        os.replace(unfinished, copy)
    thin(folder, today)
    return copy


def make(log: Log, folder: Path, now: Instant) -> Path:
    """Copy the log into `folder` now, beside all other copies, and return the copy. Raises LogError as `daily` does."""
    copy = folder / f"log-{log.day(now)}-{now.local:%H%M%S}.sqlite3"
    with _unfinished(log, copy) as unfinished:
        copy = unused(copy)
        os.replace(unfinished, copy)
    return copy


def unused(file: Path) -> Path:
    """The file's name, or the next one to it that no file has."""
    names = (file.with_name(f"{file.stem}-{n}{file.suffix}") if n > 1 else file for n in count(1))
    return next(name for name in names if not name.exists())


def copies(folder: Path) -> list[Path]:
    """The copies in `folder`, newest first. Raises LogError for a folder that cannot be read."""
    try:
        files = list(folder.iterdir())
        found = [(day, path.stat().st_mtime_ns, path) for path in files if (day := day_of(path))]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        hint = "Check its permissions."
        raise LogError(f"the copies cannot be read: {error.strerror}", hint=hint, file=folder) from error
    return [path for *_, path in sorted(found, reverse=True)]


def day_of(copy: Path) -> date | None:
    """The day on which a copy was made, from its name; None for another file."""
    found = _NAME.fullmatch(copy.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


class Content(NamedTuple):
    """The instant of a copy's last event and how many it holds: of two copies the greater is the newer one."""

    last: int
    events: int


_UNREADABLE = Content(2**63, 0)  # before all others, so that it is spoken of


def content(copy: Path, *, check: bool = True) -> Content | None:
    """What a copy holds, None when it is damaged, as far as that shows without a `check` of the whole."""
    try:
        with connected(copy, check=check) as connection:
            return Content(*connection.execute("SELECT coalesce(max(instant), 0), count(*) FROM event").fetchone())
    except LogError:
        return None


def newest_first(folder: Path) -> list[Path]:
    """The copies in `folder` by what they hold, for a clock may have named one wrongly; those not readable come first.

    A log's instants only grow, so the copy with the last one is the newest, also after a restore of an older copy.
    """
    found = copies(folder)
    return sorted(found, key=lambda copy: content(copy, check=False) or _UNREADABLE, reverse=True)


def thin(folder: Path, today: date = date.max) -> None:
    """Remove the copies of the days that `kept` does not name; beyond a week, all but the last copy of a day.

    Days after `today` were named by a wrong clock: they neither go nor take a day's place. What a program that was
    killed left unfinished before `today` goes too.
    """
    found = [copy for copy in copies(folder) if (day := day_of(copy)) and day <= today]
    days = sorted({day for copy in found if (day := day_of(copy))}, reverse=True)
    whole, last = set(days[:DAILY]), kept(days)
    for copy in found:
        day = day_of(copy)
        if day not in whole and day not in last:
            copy.unlink(missing_ok=True)  # another program may thin them out too
        last.discard(day)
    for rest in folder.glob(f"log-*{_UNFINISHED}*"):  # with what SQLite keeps beside it
        if rest.name < f"log-{today.isoformat()}":
            rest.unlink(missing_ok=True)


def kept(days: Iterable[date]) -> set[date]:
    """Of the days that have a copy: the newest seven, the last of each of four weeks and of each of twelve months."""
    newest = sorted(days, reverse=True)
    return (
        set(newest[:DAILY])
        | _last_of_each(newest, WEEKLY, lambda day: day.isocalendar()[:2])
        | _last_of_each(newest, MONTHLY, lambda day: (day.year, day.month))
    )


def _last_of_each(newest: list[date], number: int, span: Callable[[date], tuple[int, int]]) -> set[date]:
    last: dict[tuple[int, int], date] = {}
    for day in newest:
        last.setdefault(span(day), day)
    return set(list(last.values())[:number])


@contextmanager
def _unfinished(log: Log, copy: Path) -> Iterator[Path]:
    """A whole copy of the log beside `copy`, under a name that no other program uses; gone unless it gets another.

    Raises LogError about `copy`, also for an OSError within.
    """
    unfinished = copy.with_suffix(f".{secrets.token_hex(4)}{_UNFINISHED}")
    try:
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        log.copy_to(unfinished)
        yield unfinished
    except OSError as error:
        hint = "Check the space and the permissions of its folder."
        raise LogError(f"the backup cannot be written: {error.strerror}", hint=hint, file=copy) from error
    except LogError as error:
        error.file = copy if error.file == unfinished else error.file
        raise
    finally:
        with suppress(OSError):
            unfinished.unlink()
