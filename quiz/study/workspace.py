"""The learner's files: one folder per kata, made when it is first opened, never overwritten once edited."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from quiz.course.katas import KataPage
from quiz.errors import WorkspaceError
from quiz.paths import write_file

_ELSEWHERE = "Choose another folder with --workspace or QUIZ_WORKSPACE."
_STUBS = ".stubs"  # SHA-256 of every stub that was written here, one on a line
_ROUND = ".round"  # the day since which the kata is due again, once its file was dealt with


class Workspace:
    """The folder `root`, which holds `<kata>/` with README.md, `<kata>.py` and `test_<kata>.py`.

    All methods raise WorkspaceError when a file cannot be read or written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, page: KataPage) -> Path:
        """The folder of a kata, whether it is there or not."""
        return self.root / page.id

    def file(self, page: KataPage) -> Path:
        """The file that the learner edits."""
        return self.folder(page) / f"{page.id}.py"

    def open(self, page: KataPage) -> bytes:
        """Make or refresh the folder of a kata and return the learner's source.

        Statement and test file follow the course. The learner's file does so only while it is a stub that was written
        here before. Raises WorkspaceError also for a workspace inside the course, which would take it for its own part.
        """
        course = page.folder.parents[2]
        if self.root.resolve().is_relative_to(course.resolve()):
            raise WorkspaceError(f"the workspace {self.root} lies inside the course {course}", hint=_ELSEWHERE)
        with _explained(self.folder(page)):
            self.folder(page).mkdir(parents=True, exist_ok=True)
            _refresh(self.folder(page) / "README.md", page.readme.read_bytes())
            _refresh(self.folder(page) / f"test_{page.id}.py", _test_file(page.id))
            if not self.file(page).exists() or self._is_old_stub(page):
                self._write_stub(page)
        return self.source(page)

    def source(self, page: KataPage) -> bytes:
        """The learner's file, or the stub while there is none."""
        with _explained(self.file(page)):
            return (self.file(page) if self.file(page).exists() else page.stub).read_bytes()

    def save(self, page: KataPage, source: bytes, base: bytes) -> bool:
        """Write the learner's file, which held `base` when it was last read or written.

        When it holds something else by now, it is left alone: `source` is kept beside it (see `aside`), and the result
        is False.
        """
        with _explained(self.file(page)):
            file = self.file(page)
            free = not file.exists() or file.read_bytes() in (base, source)
            write_file(file if free else self._mine(page), source)
        return free

    def aside(self, page: KataPage) -> bytes | None:
        """Text that could not be saved because the file had changed; None when there is none."""
        with _explained(self._mine(page)):
            return self._mine(page).read_bytes() if self._mine(page).exists() else None

    def take_mine(self, page: KataPage) -> Path:
        """Make the text that was kept aside the learner's file; return where the other one is kept."""
        with _explained(self.file(page)):
            kept = self._keep(page, self.file(page))
            os.replace(self._mine(page), self.file(page))
        return kept

    def take_disk(self, page: KataPage) -> Path:
        """Leave the learner's file as it is; return where the text that was kept aside is kept."""
        with _explained(self._mine(page)):
            return self._keep(page, self._mine(page))

    def reset(self, page: KataPage) -> Path | None:
        """Begin again with the stub; return where the old file is kept, None when there was none."""
        with _explained(self.file(page)):
            kept = self._keep(page, self.file(page)) if self.file(page).exists() else None
            self._write_stub(page)
        return kept

    def wants_blank_page(self, page: KataPage, due: date) -> bool:
        """Whether a kata that is due again since `due` still holds the text of the round before.

        It does until `settle` is told of that day. A file that is the stub needs no blank page, and settles it.
        """
        with _explained(self.folder(page)):
            mark = self.folder(page) / _ROUND
            if mark.exists() and mark.read_text(encoding="ascii", errors="replace") == due.isoformat():
                return False
            if self.source(page) != page.stub.read_bytes():
                return True
            self.settle(page, due)
            return False

    def settle(self, page: KataPage, due: date) -> None:
        """Remember that the file was dealt with since the kata fell due on that day, by a blank page or by a wish."""
        with _explained(self.folder(page)):
            write_file(self.folder(page) / _ROUND, due.isoformat().encode())

    def _mine(self, page: KataPage) -> Path:
        return self.folder(page) / f"{page.id}.py.mine"

    def place_to_keep(self, page: KataPage) -> Path:
        """Where the next file would be kept: the next free `<kata>.py.<number>`."""
        taken = {path.suffix[1:] for path in self.folder(page).glob(f"{page.id}.py.*")}
        number = max((int(suffix) for suffix in taken if suffix.isdecimal()), default=0) + 1
        return self.folder(page) / f"{page.id}.py.{number}"

    def _keep(self, page: KataPage, file: Path) -> Path:
        kept = self.place_to_keep(page)
        os.replace(file, kept)
        return kept

    def _is_old_stub(self, page: KataPage) -> bool:
        current = self.file(page).read_bytes()
        return current != page.stub.read_bytes() and _hash(current) in self._stubs(page)

    def _write_stub(self, page: KataPage) -> None:
        stub = page.stub.read_bytes()
        write_file(
            self.folder(page) / _STUBS,
            "".join(f"{each}\n" for each in sorted(self._stubs(page) | {_hash(stub)})).encode(),
        )
        write_file(self.file(page), stub)

    def _stubs(self, page: KataPage) -> set[str]:
        file = self.folder(page) / _STUBS
        return set(file.read_text(encoding="ascii", errors="replace").split()) if file.exists() else set()


def _test_file(kata: str) -> bytes:
    return f'"""`pytest {kata}` asks the judge about {kata}.py: the checks are those of the course."""\n'.encode()


def _hash(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


def _refresh(file: Path, content: bytes) -> None:
    """Write only what differs, so that programs which watch the folder are left in peace."""
    if not file.exists() or file.read_bytes() != content:
        write_file(file, content)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(f"cannot use {error.filename or path}: {error.strerror}", hint=_ELSEWHERE) from error
