"""The four ratings, each with the interval that it gives."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from quiz.scheduling.memory import Intervals, Rating

_WIDEST = 20  # columns of a button


class RatingBar(Widget):
    """Posts `RatingBar.Chosen` for a click. `marked` is what Enter does, `suggested` whether the answer says so."""

    DEFAULT_CSS = """
    RatingBar {
        height: 2;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """
    ALLOW_SELECT = False
    intervals: reactive[Intervals] = reactive((0, 0, 0, 0))
    marked: reactive[int] = reactive(int(Rating.GOOD))
    suggested: reactive[bool] = reactive(False)

    @dataclass
    class Chosen(Message):
        """A rating was clicked."""

        rating: int

    def render(self) -> Content:
        """Names over intervals; on a narrow bar the number and the interval have to do."""
        width = self._width()
        cells = [self._cell(rating, width) for rating in Rating]
        upper, lower = (Content(" ").join(each) for each in zip(*cells, strict=True))
        if self.suggested and self.content_size.width >= 4 * width + 26:
            upper += Content.styled(f"    suggested: {self.marked} {_name(self.marked)}", "$foreground-muted")
        return Content("\n").join([upper, lower])

    def _width(self) -> int:
        return max(7, min(_WIDEST, (self.content_size.width - 3) // 4))

    def _cell(self, rating: int, width: int) -> tuple[Content, Content]:
        name = f"{rating} {_name(rating)}".center(width)[:width]
        due = interval(self.intervals[rating - 1]).center(width)[:width]
        if rating == self.marked:
            return Content.styled(name, "bold $block-cursor-foreground on $primary"), Content.styled(due, "bold")
        return Content.styled(name, "on $panel"), Content.styled(due, "$foreground-muted")

    def on_click(self, event: events.Click) -> None:
        """A click rates."""
        offset = event.get_content_offset(self)
        rating = offset.x // (self._width() + 1) + 1 if offset else 0
        if 1 <= rating <= len(Rating):
            self.post_message(self.Chosen(rating))


def interval(days: int) -> str:
    """`2 d`, `3 mo`, `1.5 y`; nothing stands for the ten minutes after which a failed card returns."""
    if days == 0:
        return "<10 min"
    if days < 31:
        return f"{days} d"
    if days < 365:
        return f"{days / 30.44:.0f} mo"
    return f"{days / 365.25:.1f} y"


def _name(rating: int) -> str:
    return Rating(rating).name.capitalize()
