"""What can go wrong within a line of text: dollar signs, backquotes, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quiz.course.markdown import running

if TYPE_CHECKING:
    from markdown_it.token import Token

_KEYWORD_LINE = re.compile(r"[~=]\s")

DISPLAY = "`$$` opens display maths only at the start of a block: leave a blank line above it and close it with `$$`"
DOLLAR = "this `$` opens or closes no formula: write `$x$` without blanks inside, or `\\$` for a dollar sign"
BACKQUOTE = "this backquote opens no code: close it, or write ``\\` `` for the character"
COMMENT = "a comment stands alone on its line, not within text or lists"
HTML = "HTML is not shown: write markdown, or put `{}` in backquotes"


def check_text(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Problems of all running text but keyword lines, as line (counted from 0) and message."""
    for number, token in enumerate(tokens):
        in_item = number > 1 and tokens[number - 2].type == "list_item_open"
        if token.type == "inline" and not (in_item and _KEYWORD_LINE.match(token.content)):
            yield from _check(token)


def _check(token: Token) -> Iterator[tuple[int, str]]:
    for line, child in running(token):
        if child.type == "html_inline":
            yield line, COMMENT if child.content.startswith("<!--") else HTML.format(child.content)
        elif child.type == "text" and "$" in child.content:
            yield line, DISPLAY if "$$" in token.content else DOLLAR
        elif child.type == "text" and "`" in child.content:
            yield line, BACKQUOTE
