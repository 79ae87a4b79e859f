"""An editor that keeps one file: saves drafts, and notices when another program writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from quiz.errors import QuizError
from quiz.ui.edited_file import EditedFile, Saved
from quiz.ui.file_watch import FileWatch
from quiz.ui.widgets.editor import Editor

_DRAFT_SECONDS = 1.0  # a killed app loses no code older than this


class FileEditor(Editor):
    """Posts `Stored`, `TakenOver`, `Conflict` and `Trouble`, besides what an editor posts."""

    @dataclass
    class Stored(Message):
        """The text was written to the file."""

    @dataclass
    class TakenOver(Message):
        """The text of another program is in the editor now."""

    @dataclass
    class Conflict(Message):
        """The file changed under unsaved text; both are kept until `resolve`."""

    @dataclass
    class Trouble(Message):
        """The file cannot be read or written."""

        error: QuizError

    @dataclass
    class Noticed(Message):
        """Something was written near the file."""

    def __init__(self, file: EditedFile, path: Path, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.file = file
        self._draft: Timer | None = None
        self._undecided = False
        self._watch = FileWatch(path, lambda: self.post_message(self.Noticed()))

    def on_mount(self) -> None:
        """Show the file, and watch it where there is one."""
        self._show(self.file.open())
        if self.file.fault:
            self.post_message(self.Trouble(self.file.fault))
        else:
            self._watch.start()
        if self.file.in_conflict:
            self._tell_conflict()

    def on_unmount(self) -> None:
        """Leave nothing unsaved and no thread behind."""
        self.file.save()
        self._watch.stop()

    def save(self) -> bool:
        """Write the text; False when the file has changed on disk, of which `Conflict` tells."""
        if self._draft:
            self._draft.stop()
            self._draft = None
        before = self.file.fault
        saved = self.file.save()
        if saved is Saved.CONFLICT:
            self._tell_conflict()
        elif saved is Saved.WRITTEN:
            self.post_message(self.Stored())
        elif saved is Saved.FAILED and self.file.fault and before is None:
            self.post_message(self.Trouble(self.file.fault))
        return saved is not Saved.CONFLICT

    def look_at_disk(self) -> None:
        """Take over what another program wrote, unless there is unsaved text."""
        if self._undecided or not self.file.changed_outside():
            return
        if self.file.dirty:
            self.save()
        else:
            self._take_over(self.file.reread)

    def resolve(self, *, mine: bool) -> None:
        """End a conflict with one of the two texts."""
        self._undecided = False
        self._take_over(lambda: self.file.resolve(mine=mine))

    def reset(self) -> None:
        """Back to the stub."""
        if self.save():
            self._take_over(self.file.reset)

    def _take_over(self, read: Callable[[], str]) -> None:
        try:
            self._show(read())
        except QuizError as error:
            self.post_message(self.Trouble(error))
        else:
            self.post_message(self.TakenOver())

    def _show(self, text: str) -> None:
        """Put a text into the editor, the cursor where it was; bytes that are no text cannot be edited here."""
        cursor = self.cursor_location
        self.load_text(text)
        self.move_cursor(cursor)
        self.file.loaded(self.text)
        self.read_only = not self.file.is_text
        if self.read_only:
            hint = "F3 opens it in your own editor, F4 begins again."
            self.post_message(self.Trouble(QuizError("The file is not UTF-8 and is not edited here", hint=hint)))

    def _tell_conflict(self) -> None:
        if not self._undecided:
            self._undecided = True
            self.post_message(self.Conflict())

    @on(TextArea.Changed)
    def _edited(self) -> None:
        self.file.text = self.text
        if self.file.dirty and self._draft is None:
            self._draft = self.set_timer(_DRAFT_SECONDS, self.save)

    @on(Noticed)
    def _noticed(self) -> None:
        self.look_at_disk()
