"""A course of somebody else's runs its own code in the judge, so the learner is asked once for each version of it.

Decks alone run no code and need no trust.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from quiz.errors import JudgeError, WorkspaceError
from quiz.grading.client import Client
from quiz.paths import Paths, bundled_course


def judge_of(course: Path, paths: Paths, *, slot: str = "") -> Client:
    """The judge of a course. Raises JudgeError for a course whose code was not trusted as it is now.

    The client asks again before each connection: it may be kept while the course changes.
    """

    def insist() -> None:
        if not is_trusted(course, paths):
            hint = f"Look at exercises/ and solutions/ in it, then say: quiz trust {course}"
            raise JudgeError(f"the code of the course {course} has not been trusted as it is now", hint=hint)

    insist()
    return Client(course, paths.runtime, slot=slot, insist=insist)


def is_trusted(course: Path, paths: Paths) -> bool:
    """Is it the bundled course, or one that `trust` was called for, unchanged since?"""
    if course.resolve() == bundled_course().resolve():
        return True
    file = _list(paths)
    return file.exists() and fingerprint(course) in file.read_text(encoding="utf-8").split()


def trust(course: Path, paths: Paths) -> None:
    """Let the code of a course run from now on, until it changes. Raises WorkspaceError when that cannot be noted."""
    file = _list(paths)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"{fingerprint(course)}\n")
    except OSError as error:
        raise WorkspaceError(
            f"cannot write {file}: {error.strerror}", hint="Check the permissions above it."
        ) from error


def fingerprint(course: Path) -> str:
    """A hash of the place of a course and of every file of code in it, byte by byte.

    Folders that are links are not followed; `quiz.grading.loading` takes no code from there.
    """
    digest = hashlib.sha256(str(course.resolve()).encode())
    for part in ("exercises", "solutions"):
        for file in sorted(path for path in (course / part).rglob("*.py") if path.is_file()):
            digest.update(b"\0" + os.fsencode(file.relative_to(course)) + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _list(paths: Paths) -> Path:
    return paths.data / "trusted.txt"
