"""A question with a few answers, over the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.ui.widgets.menu import Entry, Menu


class Question(ModalScreen[str]):
    """Closes with the action of the chosen entry; Esc gives `on_escape`, or nothing where a choice must be made."""

    DEFAULT_CSS = """
    Question {
        align: center middle;
        & > Vertical {
            width: auto;
            max-width: 90%;
            height: auto;
            max-height: 90%;
            padding: 1 3;
            background: $panel;
        }
        & Static {
            width: auto;
            max-width: 60;
            margin-bottom: 1;
        }
        &.-small Static {
            max-width: 100%;
        }
        & Menu {
            width: 50;
            max-width: 100%;
        }
    }
    """
    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="question.leave", tooltip="Change nothing", show=False),
    ]

    def __init__(self, question: str, answers: Sequence[Entry], *, on_escape: str | None = None) -> None:
        super().__init__()
        self._question, self._answers, self._on_escape = question, answers, on_escape
        for answer in answers:
            if answer.key:
                self._bindings.bind(answer.key, f"answer('{answer.action}')", answer.label, show=False)

    def compose(self) -> ComposeResult:
        """The question over its answers."""
        with Vertical():
            yield Static(self._question, markup=False)
            yield Menu(self._answers)

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.dismiss(event.action)

    def action_answer(self, answer: str) -> None:
        """Close with an answer."""
        self.dismiss(answer)

    def action_leave(self) -> None:
        """Close with the answer that changes nothing."""
        if self._on_escape is not None:
            self.dismiss(self._on_escape)
