"""The hidden piece of a cloze card, typed from memory."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quiz.answers.checked import Checked, UnreadableError
from quiz.answers.expressions import compared
from quiz.answers.folding import fold
from quiz.answers.formulas import formula
from quiz.answers.notation import LONGEST
from quiz.answers.numbers import check_number
from quiz.answers.shapes import check_shape
from quiz.answers.texts import check_text

OTHERWISE = "The text says it otherwise: does yours mean the same?"
FORM = "Write what is missing."

_COMMANDS: Mapping[str, str] = {
    "leq": "<=",
    "le": "<=",
    "geq": ">=",
    "ge": ">=",
    "neq": "!=",
    "ne": "!=",
    "leftarrow": "<-",
    "rightarrow": "->",
    "to": "->",
    "cdot": "*",
    "times": "*",
    "top": "T",
    "infty": "inf",
}
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_SILENT = ("left", "right", "operatorname", "mathrm", "mathbf", "text")
_SHAPE = re.compile(r"\([^()]*,[^()]*\)")
_IGNORED = re.compile(r"\\[,;:! ]|[\s$`{}*_]")


def check_piece(answer: str, piece: str, quoted: bool = False) -> Checked:
    """Compare with the hidden piece; `quoted`: it is code or maths, where blanks and LaTeX do not count.

    Undecided where other words, or another formula, could mean the same.
    """
    if len(answer) > LONGEST:
        return Checked(None, OTHERWISE)
    if not squeezed(answer):
        return Checked(None, FORM)
    if squeezed(answer) == squeezed(piece):
        return Checked(True)
    if not quoted:
        return _words(answer, piece)
    return _formulas(answer, piece)


def squeezed(text: str) -> str:
    """The text without what does not count in code and maths: blanks, dollar signs, braces, `*`, `_`, backslashes."""
    text = _COMMAND.sub(lambda command: _plain(command[1]), text.replace('"', "'"))
    return _IGNORED.sub("", fold(text).text)


def _plain(command: str) -> str:
    return "" if command in _SILENT else _COMMANDS.get(command, command)


def _words(answer: str, piece: str) -> Checked:
    as_text = check_text(answer, piece)
    if as_text.right:
        return as_text
    if any(character.isdigit() for character in piece):
        as_number = check_number(answer, *_number_and_unit(piece))
        if as_number.right is not None:
            return as_number
    return Checked(None, OTHERWISE)


def _number_and_unit(piece: str) -> tuple[str, None, str]:
    number, _, unit = piece.partition(" ")
    return number, None, unit


def _formulas(answer: str, piece: str) -> Checked:
    outcome = check_shape(answer, piece) if _SHAPE.fullmatch(piece) else _as_formula(answer, piece)
    return outcome if outcome.right is not None else Checked(None, OTHERWISE)


def _as_formula(answer: str, piece: str) -> Checked:
    """Undecided when it has other names, which may stand for the same things."""
    try:
        right = formula(piece)
        typed = formula(answer, right.names)
    except UnreadableError:
        return Checked(None)
    return compared(typed, right) if typed.names <= right.names else Checked(None)
