"""Marks, lines and braces over and under a part."""

from __future__ import annotations

import unicodedata

from quiz.maths.width import width

_COMBINING = {
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "dot": "\u0307",
    "ddot": "\u0308",
    "dddot": "\u20db",
    "vec": "\u20d7",
    "overleftarrow": "\u20d6",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
}

NAMES: dict[str, str] = {name: name for name in _COMBINING} | {
    "widehat": "hat",
    "widetilde": "tilde",
    "overrightarrow": "vec",
    "overline": "overline",
    "underline": "underline",
    "overbrace": "overbrace",
    "underbrace": "underbrace",
}
"""The command of each accent, and what the accent is called here."""


def over_one(text: str, name: str) -> str | None:
    """`text` with the mark over it, when it is one character wide and there is such a mark."""
    mark = _COMBINING["bar"] if name == "overline" else _COMBINING.get(name)
    return unicodedata.normalize("NFC", text + mark) if mark and width(text) == 1 and text.strip() else None


def line(name: str, columns: int, ascii: bool) -> str:
    """The row that goes over or under something `columns` wide."""
    match name:
        case "overbrace":
            return _brace("╭─┴╮" if not ascii else "/-^\\", columns)
        case "underbrace":
            return _brace("╰─┬╯" if not ascii else "\\_v/", columns)
        case "overline" | "bar":
            return "_" * columns
        case "underline":
            return ("-" if ascii else "‾") * columns
        case "vec":
            return ("-" if ascii else "─") * (columns - 1) + (">" if ascii else "→")
        case "overleftarrow":
            return ("<" if ascii else "←") + ("-" if ascii else "─") * (columns - 1)
    return _MARKS[name]


def _brace(glyphs: str, columns: int) -> str:
    left, stroke, tip, right = tuple(glyphs)
    spare = max(columns - 3, 0)
    return left + stroke * (spare // 2) + tip + stroke * (spare - spare // 2) + right


_MARKS = {
    "hat": "^",
    "tilde": "~",
    "dot": ".",
    "ddot": "..",
    "dddot": "...",
    "check": "v",
    "breve": "u",
    "acute": "'",
    "grave": "`",
    "mathring": "o",
}
