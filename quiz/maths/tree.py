"""The parts of a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias


class Kind(IntEnum):
    """What a part does in its row; the space between two parts follows from their kinds."""

    ORD = 0  # a letter, a number, a name
    OP = 1  # a function's name: log, max
    BIG = 2  # a sum, or an operator with limits
    BIN = 3  # a binary operator
    REL = 4  # a relation or an arrow
    OPEN = 5
    CLOSE = 6
    PUNCT = 7
    INNER = 8  # a fraction or a table: something that wants air around it
    FENCED = 9
    SIGN = 10  # a binary operator without a left operand
    BAR = 11  # a bar that may open, close or divide, or a slash
    MIDDLE = 12  # a bar that divides and grows with its fences


@dataclass(frozen=True)
class Symbol:
    """A character or a name; `plain` is its spelling in ASCII."""

    text: str
    plain: str
    kind: Kind = Kind.ORD
    limits: bool = False


@dataclass(frozen=True)
class Space:
    """Explicit space; one column is a thin space."""

    columns: int


@dataclass(frozen=True)
class Row:
    """Parts side by side."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Fraction:
    """One row over another, with a bar."""

    top: Node
    bottom: Node


@dataclass(frozen=True)
class Binomial:
    """A binomial coefficient."""

    top: Node
    bottom: Node


@dataclass(frozen=True)
class Root:
    """A root; `index` is None for the square root."""

    inner: Node
    index: Node | None = None


@dataclass(frozen=True)
class Script:
    """A base with a lower and an upper script; `limits` puts them straight below and above."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    limits: bool = False


@dataclass(frozen=True)
class Accent:
    """A mark, a line or a brace over or under something; `name` is one of `quiz.maths.accents`."""

    inner: Node
    name: str


@dataclass(frozen=True)
class Arrow:
    """An arrow that is as long as what is written over and under it."""

    over: Node
    under: Node | None
    leftward: bool = False


@dataclass(frozen=True)
class Fenced:
    """Something between delimiters; None is a delimiter that is not drawn."""

    left: Symbol | None
    inner: Node
    right: Symbol | None


Form: TypeAlias = Literal["matrix", "cases", "aligned", "gathered"]


@dataclass(frozen=True)
class Grid:
    """Rows of cells; `columns` gives each column's side (l, c, r) and repeats."""

    rows: tuple[tuple[Node, ...], ...]
    form: Form
    columns: str = "c"


Node: TypeAlias = Symbol | Space | Row | Fraction | Binomial | Root | Script | Accent | Arrow | Fenced | Grid


def kind_of(node: Node) -> Kind:
    """What `node` does in a row."""
    match node:
        case Symbol(kind=kind):
            return kind
        case Script(base=base, limits=limits):
            kind = kind_of(base)
            return Kind.BIG if limits and kind is Kind.OP else kind
        case Arrow():
            return Kind.REL
        case Fenced() | Binomial():
            return Kind.FENCED
        case Fraction() | Grid():
            return Kind.INNER
        case _:
            return Kind.ORD


def trimmed(items: Sequence[Node]) -> list[Node]:
    """The parts of a row without the thin spaces at its ends."""
    thin = [isinstance(item, Space) and item.columns <= 1 for item in items]
    first = thin.index(False) if False in thin else len(items)
    last = len(items) - (thin[::-1].index(False) if False in thin else 0)
    return list(items[first:last])


def items_of(node: Node) -> tuple[Node, ...]:
    """The parts of a row; any other node is a row of itself."""
    return node.items if isinstance(node, Row) else (node,)
