"""A scrolled view in which the arrows walk along rows where there are some, and scroll where there are none."""

from __future__ import annotations

from textual.containers import VerticalScroll

from quiz.ui.widgets.check_list import NOWHERE, CheckList


class RowScroll(VerticalScroll, can_focus=False):
    """A subclass says which of its direct children has the rows now."""

    @property
    def rows(self) -> CheckList | None:
        """The rows that can be ticked now."""
        return None

    @property
    def on_a_row(self) -> bool:
        """Whether the cursor is on a row."""
        return self.rows is not None and self.rows.cursor != NOWHERE

    def move(self, by: int) -> None:
        """Move the cursor of the rows while the next one is in sight, else scroll."""
        rows = self.rows
        if rows is None or not self._in_sight(rows, rows.cursor + by):
            self.scroll_relative(y=by, animate=False)
        else:
            rows.cursor += by

    def _in_sight(self, rows: CheckList, row: int) -> bool:
        if row < 0:
            return rows.cursor != NOWHERE
        if row >= rows.count:
            return False
        place = rows.region_of(row).translate(rows.virtual_region.offset)
        return self.scroll_offset.y <= place.y and place.bottom <= self.scroll_offset.y + self.scrollable_size.height
