"""Space between the parts of a row, after the kinds of TeX (The TeXbook, chapter 18), in whole columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.maths.tree import Accent, Fenced, Kind, Node, Root, Row, Script, Space, Symbol, kind_of

# 1 always a column, s a column except in scripts, . none.
# Rows: the left part; columns: the right part.
_TABLE = """
          ORD OP BIG BIN REL OPEN CLOSE PUNCT INNER FENCED SIGN BAR MIDDLE
ORD        .  1   1   s   s   .     .     .     s      .     .   .    s
OP         1  1   1   s   s   .     .     .     1      .     1   .    s
BIG        1  1   1   s   s   1     .     .     1      1     1   1    s
BIN        s  s   s   s   s   s     s     s     s      s     s   s    s
REL        s  s   s   s   .   s     .     .     s      s     s   s    s
OPEN       .  .   .   .   .   .     .     .     .      .     .   .    .
CLOSE      .  1   1   s   s   .     .     .     s      .     .   .    s
PUNCT      s  s   s   s   s   s     .     .     s      s     s   s    s
INNER      s  1   1   s   s   s     .     .     s      s     s   .    s
FENCED     .  1   1   s   s   .     .     .     s      .     .   .    s
SIGN       .  .   .   .   .   .     .     .     .      .     .   .    s
BAR        .  .   1   s   s   .     .     .     .      .     .   .    s
MIDDLE     s  s   s   s   s   s     s     s     s      s     s   s    s
"""
_GAPS = {
    (Kind[left], right): mark
    for left, *marks in (line.split() for line in _TABLE.strip().splitlines()[1:])
    for right, mark in zip(Kind, marks, strict=True)
}
_NO_OPERAND = frozenset(
    {Kind.OP, Kind.BIG, Kind.BIN, Kind.REL, Kind.OPEN, Kind.PUNCT, Kind.SIGN, Kind.BAR, Kind.MIDDLE}
)
_NO_FOLLOWER = frozenset({Kind.REL, Kind.CLOSE, Kind.PUNCT})


def kinds(items: Sequence[Node]) -> list[Kind]:
    """The kind of each part; a binary operator with nothing to the left or right of it becomes a sign."""
    out: list[Kind] = []
    last: int | None = None
    for i, item in enumerate(items):
        kind = kind_of(item)
        out.append(kind)
        if isinstance(item, Space):
            continue
        if kind is Kind.BIN and (last is None or out[last] in _NO_OPERAND):
            out[i] = Kind.SIGN
        elif kind in _NO_FOLLOWER and last is not None and out[last] is Kind.BIN:
            out[last] = Kind.SIGN
        last = i
    if last is not None and out[last] is Kind.BIN:
        out[last] = Kind.SIGN
    return out


def spaced(items: Sequence[Node], *, tight: bool, ascii: bool) -> Iterator[tuple[int, int]]:
    """The index of each part that is no space, and the columns that go before it."""
    found = kinds(items)
    last: int | None = None
    wanted = 0
    for i, item in enumerate(items):
        if isinstance(item, Space):
            wanted = max(wanted, 0 if tight and item.columns == 1 else item.columns)
            continue
        if last is not None:
            wanted = max(wanted, _gap(found[last], found[i], tight), _apart(items[last], item, ascii))
        yield i, wanted
        last, wanted = i, 0


def _gap(left: Kind, right: Kind, tight: bool) -> int:
    mark = _GAPS[left, right]
    return int(mark == "1" or (mark == "s" and not tight))


def _apart(left: Node, right: Node, ascii: bool) -> int:
    """A name of several letters would run into a letter beside it, and an operator that is a word into anything."""
    one, other = edge(left, ascii, -1), edge(right, ascii, 0)
    if one[-1:].isalnum() and other[:1].isalnum():
        return int(is_name(one) or is_name(other))
    return int(_is_word_operator(left, one) or _is_word_operator(right, other))


def _is_word_operator(node: Node, text: str) -> bool:
    return kind_of(node) in (Kind.BIN, Kind.REL) and is_name(text) and text[-1].isalpha()


def is_name(text: str) -> bool:
    """Whether `text` is read as one word."""
    return len(text) > 1 and not text[0].isdecimal()


def edge(node: Node, ascii: bool, side: int) -> str:
    """The symbol at one side of `node`, or an empty string when that is no symbol."""
    match node:
        case Symbol():
            return node.plain if ascii else node.text
        case Script(base=base):
            return edge(base, ascii, side)
        case Accent(inner=inner, name=name):
            return name if ascii and side == 0 else edge(inner, ascii, side)
        case Root():
            return "sqrt" if ascii and side == 0 else ""
        case Fenced(left=left):
            return left.plain if ascii and side == 0 and left is not None else ""
        case Row(items=items) if items:
            return edge(items[side], ascii, side)
    return ""
