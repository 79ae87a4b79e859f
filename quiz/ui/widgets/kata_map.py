"""All katas at a glance: units as rows, a glyph and a name for each kata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from quiz.study.kata_map import MapRow, Spot, Standing

GLYPHS = {
    Standing.AGAIN: ("↻", "$text-accent"),
    Standing.SOLVED: ("●", "$text-success"),
    Standing.HELPED: ("◕", "$text-success"),
    Standing.SEEN: ("◌", "$text-warning"),
    Standing.TRIED: ("◐", "$text-warning"),
    Standing.OPEN: ("○", ""),
    Standing.PLANNED: ("·", "$foreground-disabled"),
}
_GAP = 3
_INDENT = 2
_BESIDE = 90  # columns from which a unit's title stands beside its katas


@dataclass(frozen=True)
class _Place:
    """Where a kata stands: the row and column of its glyph."""

    spot: Spot
    y: int
    x: int

    @property
    def width(self) -> int:
        return len(self.spot.name) + 2


class KataMap(Widget, can_focus=True):
    """Posts `KataMap.Moved` when another kata is marked, and `KataMap.Chosen` for Enter or a click."""

    DEFAULT_CSS = """
    KataMap {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "along(-1)", "Before", id="map.left", tooltip="The kata before", show=False),
        Binding("right,l", "along(1)", "After", id="map.right", tooltip="The kata after", show=False),
        Binding("up,k", "across(-1)", "Up", id="map.up", tooltip="The row above", show=False),
        Binding("down,j", "across(1)", "Down", id="map.down", tooltip="The row below", show=False),
        Binding("enter", "choose", "Open", id="map.choose", tooltip="Open the marked kata"),
    ]
    rows: reactive[tuple[MapRow, ...]] = reactive(tuple, layout=True)
    marked: reactive[str] = reactive("")

    @dataclass
    class Moved(Message):
        """Another kata is marked; it and the title above it take `region`."""

        spot: Spot
        region: Region

    @dataclass
    class Chosen(Message):
        """A kata is to be opened."""

        spot: Spot

    def __init__(self, rows: Sequence[MapRow], marked: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(KataMap.rows, tuple(rows))
        self.set_reactive(KataMap.marked, marked)
        self._laid_out: tuple[Sequence[MapRow], int, list[tuple[MapRow, int, list[_Place]]]] | None = None

    def on_resize(self) -> None:
        """Katas stand elsewhere now."""
        self._tell()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the katas take at this width."""
        return max((place.y for place in self._places(width)), default=0) + 1

    def render(self) -> Content:
        """The map; the marked kata stands out."""
        width = self.content_size.width
        lines = [Content("") for _ in range(self.get_content_height(self.size, self.size, width))]
        for y, title in self._titles(width):
            lines[y] = title
        for place in self._places(width):
            line = lines[place.y]
            lines[place.y] = line.pad_right(place.x - line.cell_length) + self._drawn(place.spot)
        return Content("\n").join(lines)

    def watch_marked(self) -> None:
        """Tell of it."""
        self._tell()

    def watch_rows(self) -> None:
        """Where the marked kata stands may have changed."""
        self._tell()

    def action_along(self, places: int) -> None:
        """Mark the kata before or after, across the ends of rows too."""
        there = self._places(self.content_size.width)
        if (here := self._here) is not None:
            self.marked = there[max(0, min(there.index(here) + places, len(there) - 1))].spot.name

    def action_across(self, rows: int) -> None:
        """Mark the nearest kata of the next row in this direction."""
        here = self._here
        if here is None:
            return
        beyond = [place for place in self._places(self.content_size.width) if (place.y - here.y) * rows > 0]
        if beyond:
            row = min(beyond, key=lambda place: abs(place.y - here.y)).y
            best = min((place for place in beyond if place.y == row), key=lambda place: abs(place.x - here.x))
            self.marked = best.spot.name

    def action_choose(self) -> None:
        """Open the marked kata."""
        if self._here:
            self.post_message(self.Chosen(self._here.spot))

    def on_click(self, event: events.Click) -> None:
        """A click marks a kata and opens it."""
        offset = event.get_content_offset(self)
        for place in self._places(self.content_size.width) if offset else ():
            if offset and place.y == offset.y and place.x <= offset.x < place.x + place.width:
                self.marked = place.spot.name
                self.post_message(self.Chosen(place.spot))

    @property
    def _here(self) -> _Place | None:
        places = self._places(self.content_size.width)
        return next((place for place in places if place.spot.name == self.marked), None)

    def _tell(self) -> None:
        if self.is_mounted and (place := self._here):
            top = max(0, place.y - 1)
            self.post_message(self.Moved(place.spot, Region(place.x, top, place.width, place.y - top + 1)))

    def _drawn(self, spot: Spot) -> Content:
        glyph, colour = GLYPHS[spot.standing]
        if spot.name == self.marked:
            return Content.styled(f"{glyph} {spot.name}", "bold reverse $text-accent")
        name = "$foreground-disabled" if spot.standing is Standing.PLANNED else ""
        return Content.assemble((f"{glyph} ", colour), (spot.name, name))

    def _titles(self, width: int) -> list[tuple[int, Content]]:
        """The titles of the units with their rows."""
        return [(y, Content.styled(row.unit.title, "$foreground-muted")) for row, y, _ in self._units(width)]

    def _places(self, width: int) -> list[_Place]:
        """Where each kata stands at this width."""
        return [place for _, _, places in self._units(width) for place in places]

    def _units(self, width: int) -> list[tuple[MapRow, int, list[_Place]]]:
        """Each unit with the row of its title and the places of its katas, beside the title or below it."""
        if self._laid_out is None or self._laid_out[:2] != (self.rows, width):
            self._laid_out = self.rows, width, list(_laid_out(self.rows, width))
        return self._laid_out[2]


def _laid_out(rows: Sequence[MapRow], width: int) -> Iterator[tuple[MapRow, int, list[_Place]]]:
    beside = width >= _BESIDE
    left = max(len(row.unit.title) for row in rows) + _GAP if beside and rows else _INDENT
    y = 0
    for row in rows:
        top, x = (y if beside else y + 1), left
        places = []
        y = top
        for spot in row.spots:
            if x > left and x + len(spot.name) + 2 > width:
                x, y = left, y + 1
            places.append(_Place(spot, y, x))
            x += len(spot.name) + 2 + _GAP
        yield row, top if beside else top - 1, places
        y += 1
