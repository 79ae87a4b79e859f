"""Tables in two dimensions."""

from __future__ import annotations

from collections.abc import Callable

from quiz.maths import box
from quiz.maths.box import Box
from quiz.maths.tree import Grid, Node

_BETWEEN_COLUMNS = 2
_BETWEEN_PAIRS = 4


def grid(node: Grid, draw: Callable[[Node], Box]) -> Box:
    """The cells in columns. An empty row keeps tall rows apart, and gives two flat ones a middle."""
    count = max(map(len, node.rows))
    cells = [[draw(cell) for cell in row] + [box.space(0)] * (count - len(row)) for row in node.rows]
    widths = [max(cell.width for cell in column) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths, node) for row in cells]
    loose = any(not line.flat for line in lines) or (len(lines) == 2 and node.form in ("matrix", "cases"))
    return _stacked(lines, loose)


def _line(cells: list[Box], widths: list[int], node: Grid) -> Box:
    parts: list[Box] = []
    for i, (cell, columns) in enumerate(zip(cells, widths, strict=True)):
        if i:
            parts.append(box.space(_gap(node, i)))
        parts.append(box.aligned(cell, columns, node.columns[i % len(node.columns)]))
    return box.beside(parts)


def _gap(node: Grid, i: int) -> int:
    if node.form == "aligned":
        return 0 if i % 2 else _BETWEEN_PAIRS
    return _BETWEEN_COLUMNS


def _stacked(lines: list[Box], loose: bool) -> Box:
    rows: list[str] = []
    bases: list[int] = []
    for line in lines:
        if rows and loose:
            rows.append(" " * line.width)
        bases.append(len(rows) + line.base)
        rows += line.rows
    middle = bases[len(bases) // 2] if len(bases) % 2 else len(rows) // 2
    return box.column(rows, middle)
