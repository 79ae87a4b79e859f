"""Tables: columns as wide as they must be, cells broken where the width does not do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from quiz.ui.typeset.wrapping import wrap

_GAP = 2


def table(rows: Sequence[Sequence[Content]], aligns: Sequence[str], width: int) -> list[Content]:
    """The lines of a table whose first row is its heading; `aligns` holds left, center or right for each column."""
    if not rows:
        return []
    columns = _widths([max(cell.cell_length for cell in column) for column in zip(*rows, strict=True)], width)
    heading = [cell.stylize("bold") for cell in rows[0]]
    lines = _row(heading, aligns, columns)
    lines.append(Content.styled("─" * min(width, sum(columns) + _GAP * (len(columns) - 1)), "$foreground-muted"))
    for row in rows[1:]:
        lines += _row(row, aligns, columns)
    return lines


def _widths(natural: list[int], width: int) -> list[int]:
    """The natural widths, the widest ones cut down until all fit."""
    columns = [max(1, each) for each in natural]
    spare = width - _GAP * (len(columns) - 1)
    while sum(columns) > spare and max(columns) > 1:
        columns[columns.index(max(columns))] -= 1
    return columns


def _row(cells: Sequence[Content], aligns: Sequence[str], columns: Sequence[int]) -> list[Content]:
    broken = [wrap(cell, column) for cell, column in zip(cells, columns, strict=True)]
    blank = Content("")
    gap = " " * _GAP
    return [
        Content(gap).join(
            _aligned(part, align, column) for part, align, column in zip(parts, aligns, columns, strict=True)
        )
        for parts in zip_longest(*broken, fillvalue=blank)
    ]


def _aligned(part: Content, align: str, column: int) -> Content:
    spare = max(0, column - part.cell_length)
    left = {"right": spare, "center": spare // 2}.get(align, 0)
    return part.pad(left, spare - left)
