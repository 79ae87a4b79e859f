"""The four ratings, each with the interval that it gives."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from quiz.scheduling.memory import Intervals, Rating
from quiz.study.wording import interval

_WIDEST, _ROOMY = 20, 10  # columns of a button


class RatingBar(Widget):
    """Posts `RatingBar.Chosen` for a click; until it is `shown` its place stays empty.

    `marked` is what Enter does, `suggested` whether the answer says so; `intervals` None where nothing is written.
    """

    DEFAULT_CSS = """
    RatingBar {
        height: 2;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """
    ALLOW_SELECT = False
    intervals: reactive[Intervals | None] = reactive(None)
    marked: reactive[int] = reactive(int(Rating.GOOD))
    suggested: reactive[bool] = reactive(False)
    shown: reactive[bool] = reactive(False, toggle_class="-shown")

    @dataclass
    class Chosen(Message):
        """A rating was clicked."""

        rating: int

    def render(self) -> Content:
        """Names over intervals; on a narrow bar the number and the interval have to do."""
        if not self.shown:  # with `visibility` a scrolled screen is not always painted over
            return Content()
        width = self._width()
        cells = [self._cell(rating, width) for rating in Rating]
        upper, lower = (Content(" ").join(each) for each in zip(*cells, strict=True))
        if self.suggested and self.content_size.width >= 4 * width + 26:
            upper += Content.styled(f"    suggested: {self.marked} {_name(self.marked)}", "$foreground-muted")
        return Content("\n").join([upper, lower])

    def _width(self) -> int:
        return max(7, min(_WIDEST, (self.content_size.width - 3) // 4))

    def _cell(self, rating: int, width: int) -> tuple[Content, Content]:
        mark = "▸" if rating == self.marked else ""  # the colour alone does not tell everybody
        name = f"{mark}{' ' if mark and width >= _ROOMY else ''}{rating} {_name(rating)}".center(width)[:width]
        due = (interval(self.intervals[rating - 1]) if self.intervals else "").center(width)[:width]
        if rating == self.marked:
            return Content.styled(name, "bold $block-cursor-foreground on $primary"), Content.styled(due, "bold")
        return Content.styled(name, "on $panel"), Content.styled(due, "$foreground-muted")

    def on_click(self, event: events.Click) -> None:
        """A click rates."""
        offset = event.get_content_offset(self)
        rating = offset.x // (self._width() + 1) + 1 if offset else 0
        if 1 <= rating <= len(Rating):
            self.post_message(self.Chosen(rating))


def _name(rating: int) -> str:
    return Rating(rating).name.capitalize()
