"""Breaking styled text into lines."""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells
from textual.content import Content

GLUE = "\u00a0"  # a blank at which no line is broken
_WORD = re.compile(r"\n|[^ \n]+ *| +")


def wrap(text: Content, width: int) -> list[Content]:
    """The lines of `text`, broken at blanks; a longer word is cut. No line is wider than `width` columns."""
    offsets = _breaks(text.plain, max(1, width))
    lines = text.divide(offsets) if offsets else [text]
    return [_unglued(line.rstrip()) for line in lines]


def _breaks(plain: str, width: int) -> list[int]:
    offsets: list[int] = []
    used = 0
    for match in _WORD.finditer(plain):
        word, start = match[0], match.start()
        if word == "\n":
            offsets.append(match.end())
            used = 0
            continue
        if used and used + cell_len(word.rstrip(" ")) > width:
            offsets.append(start)
            used = 0
        if cell_len(word.rstrip(" ")) > width:
            *whole, rest = chop_cells(word.rstrip(" "), width)
            for piece in whole:
                start += len(piece)
                offsets.append(start)
            word = rest + " " * (len(word) - len(word.rstrip(" ")))
        used += cell_len(word)
    return offsets


def _unglued(line: Content) -> Content:
    if GLUE not in line.plain:
        return line
    return Content(line.plain.replace(GLUE, " "), spans=list(line.spans))
