"""What signs mean, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content


def legend(parts: Iterable[Content], width: int, *, gap: int = 3) -> Content:
    """The parts side by side, none of them broken between two lines."""
    lines = [Content("")]
    for part in parts:
        if lines[-1] and lines[-1].cell_length + gap + part.cell_length > width:
            lines.append(Content(""))
        lines[-1] += Content(" " * gap) + part if lines[-1] else part
    return Content("\n").join(lines)
