"""One line to be typed, over the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from quiz.errors import QuizError


class AskLine(ModalScreen[None]):
    """Closes once `accept` takes the line; what it raises is said under the field. Esc leaves."""

    DEFAULT_CSS = """
    AskLine {
        align: center middle;
        & > Vertical {
            width: 60;
            max-width: 96%;
            height: auto;
            padding: 1 2;
            background: $panel;
        }
        & Static {
            height: auto;
        }
        & .trouble {
            color: $text-error;
        }
    }
    """
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "Leave", id="line.leave", tooltip="Change nothing", priority=True),
    ]

    def __init__(self, question: str, placeholder: str, accept: Callable[[str], None]) -> None:
        """`accept` does what the line says, or raises QuizError."""
        super().__init__()
        self._question, self._placeholder, self._accept = question, placeholder, accept

    def compose(self) -> ComposeResult:
        """The question, the field, and what is wrong with it."""
        with Vertical():
            yield Static(self._question, markup=False)
            yield Input(placeholder=self._placeholder)
            yield Static("", classes="trouble", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, or say why not."""
        try:
            self._accept(event.value)
        except QuizError as error:
            self.query_one(".trouble", Static).update(f"{error.message}. {error.hint}")
        else:
            self.dismiss()
