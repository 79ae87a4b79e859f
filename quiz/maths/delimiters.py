"""Delimiters that are told to grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.maths.errors import MathError
from quiz.maths.symbols import DELIMITERS
from quiz.maths.tree import Fenced, Kind, Node, Row, Symbol, items_of, trimmed

if TYPE_CHECKING:
    from quiz.maths.parser import Parser

SIZES = tuple(size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
_STOPS = ("\\right", "\\middle", "")


def fenced(parser: Parser) -> Node:
    """What stands between `\\left`, which has been read, and its `\\right`."""
    left = _delimiter(parser, "left")
    items = [*items_of(parser.row(*_STOPS))]
    while parser.accept("\\middle"):
        bar = _delimiter(parser, "middle")
        if bar is not None:
            items.append(Symbol(bar.text, bar.plain, Kind.MIDDLE))
        items += items_of(parser.row(*_STOPS))
    if not parser.accept("\\right"):
        raise MathError(r"\left without its \right; write \right. for none")
    items = trimmed(items)
    inner = items[0] if len(items) == 1 else Row(tuple(items))
    return Fenced(left, inner, _delimiter(parser, "right"))


def _delimiter(parser: Parser, after: str) -> Symbol | None:
    token = parser.take()
    if token == ".":
        return None
    if token not in DELIMITERS:
        raise MathError(f"\\{after} without a delimiter; write one such as ( or \\{{ or | after it")
    return DELIMITERS[token]


def sized(parser: Parser, name: str) -> Node:
    """The delimiter after one of SIZES; its size is left to what it encloses."""
    delimiter = _delimiter(parser, name)
    if delimiter is None:
        return Row()
    kind = {"l": Kind.OPEN, "r": Kind.CLOSE, "m": Kind.REL}.get(name[-1], delimiter.kind)
    return Symbol(delimiter.text, delimiter.plain, kind)
