"""The panel under the code: what the judge said last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from quiz.ui.typeset import wrap
from quiz.ui.verdict_text import Report, literal

Lines = Callable[[int], Sequence[Content]]


class Fitted(Widget):
    """Lines that a function lays out for the width there is."""

    DEFAULT_CSS = """
    Fitted {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    lines: reactive[Lines] = reactive(lambda: lambda width: (), layout=True)

    def __init__(self) -> None:
        super().__init__()
        self._laid_out: tuple[Lines, int, Content] | None = None

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the lines take at this width."""
        text = self._text(width)
        return text.plain.count("\n") + 1 if text else 0

    def render(self) -> Content:
        """The lines at the present width."""
        return self._text(self.content_size.width)

    def _text(self, width: int) -> Content:
        if self._laid_out is None or self._laid_out[:2] != (self.lines, width):
            self._laid_out = self.lines, width, Content("\n").join(self.lines(width))
        return self._laid_out[2]


class VerdictPanel(VerticalScroll):
    """Shows a report, or one sentence while there is none. `empty` until it is told something."""

    DEFAULT_CSS = """
    VerdictPanel {
        height: auto;
        scrollbar-size-vertical: 1;
    }
    """
    empty: reactive[bool] = reactive(True)

    def compose(self) -> ComposeResult:
        """One text."""
        yield Fitted()

    def report(self, report: Report) -> None:
        """Show a verdict from its beginning."""
        self._show(report.lines)

    def say(self, message: str, hint: str = "") -> None:
        """Show one sentence, and what to do about it."""
        line = Content.assemble("· ", literal(message), "   ", (literal(hint), "$foreground-muted"))
        self._show(lambda width: wrap(line, width))

    def _show(self, lines: Lines) -> None:
        self.empty = False
        self.query_one(Fitted).lines = lines
        self.scroll_home(animate=False)
