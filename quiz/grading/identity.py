"""Which judge is mine? A short hash of interpreter, code and course, so that a stale judge is never asked."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

GREETING = b"judge\n"  # what a judge says first on every connection
MISNAMED = 3  # the exit status of a judge whose socket is named for other code, or for the course as it was
MAX_SOURCE = 1 << 20  # bytes of a submission


def signature(course: Path) -> str:
    """Twelve hex digits that change with the interpreter, with any module of ours, and with any kata of the course.

    Files count by path, size and times of change: reading them would cost more than the judge takes to answer. A folder
    that is a link is not looked into; `quiz.grading.loading` refuses what lies there.
    """
    digest = hashlib.blake2b(digest_size=6)
    digest.update(f"{sys.prefix}\0{sys.version}\0{course}".encode())  # `python` and `python3` of a venv are one
    for root, suffixes, skipped in (
        (Path(__file__).resolve().parents[1], (".py",), ("__pycache__", "_course")),
        (course / "exercises", (".py", ".md"), ()),
        (course / "solutions", (".py",), ()),
    ):
        for path, state in sorted(_files(root, suffixes, skipped)):
            digest.update(f"{path}\0{state}\0".encode(errors="surrogateescape"))
    return digest.hexdigest()


def state(file: Path) -> tuple[int, ...] | None:
    """What changes when a file does: size and times of change; None for one that is not there."""
    try:
        return _state(os.stat(file))
    except OSError:
        return None


def _state(status: os.stat_result) -> tuple[int, ...]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns  # the last one cannot be set


def lock_file(socket: Path) -> Path:
    """What a judge with this socket holds as long as it lives; its process's number stands in it."""
    return socket.with_suffix(".lock")


def _files(root: Path, suffixes: tuple[str, ...], skipped: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    try:
        entries = list(os.scandir(root))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in skipped:
                yield from _files(Path(entry.path), suffixes, skipped)
        elif entry.name.endswith(suffixes):
            with contextlib.suppress(OSError):  # a link to nowhere
                yield entry.path, _state(entry.stat())
