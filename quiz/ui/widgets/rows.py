"""A list of any length of which only the rows in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

T = TypeVar("T")
_WHEEL = 3  # rows that one notch of the wheel moves


class Rows(Widget, Generic[T], can_focus=True):
    """Shows `things`, each drawn by `draw` at a width. Posts `Rows.Moved`, and `Rows.Chosen` for Enter or a click."""

    DEFAULT_CSS = """
    Rows {
        height: 1fr;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", id="rows.up", tooltip="The row above", show=False),
        Binding("down,j", "move(1)", "Down", id="rows.down", tooltip="The row below", show=False),
        Binding("pageup", "page(-1)", "Page up", id="rows.page_up", tooltip="A page back", show=False),
        Binding("pagedown", "page(1)", "Page down", id="rows.page_down", tooltip="A page on", show=False),
        Binding("home", "to_end(False)", "First", id="rows.first", tooltip="The first row", show=False),
        Binding("end", "to_end(True)", "Last", id="rows.last", tooltip="The last row", show=False),
        Binding("enter", "choose", "Open", id="rows.choose", tooltip="Open the marked row"),
    ]
    things: reactive[Sequence[T]] = reactive(tuple, always_update=True)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Moved(Message):
        """Another row is marked, or there are other rows."""

    @dataclass
    class Chosen(Message):
        """The marked row is to be opened."""

    def __init__(self, draw: Callable[[T, int], Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._top = 0

    @property
    def marked(self) -> T | None:
        """What is in the marked row; None in an empty list."""
        return self.things[self.cursor] if self.cursor < len(self.things) else None

    def show(self, things: Sequence[T], cursor: int = 0) -> None:
        """Show other rows, one of them marked."""
        self.things = things
        self.cursor = cursor
        self.post_message(self.Moved())

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self.things) - 1))

    def watch_cursor(self) -> None:
        """Tell of it."""
        if self.is_mounted:
            self.post_message(self.Moved())

    def render(self) -> Content:
        """The rows in sight."""
        width, height = self.content_size
        self._top = max(min(self._top, self.cursor, len(self.things) - height), self.cursor - height + 1, 0)
        rows = range(self._top, min(self._top + height, len(self.things)))
        return Content("\n").join(self._row(number, width) for number in rows)

    def _row(self, number: int, width: int) -> Content:
        row = self._draw(self.things[number], width - 2)
        if number == self.cursor:
            return Content.assemble(("▸ ", "$text-accent"), row).stylize("bold")
        return Content.assemble("  ", row)

    def action_move(self, rows: int) -> None:
        """Mark another row."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Mark a row most of a page away."""
        self.cursor += pages * max(1, self.content_size.height - 1)

    def action_to_end(self, last: bool) -> None:
        """Mark the first or the last row."""
        self.cursor = len(self.things) - 1 if last else 0

    def action_choose(self) -> None:
        """Say that the marked row is to be opened."""
        if self.things:
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the mark."""
        event.stop()
        self.cursor += _WHEEL

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the mark."""
        event.stop()
        self.cursor -= _WHEEL

    def on_click(self, event: events.Click) -> None:
        """A click marks a row; one on the marked row opens it."""
        offset = event.get_content_offset(self)
        row = self._top + offset.y if offset else len(self.things)
        if row == self.cursor:
            self.action_choose()
        elif row < len(self.things):
            self.cursor = row
