"""Formulas in HTML, put aside while the HTML is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from quiz.exchange import marks

_FORMULAS = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\[\$\](?P<inline2>.+?)\[/\$\]|\[\$\$\](?P<display2>.+?)\[/\$\$\]"
    r"|\[latex\](?P<display3>.+?)\[/latex\]|<anki-mathjax(?P<kind>[^>]*)>(?P<inline3>.*?)</anki-mathjax>",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Formula:
    """Its LaTeX on one line, and whether it stands apart from the text."""

    latex: str
    display: bool


def put_aside(html: str) -> tuple[str, list[Formula]]:
    """The HTML with a mark in place of each formula, and the formulas."""
    found: list[Formula] = []

    def mark(match: re.Match[str]) -> str:
        name = next(name for name, text in match.groupdict().items() if name != "kind" and text is not None)
        latex = unescape(re.sub(r"<[^>]*>", " ", match[name])).replace("\u00a0", " ")
        display = name.startswith("display") or "block" in (match["kind"] or "")
        found.append(Formula(" ".join(latex.split()), display))
        return marks.formula(len(found) - 1)

    return _FORMULAS.sub(mark, html), found
