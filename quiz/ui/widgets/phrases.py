"""Short texts side by side, as many on a line as fit."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

_GAP = Content("    ")


class Phrases(Widget):
    """Shows `parts`: lines are broken between them, and within one only when it is wider than the line."""

    DEFAULT_CSS = """
    Phrases {
        height: auto;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """
    parts: reactive[tuple[Content, ...]] = reactive(tuple, layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the parts take."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The parts at the present width."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        from quiz.ui.typeset import wrap

        lines: list[Content] = []
        for part in self.parts:
            if lines and lines[-1].cell_length + _GAP.cell_length + part.cell_length <= width:
                lines[-1] = lines[-1] + _GAP + part
            else:
                lines += wrap(part, max(1, width))
        return lines
