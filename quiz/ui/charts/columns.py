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
    aim: tuple[float, str] | None = None,
    width: int,
) -> Content:
    """One column for each value between `low` and `high`, None leaving a gap; `aim` is a line through all,
    with the label of its row.

    Between two columns is a blank where all of them fit into the `width` so, and only the last ones are drawn where
    even without blanks there is no room for all. `labels` stand at the highest and the lowest row; a value that is not
    above `low` shows as the thinnest column.
    """
    margin = margin_of(labels)
    values, step = values[-max(1, width - margin) :], step_of(len(values), width - margin)
    eighths = [None if value is None else _eighths(value, low, high, height) for value in values]
    beside, aimed = {height - 1: labels[1], 0: labels[0]}, None
    if aim is not None:
        aimed = height - 1 - max(0, min(height - 1, int((aim[0] - low) / (high - low) * height)))
        beside[aimed] = aim[1]
    lines = []
    for row in range(height):
        label = beside.get(row, "")
        cells = [_cell(each, height - 1 - row, step, row == aimed) for each in eighths]
        lines.append(Content.assemble((label.rjust(margin - 1) + " ", "$foreground-muted"), *cells))
    return Content("\n").join(lines)


def margin_of(labels: tuple[str, str]) -> int:
    """The cells left of the columns."""
    return max(map(len, labels)) + 1


def step_of(count: int, room: int) -> int:
    """The cells from one column to the next."""
    return 2 if 2 * count <= room else 1


def _eighths(value: float, low: float, high: float, height: int) -> int:
    share = (value - low) / (high - low)
    return max(1, min(height * 8, round(share * height * 8)))


def _cell(eighths: int | None, level: int, step: int, aimed: bool) -> Content:
    """One column and the gap after it, at a level counted from below."""
    filled = 0 if eighths is None else max(0, min(8, eighths - 8 * level))
    gap = ("┄", "$text-warning") if aimed else (" ", "")
    return Content.assemble((_EIGHTHS[filled], "$primary") if filled else gap, *[gap] * (step - 1))
