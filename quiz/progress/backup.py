"""One copy of the log a day, kept densely for a week and sparsely for a year."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from quiz.errors import LogError
from quiz.progress.log import Log

DAILY, WEEKLY, MONTHLY = 7, 4, 12


def daily(log: Log, folder: Path, today: date) -> Path | None:
    """Copy the log into `folder` unless it is empty or today's copy is there, and thin out older ones.

    Returns the new copy. Raises LogError when it cannot be written; the log and all older copies are whole then.
    """
    copy = folder / f"log-{today.isoformat()}.sqlite3"
    if copy.exists() or not log.rows("SELECT 1 FROM event LIMIT 1"):
        return None
    unfinished = copy.with_suffix(".unfinished")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        log.copy_to(unfinished)
        os.replace(unfinished, copy)
        thin(folder)
    except OSError as error:
        hint = "Check the space and the permissions of its folder."
        raise LogError(f"the backup cannot be written: {error.strerror}", hint=hint, file=copy) from error
    return copy


def copies(folder: Path) -> dict[date, Path]:
    """The copies in `folder` by day, newest first."""
    found = {}
    for path in folder.glob("log-????-??-??.sqlite3"):
        try:
            found[date.fromisoformat(path.stem.removeprefix("log-"))] = path
        except ValueError:
            continue
    return dict(sorted(found.items(), reverse=True))


def thin(folder: Path) -> None:
    """Remove the copies that `kept` does not name."""
    found = copies(folder)
    for day in found.keys() - kept(found):
        found[day].unlink()


def kept(days: Iterable[date]) -> set[date]:
    """Of the days that have a copy: the newest seven, the last of each of four weeks and of each of twelve months."""
    newest = sorted(days, reverse=True)
    return (
        set(newest[:DAILY])
        | _last_of_each(newest, WEEKLY, lambda day: day.isocalendar()[:2])
        | _last_of_each(newest, MONTHLY, lambda day: (day.year, day.month))
    )


def _last_of_each(newest: list[date], count: int, span: Callable[[date], tuple[int, int]]) -> set[date]:
    last: dict[tuple[int, int], date] = {}
    for day in newest:
        last.setdefault(span(day), day)
    return set(list(last.values())[:count])
