"""Where code and maths lie in a markdown text: for gaps and for drawn numbers."""

from __future__ import annotations

import re
from enum import StrEnum


class Place(StrEnum):
    """What surrounds a character."""

    TEXT = "text"
    CODE = "code"
    MATHS = "maths"


_SPAN = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,})(?P<c1>.*?)^[ >]*(?P=fence)"
    r"|(?<![\\`])(?P<tick>`+)(?!`)(?P<c2>.+?)(?<!`)(?P=tick)(?!`)"
    r"|(?<!\\)\$\$(?P<m1>.+?)(?<!\\)\$\$"
    r"|(?<![\\\d])\$(?![\s$])(?P<m2>(?:\\.|[^$\\])+?)(?<!\s)\$(?!\d)",
    re.DOTALL | re.MULTILINE,
)


def spans(text: str) -> list[tuple[int, int, Place]]:
    """The insides of code and maths, without backquotes and dollar signs, in order."""
    found = []
    for match in _SPAN.finditer(text):
        group = next(name for name in ("c1", "c2", "m1", "m2") if match[name] is not None)
        found.append((match.start(group), match.end(group), Place.CODE if group[0] == "c" else Place.MATHS))
    return found


def whole_spans(text: str) -> list[tuple[int, int]]:
    """Code and maths with their backquotes and dollar signs, in order."""
    return [match.span() for match in _SPAN.finditer(text)]
