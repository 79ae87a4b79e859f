"""Delimiters of a row that belong together."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.maths.tree import Fenced, Kind, Node, Row, Script, Symbol, trimmed


def paired(items: Sequence[Node]) -> Node:
    """The row of `items`, in which an opening delimiter, what follows and the closing one have become one part.

    A row of one part is that part. Half-open intervals pair too; a delimiter without a partner stays a symbol.
    """
    out: list[Node] = []
    opened: list[int] = []
    for item in items:
        symbol = _delimiter(item)
        if symbol is not None and symbol.kind is Kind.CLOSE and opened:
            start = opened.pop()
            out[start:] = [_fenced(out[start], out[start + 1 :], item)]
            continue
        if symbol is item and symbol.kind is Kind.OPEN:
            opened.append(len(out))
        out.append(item)
    return _row(out)


def _row(items: list[Node]) -> Node:
    items = _bars(_bars(items, "‖"), "|")
    return items[0] if len(items) == 1 else Row(tuple(items))


def _bars(items: list[Node], text: str) -> list[Node]:
    """Every second bar closes the one before it, unless that leaves one over: then it divides, as in p(x|y)."""
    places = [i for i, item in enumerate(items) if _is_bar(item, text)]
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or not all(isinstance(items[i], Symbol) and j > i + 1 for i, j in pairs):
        return items
    items = list(items)
    for i, j in reversed(pairs):
        items[i : j + 1] = [_fenced(items[i], items[i + 1 : j], items[j])]
    return items


def _fenced(left: Node, inner: list[Node], right: Node) -> Node:
    """The scripts of the closing delimiter belong to the whole."""
    opening, closing = _delimiter(left), _delimiter(right)
    whole = Fenced(opening, _row(trimmed(inner)), closing)
    return Script(whole, right.sub, right.sup) if isinstance(right, Script) else whole


def _is_bar(item: Node, text: str) -> bool:
    symbol = _delimiter(item)
    return symbol is not None and symbol.kind is Kind.BAR and symbol.text == text


def _delimiter(item: Node) -> Symbol | None:
    symbol = item.base if isinstance(item, Script) else item
    return symbol if isinstance(symbol, Symbol) else None
