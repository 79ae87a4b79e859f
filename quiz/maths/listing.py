"""Tables on one row: commas between cells, semicolons between lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from quiz.maths.spacing import edge, is_name
from quiz.maths.tree import Grid, Kind, Node, Row, items_of, kind_of

Write: TypeAlias = Callable[[Sequence[Node]], str]


def listed(grid: Grid, write: Write, *, ascii: bool) -> str:
    """The whole table; `write` gives the text of parts side by side."""
    match grid.form:
        case "matrix":
            return "; ".join(", ".join(write(items_of(cell)) for cell in cells) for cells in grid.rows)
        case "cases":
            return "; ".join(_case(cells, write, ascii) for cells in grid.rows)
    out, *texts = texts_of_lines(grid, write)
    for text, cells in zip(texts, grid.rows[1:], strict=True):
        out += f" {text}" if _goes_on(cells) else f"; {text}"
    return out


def texts_of_lines(grid: Grid, write: Write) -> list[str]:
    """The text of each line, its cells joined as if there were no columns."""
    return [write(_line(cells)).strip() for cells in grid.rows]


def _case(cells: Sequence[Node], write: Write, ascii: bool) -> str:
    texts = [write(items_of(cell)).strip().removesuffix(",") for cell in cells]
    worded = len(cells) > 1 and is_name(edge(cells[1], ascii, 0).strip())
    return (" " if worded else ", ").join(texts)


def _line(cells: Sequence[Node]) -> list[Node]:
    return [item for cell in cells for item in items_of(cell)]


def _goes_on(cells: Sequence[Node]) -> bool:
    """Whether a line begins with a relation or an operator, and so continues the one before it."""
    first = next((item for item in _line(cells) if item != Row()), None)
    return first is not None and kind_of(first) in (Kind.REL, Kind.BIN)
