"""Where an answer is typed: Enter accepts it, Esc leaves it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea


class AnswerField(TextArea):
    """Grows with its text. Posts `AnswerField.Accepted`, or `AnswerField.Left`."""

    DEFAULT_CSS = """
    AnswerField {
        height: auto;
        min-height: 3;
        max-height: 8;
        border: round $primary 60%;
        background: $background;
        padding: 0 1;
        &:focus {
            border: round $primary;
        }
        &.-line {
            height: 3;
            scrollbar-size: 0 0;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Accept", id="answer.accept", tooltip="Compare the answer", priority=True),
        Binding("escape", "leave", "Leave", id="answer.leave", tooltip="Leave the field", priority=True),
    ]

    @dataclass
    class Accepted(Message):
        """The answer is finished."""

        text: str

    @dataclass
    class Left(Message):
        """Typing is over for now."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)

    def ask_for(self, placeholder: str, *, one_line: bool) -> None:
        """Say what is wanted here, on one line or on several."""
        self.placeholder = Content(placeholder)
        self.soft_wrap = not one_line
        self.set_class(one_line, "-line")

    def action_accept(self) -> None:
        """Say that the answer is finished."""
        self.post_message(self.Accepted(self.text))

    def action_leave(self) -> None:
        """Say that typing is over for now."""
        self.post_message(self.Left(self.text))
