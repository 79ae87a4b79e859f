"""Columns that stand side by side, with a scale on the left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def columns(
    values: Sequence[float | None],
    *,
    height: int,
    low: float,
    high: float,
    labels: tuple[str, str],
    aim: float | None = None,
) -> Content:
    """One column for each value between `low` and `high`, None leaving a gap; `aim` is a line through all.

    `labels` stand at the highest and the lowest row; a value that is not above `low` shows as the thinnest column.
    """
    margin = max(map(len, labels)) + 1
    eighths = [None if value is None else _eighths(value, low, high, height) for value in values]
    aimed = None if aim is None else height - 1 - min(height - 1, int((aim - low) / (high - low) * height))
    lines = []
    for row in range(height):
        label = labels[0] if row == 0 else labels[1] if row == height - 1 else ""
        cells = [_cell(each, height - 1 - row, row == aimed) for each in eighths]
        lines.append(Content.assemble((label.rjust(margin - 1) + " ", "$foreground-muted"), *cells))
    return Content("\n").join(lines)


def _eighths(value: float, low: float, high: float, height: int) -> int:
    share = (value - low) / (high - low)
    return max(1, min(height * 8, round(share * height * 8)))


def _cell(eighths: int | None, level: int, aimed: bool) -> Content:
    """One column and the gap after it, at a level counted from below."""
    filled = 0 if eighths is None else max(0, min(8, eighths - 8 * level))
    gap = ("┄", "$text-warning") if aimed else (" ", "")
    return Content.assemble((_EIGHTHS[filled], "$primary") if filled else gap, gap)
