"""A picture over the whole screen; where it has a line to move, the arrows move it."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from quiz.course.plots import Picture, Plane
from quiz.ui.charts.plot import Line
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.picture_view import PictureView

_SHIFT, _TURN = 0.1, pi / 24  # of the line, a key
_CENTRE = 0.5  # on both axes: the middle of the four inputs of a gate


class PictureScreen(QuizScreen):
    """The pictures of one card."""

    CSS = """
    PictureScreen VerticalScroll { padding: 1 3; }
    PictureScreen.-small VerticalScroll { padding: 0 1; }
    """
    HELP = "picture"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "shift(1)", "Shift", key_display="← →", id="picture.left", tooltip="Shift the line"),
        Binding("right,l", "shift(-1)", "Shift", id="picture.right", tooltip="Shift the line", show=False),
        Binding("up,k", "turn(1)", "Turn", key_display="↑ ↓", id="picture.up", tooltip="Turn the line, or scroll"),
        Binding("down,j", "turn(-1)", "Turn", id="picture.down", tooltip="Turn the line, or scroll", show=False),
        Binding("tab", "next_panel", "Next", id="picture.next", tooltip="Move the line of the next panel"),
        Binding("pageup", "scroll(-8)", "Page up", id="picture.page_up", tooltip="Scroll back", show=False),
        Binding("pagedown,space", "scroll(8)", "Page down", id="picture.page_down", tooltip="Scroll on", show=False),
        Binding("escape,v", "back", "Back", id="picture.back", tooltip="Back to the card"),
    ]

    def __init__(self, pictures: Sequence[Picture], *, ascii: bool = False) -> None:
        super().__init__()
        self._view = PictureView(ascii=ascii)
        self._view.pictures = tuple(pictures)
        panels = pictures[0].panels if pictures else ()
        self._planes = {at: panel for at, panel in enumerate(panels) if isinstance(panel, Plane)}
        self._view.lines = {at: plane.line for at, plane in self._planes.items()}
        self._view.marked = min(self._planes, default=None)

    def compose(self) -> ComposeResult:
        """The picture, and the keys."""
        with VerticalScroll(can_focus=False):
            yield self._view
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lines can be moved where there are any."""
        return bool(self._planes) if action in ("shift", "next_panel") else True

    def action_shift(self, way: int) -> None:
        """Move the line at a right angle to itself."""
        w1, w2, b = self._line
        self._line = (w1, w2, b + way * _SHIFT * (w1 * w1 + w2 * w2) ** 0.5)

    def action_turn(self, way: int) -> None:
        """Turn the line around its point nearest to the middle; without a line, scroll."""
        if not self._planes:
            self.action_scroll(-2 * way)
            return
        w1, w2, b = self._line
        height = _CENTRE * (w1 + w2) + b  # the height of the middle above the line, which stays
        c, s = cos(way * _TURN), sin(way * _TURN)
        w1, w2 = c * w1 - s * w2, s * w1 + c * w2
        self._line = (w1, w2, height - _CENTRE * (w1 + w2))

    def action_next_panel(self) -> None:
        """Go to the next line."""
        planes = sorted(self._planes)
        at = planes.index(self._marked)
        self._view.marked = planes[(at + 1) % len(planes)]
        rows = self._view.render().plain.splitlines()
        heading = next((number for number, row in enumerate(rows) if "▸" in row), 0)
        self.query_one(VerticalScroll).scroll_to(y=heading, animate=False)

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    @property
    def _marked(self) -> int:
        assert self._view.marked is not None
        return self._view.marked

    @property
    def _line(self) -> Line:
        return self._view.lines[self._marked]

    @_line.setter
    def _line(self, line: Line) -> None:
        self._view.lines = {**self._view.lines, self._marked: line}
