"""Typeset formulas know their LaTeX, so that copying gives it back."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

_LATEX = "latex"


def with_source(text: Content, latex: str) -> Content:
    """A formula, or all rows of one, that is copied as its source; `latex` with its dollar signs."""
    return text.stylize(Style.from_meta({_LATEX: latex}))


def copied(text: Content, start: int, end: int) -> str:
    """The characters from `start` to `end`, with the source of every formula that is touched in its place."""
    out, at, before = [], start, None
    for first, last, style in sorted(text.spans, key=lambda span: span.start):
        latex = style.meta.get(_LATEX) if isinstance(style, Style) else None
        if latex is None or last <= start or first >= end:
            continue
        if style is not before:  # else it is a further row of the same formula
            out += [text.plain[at : max(at, first)], latex]
        at, before = max(at, last), style
    return "".join([*out, text.plain[at:end]])
