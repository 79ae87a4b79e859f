"""A formula on one row: the same value as on paper, with the parentheses that this takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quiz.maths import accents, letters
from quiz.maths.listing import listed, texts_of_lines
from quiz.maths.precedence import (
    among_factors,
    followed_by_factor,
    follows_sum,
    is_derivative,
    is_product,
    is_round,
    is_single,
    is_tight,
)
from quiz.maths.spacing import spaced
from quiz.maths.tree import (
    Accent,
    Arrow,
    Binomial,
    Fenced,
    Fraction,
    Grid,
    Kind,
    Node,
    Root,
    Row,
    Script,
    Space,
    Symbol,
    items_of,
    kind_of,
)

_CLOSING = {"{": "}"}
_ROOTS = {"2": "√", "3": "∛", "4": "∜"}


def one_row(node: Node, *, ascii: bool, tight: bool = False) -> str:
    """`node` on one row; `tight` leaves out the spaces around operators, as in scripts."""
    return _Writer(ascii, tight).write(node)


def part(items: Sequence[Node], i: int, *, ascii: bool) -> str:
    """The part `i` of a tight row, in parentheses if its neighbours would tear it apart."""
    return _Writer(ascii, tight=True).part(items, i)


def lines(node: Node, *, ascii: bool) -> list[str]:
    """The lines of an aligned formula, each on one row; any other formula is one line."""
    writer = _Writer(ascii)
    if isinstance(node, Grid) and node.form in ("aligned", "gathered"):
        return texts_of_lines(node, writer.row)
    return [writer.write(node).strip()]


class _Writer:
    def __init__(self, ascii: bool, tight: bool = False) -> None:
        self._ascii = ascii
        self._tight = tight

    def write(self, node: Node) -> str:
        return self.row(items_of(node))

    def row(self, items: Sequence[Node]) -> str:
        out, text, before = "", "", None
        for i, columns in spaced(items, tight=self._tight, ascii=self._ascii):
            last, text = text, self.part(items, i)
            if before is not None and text.startswith("(") and kind_of(before) is Kind.OP:
                columns = 0
            elif isinstance(before, Script) and _is_open(last) and text[:1].isalnum():
                columns = max(columns, 1)
            out += " " * columns + text
            before = items[i]
        return out

    def part(self, items: Sequence[Node], i: int) -> str:
        match node := items[i]:
            case Fraction():
                text = self._fraction(node)
                torn = among_factors(items, i) or (text.startswith("(") and follows_sum(items, i))
                return f"({text})" if torn else text
            case Root():
                return self._root(node, bare=not followed_by_factor(items, i))
        return self._single(node)

    def _single(self, node: Node) -> str:
        match node:
            case Symbol():
                return node.plain if self._ascii else node.text
            case Script():
                return self._script(node)
            case Accent():
                return self._accent(node)
            case Fenced():
                return self._fenced(node)
            case Grid():
                text = listed(node, self.row, ascii=self._ascii)
                return f"[{text}]" if node.form == "matrix" else text
            case Binomial():
                return f"({self.write(node.top)} choose {self.write(node.bottom)})"
            case Arrow():
                return self._arrow(node)
            case Space():
                return " " * node.columns
        return self.write(node)

    def _fraction(self, node: Fraction) -> str:
        top, bottom = self.write(node.top), self.write(node.bottom)
        top = top if is_product(node.top) else f"({top})"
        bottom = bottom if is_single(node.bottom) or is_derivative(node.top, node.bottom) else f"({bottom})"
        return f"{top}/{bottom}"

    def _root(self, node: Root, bare: bool) -> str:
        inner = self.write(node.inner)
        index = "2" if node.index is None else one_row(node.index, ascii=self._ascii, tight=True)
        if self._ascii and index == "2":
            return f"sqrt{inner if is_round(node.inner) else f'({inner})'}"
        if self._ascii or index not in _ROOTS:
            return f"{self._grouped(node.inner, inner)}^(1/{self._grouped(node.index, index)})"
        return _ROOTS[index] + (inner if is_round(node.inner) or (bare and is_tight(node.inner)) else f"({inner})")

    def _grouped(self, node: Node | None, text: str) -> str:
        return text if isinstance(node, Symbol) or is_round(node) else f"({text})"

    def _script(self, node: Script) -> str:
        out = self._single(node.base)
        marks = [self._mark("_", node.sub, letters.low), self._mark("^", node.sup, letters.high)]
        small = [text for text in marks if text[:1] not in ("_", "^")]
        return out + "".join(small) + "".join(text for text in marks if text not in small)

    def _mark(self, sign: str, node: Node | None, shrink: Callable[[str], str | None]) -> str:
        if node is None:
            return ""
        first, *rest = items_of(node) or [node]
        if _is_prime(first):
            after = rest[0] if len(rest) == 1 else Row(tuple(rest)) if rest else None
            return self._single(first) + self._mark(sign, after, shrink)
        text = one_row(node, ascii=self._ascii, tight=True)
        small = None if self._ascii else shrink(text)
        if small is not None:
            return small
        return sign + (text if _stands_bare(sign, node, text) else f"({text})")

    def _accent(self, node: Accent) -> str:
        text = self.write(node.inner)
        over = None if self._ascii else accents.over_one(text, node.name)
        if over is not None:
            return over
        name = "" if node.name.endswith("brace") else node.name
        return name + (text if is_round(node.inner) else f"({text})")

    def _arrow(self, node: Arrow) -> str:
        label = " ".join(one_row(part, ascii=self._ascii, tight=True) for part in (node.over, node.under) if part)
        dash = "-" if self._ascii else "─"
        left, right = ("<-" if self._ascii else "←"), ("->" if self._ascii else "→")
        return f"{left}{label}{dash}" if node.leftward else f"{dash}{label}{right}"

    def _fenced(self, node: Fenced) -> str:
        left, right = ("" if side is None else self._single(side) for side in (node.left, node.right))
        if isinstance(node.inner, Grid):
            return left + listed(node.inner, self.row, ascii=self._ascii) + (right or _CLOSING.get(left, ""))
        inner = self.write(node.inner)
        if not left and not is_single(node.inner):
            inner = f"({inner})"
        return left + inner + right


def _is_prime(node: Node) -> bool:
    return isinstance(node, Symbol) and node.text.strip("′") == ""


def _stands_bare(sign: str, node: Node, text: str) -> bool:
    """Whether a script needs no parentheses: one symbol, or a subscript that is a run of letters, as in KL."""
    if isinstance(node, Symbol):
        return " " not in text
    letters_only = text.isalpha() and all(isinstance(item, Symbol) for item in items_of(node))
    return sign == "_" and (letters_only or is_round(node))


def _is_open(text: str) -> bool:
    """Whether `text` ends in a script that a letter after it would seem to belong to."""
    return ("_" in text or "^" in text) and not text.endswith(")")
