"""Which judge is mine? A short hash of interpreter, code and course, so that a stale judge is never asked."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

GREETING = b"judge\n"  # what a judge says first on every connection
MAX_SOURCE = 1 << 20  # bytes of a submission


def signature(course: Path) -> str:
    """Twelve hex digits that change with the interpreter, with any module of ours, and with any kata of the course.

    Files count by path, size and time of change: reading them would cost more than the judge takes to answer.
    """
    digest = hashlib.blake2b(digest_size=6)
    digest.update(f"{sys.prefix}\0{sys.version}\0{course}".encode())  # `python` and `python3` of a venv are one
    for root, suffixes in (
        (Path(__file__).resolve().parents[1], (".py",)),
        (course / "exercises", (".py", ".md")),
        (course / "solutions", (".py",)),
    ):
        for path, size, changed in sorted(_files(root, suffixes)):
            digest.update(f"{path}\0{size}\0{changed}".encode())
    return digest.hexdigest()


def lock_file(socket: Path) -> Path:
    """What a judge with this socket holds as long as it lives; its process's number stands in it."""
    return socket.with_suffix(".lock")


def _files(root: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(root))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in ("__pycache__", "_course"):
                yield from _files(Path(entry.path), suffixes)
        elif entry.name.endswith(suffixes):
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns
