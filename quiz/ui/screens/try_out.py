"""Run a line of one's own against the file, without leaving the kata."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from quiz.errors import QuizError
from quiz.ui.verdict_text import literal


class TryOut(ModalScreen[None]):
    """A line to type, and what it gives. `run` is called in a thread with the line and returns lines of text."""

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
        & Input {
            margin: 1 0;
        }
        & VerticalScroll {
            height: auto;
            max-height: 20;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "Back", id="try.close", tooltip="Back to the kata"),
    ]

    @dataclass
    class Ran(Message):
        """The lines came to an end."""

        shown: str

    def __init__(self, example: str, run: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._example, self._run = example, run

    def compose(self) -> ComposeResult:
        """The line over what it gives."""
        with Vertical():
            yield Static("Try your file: np is NumPy, the last expression is shown. Enter runs it, Esc goes back.")
            yield Input(self._example, placeholder="an expression", id="lines")
            with VerticalScroll():
                yield Static(id="shown", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.query_one("#shown", Static).update("…")
        threading.Thread(target=self._work, args=(event.value,), daemon=True).start()

    def _work(self, line: str) -> None:
        try:
            shown = self._run(line)
        except QuizError as error:
            shown = [error.message, error.hint]
        self.post_message(self.Ran(literal("\n".join(shown))))

    @on(Ran)
    def _ran(self, event: Ran) -> None:
        self.query_one("#shown", Static).update(event.shown)
