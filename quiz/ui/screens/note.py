"""A note of the learner's own, written over the screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from quiz.errors import QuizError
from quiz.ui.widgets.menu import Entry
from quiz.ui.widgets.question import Question


class NoteScreen(ModalScreen[bool]):
    """Closes with whether the note was kept. What was typed is never lost: leaving asks, and quitting keeps it."""

    DEFAULT_CSS = """
    NoteScreen {
        align: center middle;
        & > Vertical {
            width: 80;
            max-width: 96%;
            height: auto;
            max-height: 96%;
            padding: 1 2;
            background: $panel;
        }
        & TextArea {
            height: auto;
            min-height: 5;
            max-height: 14;
            border: round $primary;
            background: $background;
            &:focus {
                border: round $primary;
            }
        }
        &.-low > Vertical {
            padding: 0 1;
        }
        &.-low TextArea {
            min-height: 3;
            max-height: 6;
        }
    }
    """
    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Save", id="note.keep", tooltip="Keep the note", priority=True),
        Binding("escape", "leave", "Leave", id="note.leave", tooltip="Leave the note as it was", priority=True),
    ]

    def __init__(self, text: str, keep: Callable[[str], None]) -> None:
        """`text`: the note so far; `keep` writes another one, or raises QuizError."""
        super().__init__()
        self._before, self._keep = text, keep

    def compose(self) -> ComposeResult:
        """A field over its keys."""
        key = "bold $text-accent"
        with Vertical():
            yield Static(Content.assemble(("Your note   ", "bold"), ("formulas as $x$   ", "$foreground-muted")))
            yield TextArea(self._before, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
            yield Static(Content.assemble(("ctrl+s", key), " saves   ", ("Esc", key), " leaves"))

    def on_mount(self) -> None:
        """Write on where the note ends."""
        self._field = self.query_one(TextArea)
        self._field.move_cursor(self._field.document.end)

    def on_unmount(self) -> None:
        """The app was closed over a note: keep it."""
        if self._changed:
            with suppress(QuizError):
                self._keep(self._field.text)

    @property
    def _changed(self) -> bool:
        return self._field.text.strip() != self._before.strip()

    def action_keep(self) -> None:
        """Keep the note; when it cannot be written, it stays on the screen."""
        try:
            self._keep(self._field.text)
        except QuizError as error:
            self.notify(f"{error.message}\n{error.hint}".strip(), severity="error", markup=False)
            return
        self._close(kept=True)

    def action_leave(self) -> None:
        """Close; ask first when something was written."""
        if not self._changed:
            self._close(kept=False)
            return
        answers = (Entry("s", "save the note", "save"), Entry("d", "drop what was written", "drop"))
        self.app.push_screen(Question("Keep the note?", answers, on_escape="stay"), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "save":
            self.action_keep()
        elif answer == "drop":
            self._close(kept=False)

    def _close(self, *, kept: bool) -> None:
        self._before = self._field.text  # nothing is left to be kept
        self.dismiss(kept)
