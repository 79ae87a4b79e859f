"""Markdown with maths and code, as a learner reads it."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.selection import Selection
from textual.widget import Widget


class Prose(Widget):
    """Shows `source`, laid out anew when its width changes; its text can be selected."""

    DEFAULT_CSS = """
    Prose {
        height: auto;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """
    ascii: ClassVar[bool] = False
    """Whether formulas are kept to ASCII; set once, from the learner's settings."""

    source: reactive[str] = reactive("", layout=True)

    def __init__(self, source: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._laid_out: tuple[tuple[str, int], Content] | None = None
        self.set_reactive(Prose.source, source)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the text takes at this width."""
        return self._text(width).plain.count("\n") + 1 if self.source else 0

    def render(self) -> Content:
        """The text at the present width."""
        return self._text(self.content_size.width)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """What copying gives: the text that is selected, formulas as their LaTeX."""
        from quiz.ui.typeset import copied

        text = self.render()
        lines = text.plain.split("\n")

        def place(offset: Offset) -> int:
            row = min(offset.y, len(lines) - 1)
            return sum(len(line) + 1 for line in lines[:row]) + min(offset.x, len(lines[row]))

        start = place(selection.start) if selection.start else 0
        end = place(selection.end) if selection.end else len(text.plain)
        return copied(text, start, end), "\n"

    def _text(self, width: int) -> Content:
        from quiz.ui.typeset import typeset  # with the maths behind it; the first screen shows no prose

        key = (self.source, width)
        if self._laid_out is None or self._laid_out[0] != key:
            self._laid_out = key, typeset(self.source, width, self.ascii)
        return self._laid_out[1]
