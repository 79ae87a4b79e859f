"""A picture that is drawn anew when its width changes."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Chart(Widget):
    """Shows what `draw` returns for the width at hand."""

    DEFAULT_CSS = """
    Chart {
        height: auto;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """

    def __init__(self, draw: Callable[[int], Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw

    def show(self, draw: Callable[[int], Content]) -> None:
        """Show another picture."""
        self._draw = draw
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of the picture."""
        return self._draw(width).plain.count("\n") + 1 if width else 0

    def render(self) -> Content:
        """The picture at this width."""
        return self._draw(max(1, self.content_size.width))
