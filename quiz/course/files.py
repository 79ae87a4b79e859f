"""Which decks there are, and whether one has changed since it was read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

OWN = "own"  # the unit of the learner's decks, and the first part of their items: `own:card-id`
OWN_TITLE = "Your own decks"


class CourseFile(NamedTuple):
    """A file and the unit it belongs to; size in bytes and time in nanoseconds tell its states from each other."""

    path: str
    unit: str
    size: int
    time: int


def decks_of(folder: Path, unit: str) -> list[CourseFile]:
    """The decks of one folder, by name; none when there is no such folder."""
    return sorted(stamped(file, unit) for file in _entries(folder) if file.name.endswith(".md"))


def own_decks(folder: Path) -> list[CourseFile]:
    """The learner's decks, those in folders within `folder` too; READMEs and hidden files are none."""
    found = [deck for deck in decks_of(folder, OWN) if os.path.basename(deck.path)[0] not in "._"]
    found = [deck for deck in found if os.path.basename(deck.path).lower() != "readme.md"]
    for file in sorted(_entries(folder), key=lambda file: file.name):
        if file.is_dir(follow_symlinks=False) and file.name[0] not in "._":
            found += own_decks(Path(file.path))
    return found


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as files:
            yield from files
    except OSError:
        return


def stamped(file: Path | os.DirEntry[str], unit: str) -> CourseFile:
    """The file in its present state; one that cannot be looked at is read all the same, which says why."""
    try:
        status = file.stat()
    except OSError:
        return CourseFile(os.fspath(file), unit, -1, -1)
    return CourseFile(os.fspath(file), unit, status.st_size, status.st_mtime_ns)
