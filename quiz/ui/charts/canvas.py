"""Lines drawn with dots: eight to a cell in braille, one letter to a cell in ASCII."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from textual.content import Content

# The bits of the eight dots of a braille cell, by row and column (Unicode, block Braille Patterns).
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_LETTERS = "*o+x#"
_GLYPHS, _ASCII_GLYPHS = "○●△◆", "o@^#"
COLOURS = ("$primary", "$warning", "$success", "$error", "$secondary")
# How a line is told from another without colour: dots drawn and dots left out, along the line.
_PATTERNS = ((1, 0), (4, 3), (1, 2), (7, 2), (2, 2))

Point = tuple[float, float]


class Canvas:
    """Cells to draw into; places are shares of the width from the left and of the height from below."""

    def __init__(self, width: int, height: int, *, ascii: bool = False) -> None:
        self.width, self.height, self._ascii = width, height, ascii
        self._dots: dict[tuple[int, int], int] = {}
        self._cells: dict[tuple[int, int], tuple[str, str]] = {}
        self._wide, self._high = (1, 1) if ascii else (2, 4)

    def line(self, points: list[Point], style: int) -> None:
        """Join the points; what leaves the canvas is not drawn. `style` chooses colour and pattern."""
        drawn, left_out = _PATTERNS[style % len(_PATTERNS)]
        length, last = 0, None
        for start, end in pairwise(points):
            for dot in self._between(start, end):
                if dot != last:
                    if length % (drawn + left_out) < drawn or self._ascii:
                        self._dot(dot, style)
                    length, last = length + 1, dot

    def glyph(self, point: Point, style: int) -> None:
        """A point that stands for itself."""
        glyphs = _ASCII_GLYPHS if self._ascii else _GLYPHS
        self._put(point, glyphs[style % len(glyphs)], f"bold {COLOURS[style % len(COLOURS)]}")

    def text(self, point: Point, words: str) -> None:
        """Words that begin beside a place, moved left as far as they need."""
        column, row = self._cell(point)
        column = max(0, min(column + 2, self.width - len(words)))
        for offset, letter in enumerate(words):
            if 0 <= row < self.height:
                self._cells[column + offset, row] = (letter, "$foreground-muted")

    def rows(self) -> list[Content]:
        """What was drawn, from the top."""
        return [Content.assemble(*(self._drawn(column, row) for column in range(self.width))) for row in self._down()]

    def _down(self) -> range:
        return range(self.height - 1, -1, -1)

    def _drawn(self, column: int, row: int) -> tuple[str, str]:
        if (column, row) in self._cells:
            return self._cells[column, row]
        found = self._dots.get((column, row))
        if found is None:
            return " ", ""
        bits, style = found >> 8, found & 0xFF
        letter = _LETTERS[style % len(_LETTERS)] if self._ascii else chr(0x2800 + bits)
        return letter, COLOURS[style % len(COLOURS)]

    def _dot(self, dot: tuple[int, int], style: int) -> None:
        x, y = dot
        column, row = x // self._wide, y // self._high
        if 0 <= column < self.width and 0 <= row < self.height:
            bit = 1 if self._ascii else _BITS[3 - y % 4][x % 2]
            before = self._dots.get((column, row), 0) >> 8
            self._dots[column, row] = (before | bit) << 8 | style

    def _put(self, point: Point, letter: str, style: str) -> None:
        self._cells[self._cell(point)] = letter, style

    def _cell(self, point: Point) -> tuple[int, int]:
        return round(point[0] * (self.width - 1)), round(point[1] * (self.height - 1))

    def _between(self, start: Point, end: Point) -> Iterator[tuple[int, int]]:
        """The dots of a straight line, one for each step along its longer side."""
        wide, high = self.width * self._wide - 1, self.height * self._high - 1
        (x0, y0), (x1, y1) = ((x * wide, y * high) for x, y in (start, end))
        steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0))))
        if steps > 16 * (wide + high):  # far outside: nothing of it would be seen as a line
            return
        for step in range(steps + 1):
            share = step / steps
            yield round(x0 + share * (x1 - x0)), round(y0 + share * (y1 - y0))


def sample(style: int, dots: bool, *, ascii: bool = False) -> Content:
    """How a series looks, for a legend."""
    canvas = Canvas(1 if dots else 4, 1, ascii=ascii)
    if dots:
        canvas.glyph((0, 0), style)
    else:
        canvas.line([(0, 0.5), (1, 0.5)], style)
    return canvas.rows()[0]
