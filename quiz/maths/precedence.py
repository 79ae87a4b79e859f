"""Where a formula on one row needs parentheses that fractions and roots made superfluous on paper."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.maths.spacing import is_name
from quiz.maths.tree import (
    Arrow,
    Fenced,
    Fraction,
    Kind,
    Node,
    Row,
    Script,
    Space,
    Symbol,
    items_of,
    kind_of,
)

_NOT_FACTORS = frozenset("…⋯⋮⋱/!")


def among_factors(items: Sequence[Node], i: int) -> bool:
    """Whether something beside the part `i` multiplies it, divides it, or takes it as an argument."""
    before = _beside(items, i, -1)
    return followed_by_factor(items, i) or (
        before is not None and (_is_factor(before) or kind_of(before) is Kind.OP or _is_slash(before))
    )


def followed_by_factor(items: Sequence[Node], i: int) -> bool:
    """Whether what follows the part `i` would seem to belong to it."""
    after = _beside(items, i, +1)
    return after is not None and (
        _is_factor(after) or kind_of(after) in (Kind.OP, Kind.BIG) or _is_slash(after) or _text(after) == "!"
    )


def follows_sum(items: Sequence[Node], i: int) -> bool:
    """Whether the part `i` comes right after a sum, a limit or the like."""
    before = _beside(items, i, -1)
    return before is not None and kind_of(before) is Kind.BIG


def is_product(node: Node) -> bool:
    """Whether `node` may stand before a slash as it is: nothing in it binds more loosely than a product."""
    items = _solid(node)
    return bool(items) and all(
        _is_unit(item) or _text(item) == "!" or (_is_function(item) and isinstance(_beside(items, i, +1), Fenced))
        for i, item in enumerate(items)
    )


def is_derivative(top: Node, bottom: Node) -> bool:
    """Whether both begin with the same differential, and `bottom` is that of one variable."""
    above, below = _solid(top), _solid(bottom)
    if not above or len(below) != 2:
        return False
    first = above[0].base if isinstance(above[0], Script) else above[0]
    return first == below[0] and _text(first) in ("d", "∂") and _is_unit(below[1])


def is_single(node: Node) -> bool:
    """Whether `node` may stand after a slash as it is: all of it is read as one divisor."""
    items = _solid(node)
    if len(items) > 1 and kind_of(items[0]) is Kind.BIG:
        del items[0]
    if len(items) == 2:
        return _is_call(items[0], items[1])
    return len(items) == 1 and _is_unit(items[0])


def is_tight(node: Node) -> bool:
    """Whether a root or a script sign before `node` reaches over all of it."""
    return isinstance(node, Symbol) or (isinstance(node, Script) and node.sup is None and _is_unit(node))


def is_round(node: Node | None) -> bool:
    """Whether `node` brings its own parentheses."""
    return isinstance(node, Fenced) and _text(node.left) == "(" and _text(node.right) == ")"


def _solid(node: Node) -> list[Node]:
    return [item for item in items_of(node) if not isinstance(item, Space)]


def _beside(items: Sequence[Node], i: int, step: int) -> Node | None:
    """The neighbour of the part `i`; a wide space separates."""
    i += step
    while 0 <= i < len(items):
        item = items[i]
        if not isinstance(item, Space):
            return item
        if item.columns > 1:
            return None
        i += step
    return None


def _is_factor(node: Node) -> bool:
    match node:
        case Symbol(text=text, kind=kind):
            return kind is Kind.ORD and " " not in text and text not in _NOT_FACTORS
        case Script(base=base):
            return _is_factor(base)
        case Row(items=items):
            return bool(items)
        case Arrow():
            return False
    return True


def _is_unit(node: Node) -> bool:
    match node:
        case Script(base=base, limits=limits):
            return not limits and _is_unit(base)
        case Fenced(left=left, right=right):
            return left is not None and right is not None
        case Row() | Fraction():
            return False
    return _is_factor(node)


def _is_function(node: Node) -> bool:
    return kind_of(node) is Kind.OP


def _is_call(function: Node, argument: Node) -> bool:
    """A letter before parentheses is taken for a function, unless they hold a sum, as in n(n - 1)."""
    if not isinstance(argument, Fenced):
        return False
    name = _text(function.base if isinstance(function, Script) else function)
    if _is_function(function) or is_name(name):
        return True
    return name.isalpha() and _text(argument.left) in ("(", "[") and not _has_sum(argument.inner)


def _has_sum(node: Node) -> bool:
    return any(kind_of(item) is Kind.BIN for item in items_of(node))


def _is_slash(node: Node | None) -> bool:
    return _text(node) in ("/", "÷")


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Symbol) else ""
