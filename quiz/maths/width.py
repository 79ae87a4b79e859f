"""How many columns of a terminal a text takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache


def width(text: str) -> int:
    """Columns of `text`: 2 for a wide character, 0 for a mark that combines, 1 for any other."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    if combines(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def combines(char: str) -> bool:
    """Whether `char` is drawn over the character before it."""
    return unicodedata.category(char) in ("Mn", "Me")


def clusters(text: str) -> Iterator[str]:
    """The characters of `text`, each with the marks that combine with it."""
    cluster = ""
    for char in text:
        if cluster and not combines(char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def centre(text: str, columns: int) -> str:
    """`text` between spaces, `columns` wide; an odd space goes to the right."""
    spare = columns - width(text)
    return " " * (spare // 2) + text + " " * (spare - spare // 2)


def left(text: str, columns: int) -> str:
    """`text` at the left edge of `columns`."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """`text` at the right edge of `columns`."""
    return " " * (columns - width(text)) + text
