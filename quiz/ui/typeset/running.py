"""Running text: emphasis, code and formulas within a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from quiz import maths
from quiz.course.markdown import parser
from quiz.ui.typeset.sources import with_source
from quiz.ui.typeset.wrapping import GLUE

if TYPE_CHECKING:
    from markdown_it.token import Token

CODE = "$text-accent"
_LONGEST_UNBROKEN = 24  # columns; a longer formula may be broken at its blanks
_FORMULAS = ("math_inline", "math_inline_double")
_STYLES = {"strong": "bold", "em": "italic", "link": "underline", "s": "strike"}


def running(children: Sequence[Token], ascii: bool) -> Content:
    """The text of one paragraph, not yet broken into lines."""
    parts: list[Content] = []
    styles: list[str] = []
    for token in children:
        name, _, end = token.type.rpartition("_")
        if end == "open":
            styles.append(_STYLES.get(name, ""))
        elif end == "close":
            styles.pop()
        elif piece := _piece(token, ascii):
            part = Content.styled(piece[0], " ".join(filter(None, (*styles, piece[1]))))
            parts.append(with_source(part, f"${token.content}$") if token.type in _FORMULAS else part)
    return Content.assemble(*parts)


def one_line(source: str, ascii: bool = False) -> Content:
    """A text without blocks, such as a title or an option, as one line."""
    tokens = parser().parseInline(source)
    return running(tokens[0].children or (), ascii) if tokens else Content("")


def _piece(token: Token, ascii: bool) -> tuple[str, str] | None:
    """What a token shows, and its own style."""
    match token.type:
        case "softbreak":
            return " ", ""
        case "hardbreak":
            return "\n", ""
        case "code_inline":
            return token.content, CODE
        case "math_inline" | "math_inline_double":
            formula = maths.line(token.content, ascii)
            return (formula.replace(" ", GLUE) if len(formula) <= _LONGEST_UNBROKEN else formula), ""
        case "html_inline":
            return None
        case _:
            return token.content, ""
