"""A question of several blocks -> the one line that a heading has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quiz.course.markdown import parser
from quiz.exchange.card_text import code

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK = " ⏎ "  # between the lines of code that stands on one line
_APART = ("fence", "code_block", "math_block", "table_open")
_GLUE = re.compile(r"\\?\n\s*")


def one_line(markdown: str) -> tuple[str, bool]:
    """The text as a heading, and whether it was more than one paragraph, so that it should be shown whole as well."""
    tokens = parser().parse(markdown)
    parts = list(_parts(tokens))
    is_more = len(parts) > 1 or any(token.type in _APART for token in tokens)
    text = " ".join(parts).strip()
    return re.sub(r"(#+)$", lambda end: "\\#" * len(end[1]), text), is_more


def _parts(tokens: list[Token]) -> Iterator[str]:
    for number, token in enumerate(tokens):
        if token.type == "inline":
            text = _GLUE.sub(" ", token.content.strip())
            in_list = number > 1 and tokens[number - 2].type == "list_item_open"
            yield f"– {text}" if in_list else text
        elif token.type in ("fence", "code_block"):
            yield code(_BREAK.join(line for line in token.content.split("\n") if line.strip()))
        elif token.type.startswith("math_block"):
            yield f"${' '.join(token.content.split())}$"
