"""Delimiters as tall as what they enclose."""

from __future__ import annotations

from quiz.maths import box
from quiz.maths.box import Box
from quiz.maths.tree import Symbol

# Top, body, bottom, and the row on the line where that differs from the body.
_TALL = {
    "(": "⎛⎜⎝⎜",
    ")": "⎞⎟⎠⎟",
    "[": "⎡⎢⎣⎢",
    "]": "⎤⎥⎦⎥",
    "{": "⎧⎪⎩⎨",
    "}": "⎫⎪⎭⎬",
    "⌊": "⎢⎢⎣⎢",
    "⌋": "⎥⎥⎦⎥",
    "⌈": "⎡⎢⎢⎢",
    "⌉": "⎤⎥⎥⎥",
    "⟨": "╱│╲⟨",
    "⟩": "╲│╱⟩",
    "|": "││││",
    "‖": "║║║║",
}
_TALL_ASCII = {
    "(": "/|\\|",
    ")": "\\|/|",
    "{": "/|\\<",
    "}": "\\|/>",
    "<": "/|\\<",
    ">": "\\|/>",
}


def fence(delimiter: Symbol | None, inner: Box, ascii: bool) -> Box:
    """The delimiter for `inner`: one character, or a column when `inner` is tall."""
    if delimiter is None:
        return box.text("")
    glyph = delimiter.plain if ascii else delimiter.text
    if not inner.tall or inner.flat:
        return box.text(glyph)
    if len(glyph) > 1 and glyph.endswith("("):
        return box.beside([box.text(glyph[:-1]), _column(_TALL_ASCII["("], inner)])
    return _column((_TALL_ASCII if ascii else _TALL).get(glyph, glyph * 4), inner)


def _column(glyphs: str, inner: Box) -> Box:
    rows = len(inner.rows)
    unit = len(glyphs) // 4
    top, body, bottom, middle = (glyphs[i * unit : (i + 1) * unit] for i in range(4))
    out = [top, *[body] * (rows - 2), bottom]
    if 0 < inner.base < rows - 1:
        out[inner.base] = middle
    return box.column(out, inner.base)


def root(inner: Box, index: Box | None) -> Box:
    """`inner` under a root sign, with the index in the corner of the sign."""
    body = box.column(["┌" + "─" * inner.width, *("│" + row for row in inner.rows)], inner.base + 1)
    corner = [box.text("╲")] if index is None else [index, box.text("╲")]
    columns = max(part.width for part in corner)
    rows = [row for part in corner for row in box.aligned(part, columns, "r").rows]
    base = len(rows) - 1 - inner.below  # the corner stands on the last row, and may lie wholly under the line
    return box.beside([Box(tuple(rows), base, columns), body])
