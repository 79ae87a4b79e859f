"""What the rest of the program asks for: a block, a line, or what is wrong."""

from __future__ import annotations

import unicodedata

from quiz.maths.errors import MathError
from quiz.maths.oneline import lines, one_row
from quiz.maths.parser import parse
from quiz.maths.picture import picture
from quiz.maths.plain import ascii_text
from quiz.maths.tree import Node
from quiz.maths.width import width as columns
from quiz.maths.wrapping import wrap


def layout(latex: str, ascii: bool = False) -> list[str]:
    """The formula in two dimensions, one string a row.

    Raises MathError, naming the command or the place, when it is malformed or beyond what is known here.
    """
    return _rows(parse(latex), ascii)


def check(latex: str) -> str | None:
    """What is wrong with the formula, and what to write instead; None if it can be laid out."""
    try:
        parse(latex)
    except MathError as error:
        return str(error)
    return None


def block(latex: str, width: int | None = None, ascii: bool = False) -> list[str]:
    """The formula in two dimensions; on one row, wrapped, where it would be wider than `width` columns.

    What cannot be laid out comes back as its source.
    """
    try:
        tree = parse(latex)
    except MathError:
        return wrap(_source(latex, ascii), width)
    rows = _rows(tree, ascii)
    if width is None or max(map(columns, rows)) <= width:
        return rows
    return [row for text in lines(tree, ascii=ascii) for row in wrap(text, width)]


def line(latex: str, ascii: bool = False) -> str:
    """The formula on one row; its source if it cannot be laid out."""
    try:
        return one_row(parse(latex), ascii=ascii).strip()
    except MathError:
        return _source(latex, ascii)


def _rows(tree: Node, ascii: bool) -> list[str]:
    """The picture without empty columns at its sides."""
    rows = [row.rstrip() for row in picture(tree, ascii=ascii).rows]
    margin = min((len(row) - len(row.lstrip()) for row in rows if row), default=0)
    return [row[margin:] for row in rows]


def _source(latex: str, ascii: bool) -> str:
    """LaTeX that is safe to print: one row, without control characters."""
    text = " ".join(latex.split())
    text = "".join("\ufffd" if unicodedata.category(char).startswith("C") else char for char in text)
    return ascii_text(text) if ascii else text
