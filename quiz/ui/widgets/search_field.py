"""Where a search is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class SearchField(Input):
    """Posts `Input.Changed` at every key, and `Input.Submitted` when Enter or ↓ leaves it for the list."""

    DEFAULT_CSS = """
    SearchField {
        margin: 0 1;
        height: 1;
        background: $surface;
        &:focus {
            background: $panel;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "submit", "To the list", id="field.submit", tooltip="From the field to the list"),
    ]

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False, compact=True, id=id)
