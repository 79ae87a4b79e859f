"""Code with its syntax coloured; the colours are the theme's."""

from __future__ import annotations

from pygments.token import Token  # type: ignore[import-untyped]
from textual.content import Content
from textual.highlight import HighlightTheme, TokenType, highlight


class _Quiet(HighlightTheme):
    STYLES: dict[TokenType, str] = {  # noqa: RUF012 as its base class declares it
        Token.Comment: "$foreground-muted italic",
        Token.Keyword: "$text-accent",
        Token.Operator.Word: "$text-accent",
        Token.Literal.Number: "$text-warning",
        Token.Literal.String: "$text-success",
        Token.Name.Function: "bold",
        Token.Name.Class: "bold",
    }


def coloured(code: str, language: str) -> Content:
    """The code as one text of many lines; a language that is not known stays plain."""
    return highlight(code.rstrip("\n"), language=language or "text", theme=_Quiet)
