"""The first line of a screen: what this is on the left, what else is good to know on the right."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_GAP = "     "


class TitleBar(Widget):
    """`left` always, of `right` as many parts as fit; the first ones are left out first."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    left: reactive[Content] = reactive(Content)
    right: reactive[tuple[Content, ...]] = reactive(tuple)

    def __init__(self, left: Content, right: Sequence[Content] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(TitleBar.left, left)
        self.set_reactive(TitleBar.right, tuple(right))

    def render(self) -> Content:
        """The line at the present width."""
        width, parts = self.content_size.width, list(self.right)
        while parts and self.left.cell_length + len(_GAP) + _joined(parts).cell_length > width:
            parts.pop(0)
        right = _joined(parts)
        return self.left + right.pad_left(max(0, width - self.left.cell_length - right.cell_length))


def _joined(parts: Sequence[Content]) -> Content:
    return Content(_GAP).join(parts)
