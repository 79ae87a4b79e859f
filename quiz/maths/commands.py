"""Commands that take arguments, or change what follows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from quiz.maths import delimiters, environments
from quiz.maths.accents import NAMES as ACCENTS
from quiz.maths.errors import MathError
from quiz.maths.letters import FACES
from quiz.maths.plain import ascii_text
from quiz.maths.symbols import CHARACTERS
from quiz.maths.tree import (
    Accent,
    Arrow,
    Binomial,
    Fenced,
    Fraction,
    Kind,
    Node,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    items_of,
)
from quiz.maths.width import width

if TYPE_CHECKING:
    from quiz.maths.parser import Parser

Command: TypeAlias = "Callable[[Parser], Node]"

IGNORED = frozenset(
    {
        "\\displaystyle",
        "\\textstyle",
        "\\scriptstyle",
        "\\scriptscriptstyle",
        "\\nonumber",
        "\\notag",
        "\\limits",
        "\\nolimits",
        "\\hline",
        "\\strut",
        "\\mathstrut",
    }
)
STRAY = {
    "right": r"\right without its \left",
    "middle": r"\middle outside \left … \right",
    "end": r"\end without its \begin",
    "\\": r"\\ outside a table; write \begin{aligned}…\end{aligned} around the lines",
    "over": r"\over is not known; write \frac{…}{…}",
    "choose": r"\choose is not known; write \binom{…}{…}",
    "bf": r"\bf is not known; write \mathbf{…}",
    "rm": r"\rm is not known; write \mathrm{…}",
    "cal": r"\cal is not known; write \mathcal{…}",
}
_UPRIGHT = ("mathrm", "mathit", "mathsf", "mathtt", "mathnormal")
_TEXT = ("text", "textrm", "textbf", "textit", "textsf", "texttt", "mbox")
_SPACES = {",": 1, ":": 1, ">": 1, ";": 1, " ": 1, "enspace": 1, "thinspace": 1, "quad": 2, "qquad": 4, "!": 0}
_ESCAPES = {r"\%": "%", r"\#": "#", r"\$": "$", r"\&": "&", r"\_": "_", r"\{": "{", r"\}": "}", r"\ ": " ", "~": " "}


def _fraction(parser: Parser) -> Node:
    return Fraction(parser.argument(), parser.argument())


def _binomial(parser: Parser) -> Node:
    return Binomial(parser.argument(), parser.argument())


def _root(parser: Parser) -> Node:
    index = _optional(parser)
    return Root(parser.argument(), index)


def _face(parser: Parser, name: str) -> Node:
    with parser.face(name):
        return parser.argument()


def _text(parser: Parser) -> Node:
    parts = [_ESCAPES.get(token, token) for token in parser.raw() if token not in ("{", "}")]
    for part in parts:
        if part.startswith("\\"):
            raise MathError(f"{part} inside \\text; close its braces before the command")
    return Symbol(text := "".join(parts), ascii_text(text))


def _operator(parser: Parser, limits: bool) -> Node:
    with parser.face("mathrm"):
        inner = parser.argument()
    parts = items_of(inner)
    if not all(isinstance(part, Symbol | Space) for part in parts):
        raise MathError(r"only a name can be an operator; write \operatorname{name}")
    text = "".join(part.text if isinstance(part, Symbol) else " " for part in parts)
    return Symbol(text, ascii_text(text), Kind.OP, limits)


def _accent(parser: Parser, name: str) -> Node:
    return Accent(parser.argument(), name)


def _stacked(parser: Parser, above: bool) -> Node:
    mark, base = parser.argument(), parser.argument()
    if isinstance(base, Symbol):
        base = CHARACTERS.get(base.text, base)  # braces around a relation do not make it a letter here
    return Script(base, None if above else mark, mark if above else None, limits=True)


def _arrow(parser: Parser, leftward: bool) -> Node:
    under = _optional(parser)
    return Arrow(parser.argument(), under, leftward)


def _optional(parser: Parser) -> Node | None:
    if not parser.accept("["):
        return None
    inner = parser.row("]", "")
    if not parser.accept("]"):
        raise MathError("[ without its ] before an argument in braces")
    return inner


def _negated(parser: Parser) -> Node:
    symbol = parser.argument()
    if not isinstance(symbol, Symbol) or width(symbol.text) != 1:
        raise MathError(r"\not without a relation; write it before one, as in \not=")
    text = unicodedata.normalize("NFC", symbol.text + "\u0338")
    plain = f"not {symbol.plain}" if symbol.plain.isalpha() else f"!{symbol.plain}"
    return CHARACTERS.get(text) or Symbol(text, plain, symbol.kind)


def _modulo(parser: Parser) -> Node:
    inner = Row((Symbol("mod", "mod", Kind.OP), parser.argument()))
    return Row((Space(1), Fenced(CHARACTERS["("], inner, CHARACTERS[")"])))


def _colour(parser: Parser) -> Node:
    parser.raw()
    return Space(0)


def _coloured(parser: Parser) -> Node:
    parser.raw()
    return parser.argument()


def _distance(parser: Parser) -> Node:
    parser.raw()
    return Space(1)


def _tag(parser: Parser) -> Node:
    name = "".join(parser.raw())
    return Row((Space(4), Symbol(f"({name})", ascii_text(f"({name})"))))


def _of_kind(parser: Parser, kind: Kind) -> Node:
    inner = parser.argument()
    return Symbol(inner.text, inner.plain, kind) if isinstance(inner, Symbol) else inner


def _argument(parser: Parser) -> Node:
    return parser.argument()


def _constant(_parser: Parser, node: Node) -> Node:
    return node


def _table() -> dict[str, Command]:
    out: dict[str, Command] = {
        "begin": environments.environment,
        "substack": environments.substack,
        "left": delimiters.fenced,
        "sqrt": _root,
        "operatorname": partial(_operator, limits=False),
        "operatorname*": partial(_operator, limits=True),
        "mathop": partial(_operator, limits=True),
        "overset": partial(_stacked, above=True),
        "stackrel": partial(_stacked, above=True),
        "underset": partial(_stacked, above=False),
        "xrightarrow": partial(_arrow, leftward=False),
        "xleftarrow": partial(_arrow, leftward=True),
        "not": _negated,
        "pmod": _modulo,
        "bmod": partial(_constant, node=Symbol("mod", "mod", Kind.BIN)),
        "color": _colour,
        "textcolor": _coloured,
        "boxed": _argument,
        "smash": _argument,
        "hspace": _distance,
        "tag": _tag,
        "mathord": partial(_of_kind, kind=Kind.ORD),
        "mathbin": partial(_of_kind, kind=Kind.BIN),
        "mathrel": partial(_of_kind, kind=Kind.REL),
    }
    out |= dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction)
    out |= dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial)
    out |= dict.fromkeys(_TEXT, _text)
    out |= {name: partial(_face, name=name) for name in (*_UPRIGHT, *FACES)}
    out |= {name: partial(_accent, name=mark) for name, mark in ACCENTS.items()}
    out |= {name: partial(delimiters.sized, name=name) for name in delimiters.SIZES}
    out |= {name: partial(_constant, node=Space(columns)) for name, columns in _SPACES.items()}
    return out


COMMANDS: dict[str, Command] = _table()
