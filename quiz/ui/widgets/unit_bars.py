"""How much of each unit is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quiz.progress.statistics import Counts

_MOST, _LEAST = 20, 8  # columns of a bar, which gives way to the titles
_SHARE = 8


@dataclass(frozen=True)
class UnitCounts:
    """A unit and how many of its cards are known, being learnt and new."""

    title: str
    counts: Counts


class UnitBars(Widget):
    """One row a unit: █ known, ▒ being learnt, ░ new."""

    DEFAULT_CSS = """
    UnitBars {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    units: reactive[tuple[UnitCounts, ...]] = reactive(tuple, layout=True)

    def __init__(self, units: Sequence[UnitCounts], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(UnitBars.units, tuple(units))

    def render(self) -> Content:
        """The rows, then what the glyphs mean."""
        if not self.units:
            return Content("")
        width = self.content_size.width
        longest = max(len(unit.title) for unit in self.units)
        columns = max(4, min(_MOST, width // 3, max(_LEAST, width - longest - _SHARE - 2)))
        label = max(8, min(longest, width - columns - _SHARE - 2))
        rows = [_row(unit, label, columns) for unit in self.units]
        meaning = Content.assemble(("█", "$primary"), " known  ", ("▒", "$primary"), " learning  ░ new")
        start = max(0, min(label + 2, width - meaning.cell_length))
        legend = Content(" " * start) + meaning.stylize("$foreground-muted", 1)
        return Content("\n").join([*rows, legend])


def _row(unit: UnitCounts, label: int, columns: int) -> Content:
    title = unit.title if len(unit.title) <= label else unit.title[: label - 1] + "…"
    share = f"  {unit.counts.known}/{_total(unit.counts)}".rjust(_SHARE)
    return Content.assemble(title.ljust(label + 2), bar(unit.counts, columns), (share, "$foreground-muted"))


def bar(counts: Counts, columns: int) -> Content:
    """Known, being learnt and new cards as parts of one bar."""
    known, met = (round(columns * part / _total(counts)) for part in (counts.known, counts.known + counts.learning))
    return Content.assemble(
        ("█" * known, "$primary"), ("▒" * (met - known), "$primary 70%"), ("░" * (columns - met), "$foreground 35%")
    )


def _total(counts: Counts) -> int:
    return max(1, counts.known + counts.learning + counts.new)
