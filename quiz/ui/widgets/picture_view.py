"""The pictures of a card, drawn for the width at hand, with what they show in words."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from textual.content import Content
from textual.reactive import reactive

from quiz.course.plots import Picture
from quiz.ui.charts.plot import Line, picture
from quiz.ui.widgets.chart import Chart


class PictureView(Chart):
    """One picture below another."""

    pictures: reactive[tuple[Picture, ...]] = reactive((), layout=True)
    lines: reactive[Mapping[int, Line]] = reactive({}, layout=True)
    """Where the learner moved the line of a plane, by the number of its panel in the first picture."""
    marked: reactive[int | None] = reactive(None)
    """The panel whose line the keys move."""

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(self._rows, id=id)
        self._ascii = ascii

    def _rows(self, width: int) -> Content:
        parts: list[Content] = []
        for found in self.pictures:
            parts.append(picture(found, width, ascii=self._ascii, lines=self.lines, marked=self.marked))
            parts.append(Content.styled("\n".join(textwrap.wrap(found.says, width)), "$foreground-muted"))
        return Content("\n\n").join(parts)
