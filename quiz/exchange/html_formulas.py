"""Formulas in HTML, put aside while the HTML is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from quiz.exchange import marks

_FORMULAS = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\[\$\](?P<inline2>.+?)\[/\$\]|\[\$\$\](?P<display2>.+?)\[/\$\$\]"
    r"|\[latex\](?P<latex>.+?)\[/latex\]|<anki-mathjax(?P<kind>[^>]*)>(?P<inline3>.*?)</anki-mathjax>",
    re.DOTALL | re.IGNORECASE,
)
# What `[latex]` holds is text, in which LaTeX marks its formulas itself.
_IN_LATEX = re.compile(
    r"\$\$(?P<display>.+?)\$\$|\\\[(?P<display2>.+?)\\\]|(?<!\\)\$(?P<inline>(?:\\.|[^$\\])+)\$|\\\((?P<inline2>.+?)\\\)"
    r"|\\begin\{(?P<kind>displaymath|equation\*?|math)\}(?P<display3>.+?)\\end\{(?P=kind)\}",
    re.DOTALL,
)
_EDGES = re.compile(rf"\A(?:\s|{marks.MARK})+|(?:\s|{marks.MARK})+\Z")
_BARS = re.compile(r"\\\\|\\\||\|")
_BAR_NAMES = {r"\|": r"\Vert ", "|": r"\vert "}


@dataclass(frozen=True)
class Formula:
    """Its LaTeX on one line, and whether it stands apart from the text."""

    latex: str
    display: bool

    def in_table(self) -> Formula:
        """The same without the sign that ends the cell of a table."""
        return replace(self, latex=_trimmed(_BARS.sub(lambda bar: _BAR_NAMES.get(bar[0], bar[0]), self.latex)))


def put_aside(html: str) -> tuple[str, list[Formula]]:
    """The HTML with a mark in place of each formula, and the formulas."""
    found: list[Formula] = []

    def mark(match: re.Match[str]) -> str:
        name = next(name for name, text in match.groupdict().items() if name != "kind" and text is not None)
        if name == "latex":
            text, count = _IN_LATEX.subn(mark, match[name])
            if count:
                return text
        latex = unescape(re.sub(r"<[^>]*>", " ", match[name])).replace("\u00a0", " ")
        display = not name.startswith("inline") or "block" in (match["kind"] or "")
        found.append(Formula(_trimmed(latex), display))
        return marks.formula(len(found) - 1)

    return _FORMULAS.sub(mark, html), found


def _trimmed(latex: str) -> str:
    """LaTeX on one line, without blanks at its ends: a `$` beside one is money, also where only marks stand between."""
    return _EDGES.sub(lambda edge: "".join(edge[0].split()), " ".join(latex.split()))
