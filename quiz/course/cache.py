"""What was read from the files of a course, kept while they do not change. Losing it costs a second, nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from quiz.course.plain import reader_of, to_plain
from quiz.errors import Problem

T = TypeVar("T")
Read = tuple[tuple[T, ...], tuple[Problem, ...]]


class FileCache:
    """One JSON file for each course, keyed by path, size and time; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, course: Path) -> None:
        key = hashlib.sha256(str(course.absolute()).encode()).hexdigest()[:12]
        self._file = folder / f"course-{key}.json" if folder else None
        self._reader = _fingerprint()
        self._known: dict[str, Any] = self._load()
        self._used: dict[str, Any] = {}
        self._changed = False

    def read(self, file: Path, of: type[T], read: Callable[[], Read[T]]) -> Read[T]:
        """What `read` returns for this file, from the cache if the file is as it was."""
        try:
            status = file.stat()
        except OSError:
            return read()
        stamp = [status.st_size, status.st_mtime_ns]
        kept = self._kept(file, stamp, of)
        if kept is None:
            kept, self._changed = read(), True
            self._used[str(file)] = [stamp, to_plain(kept[0]), to_plain(kept[1])]
        else:
            self._used[str(file)] = self._known[str(file)]
        return kept

    def save(self) -> None:
        """Write the cache when anything changed; a folder that cannot be written is no reason to stop."""
        if self._file is None or not (self._changed or len(self._used) < len(self._known)):
            return
        text = json.dumps({"reader": self._reader, "files": self._used}, ensure_ascii=False)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=self._file.name)
            with open(handle, "w", encoding="utf-8") as out:
                out.write(text)
            os.replace(name, self._file)
        except OSError:
            return

    def _load(self) -> dict[str, Any]:
        if self._file is None:
            return {}
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return dict(kept["files"]) if kept["reader"] == self._reader else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _kept(self, file: Path, stamp: list[int], of: type[T]) -> Read[T] | None:
        try:
            then, values, problems = self._known[str(file)]
            if then != stamp:
                return None
            value_of: Callable[[object], T] = reader_of(of)
            return tuple(map(value_of, values)), tuple(map(reader_of(Problem), problems))
        except (KeyError, TypeError, ValueError):
            return None


def _fingerprint() -> list[list[Any]]:
    """The state of the code that reads: another version may read the same file otherwise."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [[file.name, file.stat().st_size, file.stat().st_mtime_ns] for file in files]
