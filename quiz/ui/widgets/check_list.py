"""Rows that can be ticked: with the arrows and Space, or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

NOWHERE = -1


class CheckList(Widget):
    """Posts `CheckList.Toggled`. A subclass says what its rows look like and what a toggle changes.

    The cursor stands on no row until the arrows bring it there.
    """

    DEFAULT_CSS = """
    CheckList {
        height: auto;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """
    ALLOW_SELECT = False
    cursor: reactive[int] = reactive(NOWHERE)

    @dataclass
    class Toggled(Message):
        """A row was ticked or unticked."""

        row: int

    def rows(self, width: int) -> Sequence[Sequence[Content]]:
        """The lines of each row at this width."""
        raise NotImplementedError

    def toggle(self, row: int) -> None:
        """Change a row. Calls `super` at its end."""
        self.refresh(layout=True)
        self.post_message(self.Toggled(row))

    def reset(self) -> None:
        """New rows: put the cursor away and lay out again."""
        self.cursor = NOWHERE
        self.refresh(layout=True)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows(max(1, self.content_size.width)))

    def validate_cursor(self, cursor: int) -> int:
        """Above the first row the cursor goes away."""
        return max(NOWHERE, min(cursor, self.count - 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as all rows take."""
        return sum(len(row) for row in self.rows(width)) if width else 0

    def render(self) -> Content:
        """All rows, the one under the cursor marked."""
        lines = []
        for number, row in enumerate(self.rows(self.content_size.width)):
            mark = Content.styled("▸ ", "$text-accent") if number == self.cursor else Content("  ")
            lines += [mark + line if place == 0 else line.pad_left(2) for place, line in enumerate(row)]
        return Content("\n").join(lines)

    def region_of(self, row: int) -> Region:
        """Where a row stands within this widget."""
        heights = [len(each) for each in self.rows(self.content_size.width)]
        return Region(0, sum(heights[:row]), self.content_size.width, heights[row])

    def on_click(self, event: events.Click) -> None:
        """A click toggles the row under it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for number in range(self.count):
            if self.region_of(number).contains(*offset):
                self.toggle(number)
                return
