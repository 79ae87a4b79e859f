"""Arrays drawn as aligned rows in brackets; long ones show a window around what matters."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import Any

from textual.content import Content

from quiz.ui.verdict_text.array import Array, Index
from quiz.ui.verdict_text.numbers import Digits

MAX_ROWS = 8
MAX_MATRICES = 3
_GAP = 2
_FRAME = 9  # brackets, blanks and the mark of a row, and what is cut off
_MARK = "  ←"


def draw(
    array: Array, digits: Digits, width: int, wrong: Collection[Index] = (), focus: Index = (), cell: int = 0
) -> list[Content]:
    """The rows of an array, at most about `width` columns wide; an entry takes `cell` columns or more.

    Entries at the indices `wrong` are coloured and their rows marked; a window on a long array contains `focus`.
    """
    if not array.known:
        return [Content.styled(f"{array.dtype} of shape {shape_text(array.shape)}", "$foreground-muted")]
    if not array.shape:
        return [_row([digits.write(array.values)], 0, {0} if wrong else set(), "", "")]
    if 0 in array.shape:
        return [Content.styled(f"[ ]  empty, of shape {shape_text(array.shape)}", "$foreground-muted")]
    lines = []
    for lead in _leads(array, focus):
        if lead:
            lines.append(Content.styled(f"[{', '.join(map(str, lead))}]", "$foreground-muted"))
        lines += _matrix(array, lead, digits, width, wrong, focus, cell)
    hidden = _count(array) - min(_count(array), MAX_MATRICES)
    return [*lines, Content.styled(f"… {hidden} more", "$foreground-muted")] if hidden else lines


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as NumPy writes it."""
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"


def _count(array: Array) -> int:
    count = 1
    for size in array.shape[:-2]:
        count *= size
    return count


def _leads(array: Array, focus: Index) -> list[Index]:
    """The leading indices whose matrices are shown, that of `focus` among them."""
    leads = list(product(*map(range, array.shape[:-2])))
    wanted = leads.index(focus[:-2]) if focus[:-2] in leads else 0
    return [leads[place] for place in _window(len(leads), MAX_MATRICES, wanted)]


def _matrix(
    array: Array, lead: Index, digits: Digits, width: int, wrong: Collection[Index], focus: Index, cell: int
) -> Iterator[Content]:
    part = array.at(lead)
    rows: list[tuple[Index, list[Any]]] = (
        [((), part)] if len(array.shape) == 1 else [((place,), row) for place, row in enumerate(part)]
    )
    texts = [[digits.write(value) for value in row] for _, row in rows]
    cell = max(cell, *(len(text) for row in texts for text in row))
    across = _window(len(texts[0]), max(1, (width - _FRAME) // (cell + _GAP)), focus[-1] if focus else 0)
    down = _window(len(rows), MAX_ROWS, focus[-2] if len(focus) > 1 else 0)
    left = "… " if across.start else ""
    right = " …" if across.stop < len(texts[0]) else ""
    if down.start:
        yield Content.styled(f"  … {down.start} above", "$foreground-muted")
    for place in down:
        bad = {column - across.start for column in across if (*lead, *rows[place][0], column) in wrong}
        yield _row([texts[place][column] for column in across], cell, bad, f"[ {left}", f"{right} ]")
    if down.stop < len(rows):
        yield Content.styled(f"  … {len(rows) - down.stop} below", "$foreground-muted")


def _row(cells: list[str], width: int, wrong: set[int], opening: str, closing: str) -> Content:
    shown = [
        Content.styled(text.rjust(width), "bold $text-error" if column in wrong else "")
        for column, text in enumerate(cells)
    ]
    mark = Content.styled(_MARK, "$text-error") if wrong else Content("")
    return Content.assemble(opening, Content(" " * _GAP).join(shown), closing, mark)


def _window(size: int, limit: int, focus: int) -> range:
    """At most `limit` places out of `size`, `focus` among them."""
    start = min(max(0, focus - limit // 2), max(0, size - limit))
    return range(start, min(size, start + limit))
