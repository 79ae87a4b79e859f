"""A formula in two dimensions."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.maths import accents, box, oneline, smallprint
from quiz.maths.box import Box
from quiz.maths.fences import fence, root
from quiz.maths.grids import grid
from quiz.maths.precedence import followed_by_factor, is_round, is_tight
from quiz.maths.spacing import spaced
from quiz.maths.symbols import CHARACTERS
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
    Script,
    Space,
    Symbol,
    items_of,
    kind_of,
)

_OPEN, _CLOSE = CHARACTERS["("], CHARACTERS[")"]


def picture(node: Node, *, ascii: bool) -> Box:
    """`node` as it would stand on paper, in characters."""
    return _Painter(ascii).draw(node)


class _Painter:
    """Draws trees as boxes; `tight` is the style of scripts: no spaces around operators, fractions with a slash."""

    def __init__(self, ascii: bool, tight: bool = False) -> None:
        self._ascii = ascii
        self._tight = tight

    def draw(self, node: Node) -> Box:
        return self._row(items_of(node))

    def _row(self, items: Sequence[Node], fenced: Box | None = None) -> Box:
        """`items` side by side; dividing bars become as tall as `fenced`."""
        boxes = []
        for i, columns in spaced(items, tight=self._tight, ascii=self._ascii):
            item = items[i]
            if isinstance(item, Fraction) and not self._tight and i and kind_of(items[i - 1]) is Kind.BIN:
                columns = max(columns, 1)  # a minus sign would look like a part of the bar
            if columns:
                boxes.append(box.space(columns))
            if fenced is not None and isinstance(item, Symbol) and item.kind is Kind.MIDDLE:
                boxes.append(fence(item, fenced, self._ascii))
            else:
                boxes.append(self._part(items, i))
        return box.beside(boxes)

    def _part(self, items: Sequence[Node], i: int) -> Box:
        node = items[i]
        if self._tight and isinstance(node, Fraction | Root):
            return box.text(oneline.part(items, i, ascii=self._ascii))
        if isinstance(node, Root):
            return self._root(node, bare=not followed_by_factor(items, i))
        return self._single(node)

    def _single(self, node: Node) -> Box:
        match node:
            case Symbol():
                return box.text(node.plain if self._ascii else node.text)
            case Fraction():
                return self._fraction(node)
            case Script():
                return self._script(node)
            case Accent():
                return self._accent(node)
            case Fenced():
                return self._fenced(node)
            case Grid():
                return grid(node, self.draw)
            case Binomial():
                return self._binomial(node)
            case Arrow():
                return self._arrow(node)
            case Space():
                return box.space(node.columns)
        return self.draw(node)

    def _small(self, node: Node) -> Box:
        return _Painter(self._ascii, tight=True).draw(node)

    def _fraction(self, node: Fraction) -> Box:
        top, bottom = self.draw(node.top), self.draw(node.bottom)
        bar = ("-" if self._ascii else "─") * (max(top.width, bottom.width) + 2)
        return box.stack([top, box.text(bar), bottom], on_line=1)

    def _binomial(self, node: Binomial) -> Box:
        inner = box.stack([self.draw(node.top), box.text(""), self.draw(node.bottom)], on_line=1)
        return box.beside([fence(_OPEN, inner, self._ascii), inner, fence(_CLOSE, inner, self._ascii)])

    def _root(self, node: Root, bare: bool) -> Box:
        inner = self.draw(node.inner)
        if inner.flat and (self._ascii or (bare and is_tight(node.inner))):
            return box.text(oneline.one_row(node, ascii=self._ascii))
        if self._ascii:
            return self._power(node)
        if not bare:
            inner = box.beside([inner, box.space(1)])
        return root(inner, None if node.index is None else self._small(node.index))

    def _power(self, node: Root) -> Box:
        fenced = node.inner if is_round(node.inner) else Fenced(_OPEN, node.inner, _CLOSE)
        if node.index is None:
            return box.beside([box.text("sqrt"), self._single(fenced)])
        return self._single(Script(fenced, sup=Fraction(Symbol("1", "1"), node.index)))

    def _script(self, node: Script) -> Box:
        base = self._single(node.base)
        sub = None if node.sub is None else self._small(node.sub)
        sup = None if node.sup is None else self._small(node.sup)
        if node.limits and not self._tight:
            parts = [part for part in (sup, base, sub) if part is not None]
            return box.stack(parts, on_line=0 if sup is None else 1)
        return smallprint.beside(base, sub, sup, ascii=self._ascii)

    def _accent(self, node: Accent) -> Box:
        inner = self.draw(node.inner)
        over = accents.over_one(inner.rows[0], node.name) if inner.flat and not self._ascii else None
        if over is not None:
            return box.text(over)
        mark = box.text(accents.line(node.name, inner.width, self._ascii))
        if node.name.startswith("under"):
            return box.stack([inner, mark], on_line=0, tall=inner.tall)
        return box.stack([mark, inner], on_line=1, tall=inner.tall)

    def _arrow(self, node: Arrow) -> Box:
        labels = [self._small(label) for label in (node.over, node.under) if label is not None]
        shaft = ("-" if self._ascii else "─") * (max(label.width for label in labels) + 1)
        left, right = ("<", ">") if self._ascii else ("←", "→")
        arrow = box.text(left + shaft if node.leftward else shaft + right)
        return box.stack([labels[0], arrow, *labels[1:]], on_line=1, tall=False)

    def _fenced(self, node: Fenced) -> Box:
        inner = self.draw(node.inner)
        items = items_of(node.inner)
        if any(kind_of(item) is Kind.MIDDLE for item in items):
            inner = self._row(items, inner)
        return box.beside([fence(node.left, inner, self._ascii), inner, fence(node.right, inner, self._ascii)])
