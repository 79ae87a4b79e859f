"""Tables: matrices, cases, aligned lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.maths.errors import MathError
from quiz.maths.symbols import CHARACTERS, COMMANDS
from quiz.maths.tree import Fenced, Form, Grid, Node, Row, Symbol, items_of

if TYPE_CHECKING:
    from quiz.maths.parser import Parser

_NEXT_CELL, _NEXT_ROW = "&", "\\\\"


@dataclass(frozen=True)
class _Environment:
    form: Form
    columns: str = "c"
    left: Symbol | None = None
    right: Symbol | None = None


_BRACE, _BAR, _DOUBLE = COMMANDS["lbrace"], COMMANDS["vert"], COMMANDS["Vert"]
_ENVIRONMENTS = {
    "matrix": _Environment("matrix"),
    "smallmatrix": _Environment("matrix"),
    "array": _Environment("matrix"),
    "pmatrix": _Environment("matrix", "c", CHARACTERS["("], CHARACTERS[")"]),
    "bmatrix": _Environment("matrix", "c", CHARACTERS["["], CHARACTERS["]"]),
    "Bmatrix": _Environment("matrix", "c", _BRACE, COMMANDS["rbrace"]),
    "vmatrix": _Environment("matrix", "c", _BAR, _BAR),
    "Vmatrix": _Environment("matrix", "c", _DOUBLE, _DOUBLE),
    "cases": _Environment("cases", "l", _BRACE),
    "dcases": _Environment("cases", "l", _BRACE),
}
_LINES = {
    "aligned": _Environment("aligned", "rl"),
    "align": _Environment("aligned", "rl"),
    "split": _Environment("aligned", "rl"),
    "gathered": _Environment("gathered"),
    "gather": _Environment("gathered"),
    "equation": _Environment("gathered"),
}
_ENVIRONMENTS |= _LINES | {f"{name}*": environment for name, environment in _LINES.items()}


def environment(parser: Parser) -> Node:
    """What stands between `\\begin{name}`, of which `\\begin` has been read, and its `\\end{name}`."""
    name = "".join(parser.raw())
    found = _ENVIRONMENTS.get(name)
    if found is None:
        raise MathError(f"unknown environment {name}; known are {', '.join(n for n in _ENVIRONMENTS if '*' not in n)}")
    columns = "".join(side for side in parser.raw() if side in "lcr") if name == "array" else found.columns
    rows = _rows(parser, "\\end")
    if not parser.accept("\\end") or "".join(parser.raw()) != name:
        raise MathError(f"\\begin{{{name}}} without its \\end{{{name}}}")
    if found.form == "aligned":
        rows = tuple(tuple(_after_ampersand(cell) if i % 2 else cell for i, cell in enumerate(row)) for row in rows)
    grid = Grid(rows, found.form, columns or "c")
    return grid if found.left is None and found.right is None else Fenced(found.left, grid, found.right)


def substack(parser: Parser) -> Node:
    """Lines over one another, for the limits of a sum."""
    if not parser.accept("{"):
        raise MathError(r"\substack without braces; write \substack{one \\ two}")
    rows = _rows(parser, "}")
    if not parser.accept("}"):
        raise MathError("{ without its }")
    return Grid(rows, "gathered")


def _rows(parser: Parser, end: str) -> tuple[tuple[Node, ...], ...]:
    rows: list[list[Node]] = [[]]
    while True:
        rows[-1].append(parser.row(_NEXT_CELL, _NEXT_ROW, end, ""))
        if parser.accept(_NEXT_ROW):
            _skip_distance(parser)
            rows.append([])
        elif not parser.accept(_NEXT_CELL):
            break
    if len(rows) > 1 and rows[-1] == [Row()]:
        rows.pop()
    return tuple(map(tuple, rows))


def _after_ampersand(cell: Node) -> Node:
    """An empty operand goes first, so that a relation or an operator keeps its space."""
    return Row((Row(), *items_of(cell)))


def _skip_distance(parser: Parser) -> None:
    """The length in `\\\\[4pt]` says how far apart lines are printed."""
    if parser.touches("["):
        parser.row("]", "")
        parser.accept("]")
