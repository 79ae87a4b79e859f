"""What strangers handed in: `DIR/<learner>/<kata>.py`. None of it is trusted to be a file at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quiz.errors import QuizError
from quiz.grading.identity import MAX_SOURCE

WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)  # a pipe with a name would wait for its writer
NO_LINK = getattr(os, "O_NOFOLLOW", 0) | WITHOUT_WAITING
FOLDER = getattr(os, "O_DIRECTORY", 0)
ANY = "*"  # in the place of a kata, where nobody can tell which
LINKED = (errno.ELOOP, errno.EMLINK, errno.ENOTDIR)  # what opening a link gives where it is not followed


class HandedInError(QuizError):
    """What was handed in is no file that can be graded."""


@dataclass(frozen=True, order=True)
class Entry:
    """One file to grade."""

    learner: str
    kata: str
    file: Path = field(compare=False)

    def source(self) -> bytes:
        """Its bytes. Raises HandedInError for what a stranger may have put in its place: a link, a pipe, a giant.

        It is opened step by step, each folder from the one above: a link is not followed wherever it points, also
        when it is put there at this moment. The folder of the whole class may be a link, for it is the user's.
        """
        try:
            with (
                _opened(str(self.file.parent.parent), FOLDER) as everybody,
                _opened(self.file.parent.name, FOLDER | NO_LINK, everybody) as learner,
                _opened(self.file.name, NO_LINK, learner) as file,
            ):
                return _content(file)
        except OSError as error:
            if error.errno in LINKED:
                raise HandedInError("the file is a link to somewhere else") from error
            raise HandedInError(f"the file cannot be read: {error.strerror}") from error


def entries(folder: Path, katas: set[str]) -> list[Entry]:
    """The files below `folder` that are named like a kata, in order. Raises QuizError when there are none.

    A learner's folder that cannot be listed is one entry, of the kata ANY, so that it is told of like a file.
    """
    found = []
    for learner in folder.glob("*/"):
        try:
            names = os.listdir(learner)
        except OSError:
            found.append(Entry(_shown(learner.name), ANY, learner / ANY))
            continue
        files = (learner / name for name in names if name.removesuffix(".py") in katas and name.endswith(".py"))
        found += [Entry(_shown(learner.name), f.stem, f) for f in files if f.is_symlink() or not f.is_dir()]
    if not found:
        raise QuizError(f"nothing to grade in {folder}", hint="It should hold files such as <learner>/softmax.py.")
    return sorted(found)


def read(file: Path) -> bytes:
    """The bytes of a file that the user names, through links. Raises QuizError for what is no file, or a giant."""
    try:
        with _opened(str(file), WITHOUT_WAITING) as descriptor:
            return _content(descriptor)
    except QuizError as error:
        raise QuizError(error.message, file=file) from error
    except OSError as error:
        raise QuizError(f"cannot be read: {error.strerror}", file=file) from error


@contextlib.contextmanager
def _opened(path: str, flags: int, folder: int | None = None) -> Iterator[int]:
    """A descriptor to read from; a relative path is looked for in `folder`."""
    descriptor = os.open(path, os.O_RDONLY | flags, dir_fd=folder)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise HandedInError("this is not a file")
    with os.fdopen(descriptor, "rb", closefd=False) as stream:
        source = stream.read(MAX_SOURCE + 1)
    if len(source) > MAX_SOURCE:
        raise HandedInError("the file is larger than one megabyte")
    return source


def _shown(name: str) -> str:
    """A folder's name as text; bytes that are no text are written with a backslash, and a backslash as two."""
    return os.fsencode(name).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
