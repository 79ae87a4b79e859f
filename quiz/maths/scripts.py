"""Scripts put on their base."""

from __future__ import annotations

from quiz.maths.symbols import CHARACTERS
from quiz.maths.tree import Accent, Fenced, Fraction, Node, Root, Row, Script

_BRACES = ("overbrace", "underbrace")


def attach(base: Node, sub: Node | None, sup: Node | None, limits: bool) -> Node:
    """`base` with its scripts, in parentheses if they would otherwise belong to its last part only."""
    sub, sup = (None if script == Row() else script for script in (sub, sup))
    if sub is None and sup is None:
        return base
    if isinstance(base, Accent) and base.name in _BRACES:
        return Script(base, sub, sup, limits=True)
    if isinstance(base, Script) and not base.limits and not limits and _fits(base, sub, sup):
        return Script(base.base, sub or base.sub, sup or base.sup)
    if not limits and _needs_parentheses(base):
        base = Fenced(CHARACTERS["("], base, CHARACTERS[")"])
    return Script(base, sub, sup, limits)


def _fits(base: Script, sub: Node | None, sup: Node | None) -> bool:
    return (base.sub is None or sub is None) and (base.sup is None or sup is None)


def _needs_parentheses(base: Node) -> bool:
    return isinstance(base, Script | Fraction | Root) or (isinstance(base, Row) and len(base.items) > 1)
