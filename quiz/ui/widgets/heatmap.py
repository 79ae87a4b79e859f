"""Months of study as a picture: a column a week, a row a day."""

from __future__ import annotations

import math
from datetime import date, timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quiz.progress.heatmap import Heatmap
from quiz.ui.charts.months import months

GLYPHS = "·░▒▓█"
_STYLES = ("$foreground 35%", "$primary 55%", "$primary 70%", "$primary 85%", "$primary")
_DAYS = ("Mon", "", "Wed", "", "Fri", "", "")
_LABEL = 4


class HeatmapView(Widget):
    """The weeks that fit, the last one this week; a denser glyph is a busier day."""

    DEFAULT_CSS = """
    HeatmapView {
        height: auto;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """
    heatmap: reactive[Heatmap] = reactive(Heatmap(date.min, ()))

    def __init__(self, heatmap: Heatmap, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(HeatmapView.heatmap, heatmap)

    def render(self) -> Content:
        """The months, then seven rows."""
        step = 2 if len(self.heatmap.weeks) * 2 - 1 <= self.content_size.width - _LABEL else 1
        first = len(self.heatmap.weeks) - self.weeks_that_fit
        rows = [self._row(day, first, step) for day in range(7)]
        return Content("\n").join([self._months(first, step), *rows])

    @property
    def weeks_that_fit(self) -> int:
        """How many of the weeks are drawn."""
        return max(0, min(len(self.heatmap.weeks), self.content_size.width - _LABEL))

    def _row(self, day: int, first: int, step: int) -> Content:
        busiest = self.heatmap.busiest
        cells = [_cell(week[day], busiest) for week in self.heatmap.weeks[first:]]
        return Content.assemble((_DAYS[day].ljust(_LABEL), "$foreground-muted"), Content(" " * (step - 1)).join(cells))

    def _months(self, first: int, step: int) -> Content:
        mondays = [self.heatmap.monday + timedelta(weeks=week) for week in range(first, len(self.heatmap.weeks))]
        return Content.styled((" " * _LABEL + months(mondays, step)).rstrip(), "$foreground-muted")


def level(count: int, busiest: int) -> int:
    """From 0 for a day without study to 4, by the square root, so that one great day does not pale all others."""
    return min(4, math.ceil(4 * math.sqrt(count / max(1, busiest))))


def _cell(count: int | None, busiest: int) -> Content:
    if count is None:
        return Content(" ")
    step = level(count, busiest)
    return Content.styled(GLYPHS[step], _STYLES[step])
