"""Rectangles of text that know which of their rows stands on the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.maths import width as measure

_ALIGN = {"l": measure.left, "c": measure.centre, "r": measure.right}


@dataclass(frozen=True)
class Box:
    """Rows of `width` columns each; `base` is the index of the row on the line.

    `tall` tells fences to grow; scripts alone do not make a box tall.
    """

    rows: tuple[str, ...]
    base: int
    width: int
    tall: bool = False

    @property
    def flat(self) -> bool:
        return len(self.rows) == 1

    @property
    def below(self) -> int:
        """The number of rows under the line."""
        return len(self.rows) - 1 - self.base


def text(row: str) -> Box:
    """A box of one row."""
    return Box((row,), 0, measure.width(row))


def space(columns: int) -> Box:
    """An empty box of one row."""
    return Box((" " * columns,), 0, columns)


def beside(boxes: Sequence[Box]) -> Box:
    """The boxes from left to right, on one line."""
    up = max((box.base for box in boxes), default=0)
    down = max((box.below for box in boxes), default=0)
    columns = [_stretched(box, up, down) for box in boxes]
    rows = tuple(map("".join, zip(*columns, strict=True))) if columns else ("",)
    return Box(rows, up, sum(box.width for box in boxes), any(box.tall for box in boxes))


def stack(boxes: Sequence[Box], *, on_line: int, tall: bool = True) -> Box:
    """The boxes centred from top to bottom; the line is that of the box `on_line`."""
    columns = max(box.width for box in boxes)
    rows = tuple(row for box in boxes for row in aligned(box, columns, "c").rows)
    base = sum(len(box.rows) for box in boxes[:on_line]) + boxes[on_line].base
    return Box(rows, base, columns, tall)


def aligned(box: Box, columns: int, side: str) -> Box:
    """`box` made `columns` wide, its text at the `side` l, c or r."""
    rows = tuple(_ALIGN[side](row, columns) for row in box.rows)
    return Box(rows, box.base, columns, box.tall)


def column(rows: Iterable[str], base: int) -> Box:
    """Rows of equal width as a box."""
    rows = tuple(rows)
    return Box(rows, base, measure.width(rows[0]), tall=True)


def _stretched(box: Box, up: int, down: int) -> list[str]:
    blank = " " * box.width
    return [blank] * (up - box.base) + list(box.rows) + [blank] * (down - box.below)
