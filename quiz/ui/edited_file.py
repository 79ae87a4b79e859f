"""The learner's file as an editor knows it: what the disk held last, what the editor holds, and whether both agree."""

from __future__ import annotations

from enum import Enum

from quiz.course.katas import KataPage
from quiz.errors import WorkspaceError
from quiz.study.workspace import Workspace


class Saved(Enum):
    """What became of a wish to save."""

    NOTHING = "there was nothing to save"
    WRITTEN = "written"
    CONFLICT = "the file had changed on disk; both texts are kept"
    FAILED = "it cannot be written"


class EditedFile:
    """One kata's file. `fault` says why it cannot be saved, None while it can; `text` is what the editor holds."""

    def __init__(self, workspace: Workspace, page: KataPage) -> None:
        self._workspace, self._page = workspace, page
        self.fault: WorkspaceError | None = None
        self._disk = b""
        self._clean = self.text = ""

    def open(self) -> str:
        """Make the folder when it is not there, and return the text to edit; without a folder that of the stub."""
        try:
            self._disk = self._workspace.open(self._page)
        except WorkspaceError as error:
            self.fault = error
            self._disk = self._page.stub.read_bytes()
        return self._shown()

    @property
    def is_text(self) -> bool:
        """Whether the file is UTF-8; otherwise the editor must not write it."""
        try:
            self._disk.decode()
        except UnicodeDecodeError:
            return False
        return True

    @property
    def source(self) -> bytes:
        """What is to be graded: the editor's text, or the bytes of the file where nothing was edited."""
        return self.text.encode() if self.dirty else self._disk

    @property
    def dirty(self) -> bool:
        """Whether the editor holds what the disk does not."""
        return self.text != self._clean

    def loaded(self, text: str) -> None:
        """The editor has taken the text over; what it makes of line ends is no edit."""
        self._clean = self.text = text

    def save(self) -> Saved:
        """Write the editor's text, unless the file has changed on disk."""
        if not self.dirty or not self.is_text:
            return Saved.NOTHING
        source = self.text.encode()
        try:
            written = self._workspace.save(self._page, source, self._disk)
        except WorkspaceError as error:
            self.fault = error
            return Saved.FAILED
        if not written:
            return Saved.CONFLICT
        self.fault, self._disk, self._clean = None, source, self.text
        return Saved.WRITTEN

    def changed_outside(self) -> bool:
        """Whether the disk holds something that was neither read nor written here."""
        try:
            return self._workspace.source(self._page) != self._disk
        except WorkspaceError:
            return False

    @property
    def in_conflict(self) -> bool:
        """Whether a text is kept aside and waits for a decision."""
        try:
            return self._workspace.aside(self._page) is not None
        except WorkspaceError:
            return False

    def reread(self) -> str:
        """The text on disk."""
        self._disk = self._workspace.source(self._page)
        return self._shown()

    def resolve(self, *, mine: bool) -> str:
        """End a conflict; return the text that stays. The other one is kept under a number."""
        (self._workspace.take_mine if mine else self._workspace.take_disk)(self._page)
        return self.reread()

    def reset(self) -> str:
        """Back to the stub; the old file is kept under a number."""
        self._workspace.reset(self._page)
        return self.reread()

    def _shown(self) -> str:
        return self._disk.decode(errors="replace")
