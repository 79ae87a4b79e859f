"""Run an input or a few lines of one's own against the file, without leaving the kata."""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.ui.verdict_text import literal
from quiz.ui.widgets.editor import Editor

_KEY = "bold $text-accent"
_KEYS = (("Enter", "runs it"), ("F5", "runs it as it is"), ("Esc", "goes back"))


class Lines(Editor):
    """A few lines of Python. Enter posts `Lines.Finished` once there is something to run, else it begins a line."""

    @dataclass
    class Finished(Message):
        """The lines are to be run."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._finished:
            event.stop()
            event.prevent_default()
            self.post_message(self.Finished())
        else:
            await super()._on_key(event)

    @property
    def _finished(self) -> bool:
        """As at Python's own prompt: an expression ends what came before it, and so does an empty line."""
        row, _ = self.cursor_location
        if row < self.document.line_count - 1:
            return False
        if self.document.line_count > 1 and not self.document.get_line(row).strip():
            return True
        with suppress(SyntaxError, ValueError):
            body = ast.parse(self.text).body
            return bool(body) and isinstance(body[-1], ast.Expr)
        return False


class TryOut(ModalScreen[None]):
    """Lines to type, and what they give. `run` is called in a thread with them and returns lines of text."""

    DEFAULT_CSS = """
    TryOut {
        align: center middle;
        & > Vertical {
            width: 100;
            max-width: 100%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $panel;
        }
        & Lines {
            height: auto;
            min-height: 3;
            max-height: 10;
            margin: 1 0;
            background: $background;
            border: none;
        }
        & VerticalScroll {
            height: auto;
            max-height: 20;
        }
        &.-low > Vertical {
            padding: 0 1;
            max-height: 100%;
        }
        &.-low Lines {
            min-height: 2;
            max-height: 3;
            margin: 0;
        }
    }
    """
    AUTO_FOCUS = "Lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "run", "Run", id="try.run", tooltip="Run the lines as they are", priority=True),
        Binding("escape", "app.pop_screen", "Back", id="try.close", tooltip="Back to the kata", priority=True),
    ]

    @dataclass
    class Ran(Message):
        """The lines came to an end."""

        shown: str

    def __init__(self, example: str, run: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._example, self._run = example, run

    def compose(self) -> ComposeResult:
        """The lines over what they give."""
        keys = (Content.assemble((key, _KEY), f" {what}") for key, what in _KEYS)
        with Vertical():
            yield Static("Try your file with an input or a few lines: np is NumPy, the last expression is shown.")
            yield Lines(self._example, id="lines")
            yield Static(Content("   ").join(keys))
            with VerticalScroll():
                yield Static(id="shown", markup=False)

    def on_mount(self) -> None:
        """Write on where the example ends."""
        field = self.query_one(Lines)
        field.move_cursor(field.document.end)

    @on(Lines.Finished)
    def action_run(self) -> None:
        """Run the lines."""
        self.query_one("#shown", Static).update("…")
        threading.Thread(target=self._work, args=(self.query_one(Lines).text.rstrip(),), daemon=True).start()

    def _work(self, lines: str) -> None:
        try:
            shown = self._run(lines)
        except QuizError as error:
            shown = [error.message, error.hint]
        self.post_message(self.Ran(literal("\n".join(shown))))

    @on(Ran)
    def _ran(self, event: Ran) -> None:
        self.query_one("#shown", Static).update(event.shown)
