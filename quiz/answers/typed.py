"""Checking a typed answer against all answers that a card accepts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Protocol

from quiz.answers.checked import Checked, UnreadableError, quoted
from quiz.answers.expressions import check_expression, expression
from quiz.answers.numbers import check_number, evaluated
from quiz.answers.shapes import check_shape, lengths
from quiz.answers.texts import check_text

_GROUPED_FROM = 10_000  # below, a number is read at one glance
_LONGEST_WHOLE = 1e15
_DIGITS = 6
_LITERAL = re.compile(r"[-+]?[\d.]+(?:[eE][-+]?\d+)?")
_FRACTION = re.compile(r"[-+]?\d+/\d+")


class Accepted(Protocol):
    """One accepted answer: `number`, `shape`, `expression` or `text`. Any of `values` will do.

    `tolerance` (absolute) and `unit` belong to numbers.
    """

    @property
    def form(self) -> str: ...

    @property
    def values(self) -> tuple[str, ...]: ...

    @property
    def tolerance(self) -> float | None: ...

    @property
    def unit(self) -> str: ...


def check_typed(answer: str, accepted: Iterable[Accepted]) -> Checked:
    """Check an answer: right if one accepted answer agrees, undecided if none could be compared with it.

    Raises nothing, whatever was typed.
    """
    outcomes = [(each.form, check_one(answer, each, value)) for each in accepted for value in each.values]
    return min(outcomes, key=_rank, default=("", Checked(None)))[1]


def _rank(outcome: tuple[str, Checked]) -> int:
    """Right, nearly a text, nearly right, wrong, of another form."""
    form, checked = outcome
    if checked.right is None:
        return 1 if form == "text" else 4
    return 0 if checked.right else 2 if checked.message else 3


def check_one(answer: str, accepted: Accepted, value: str) -> Checked:
    """Check an answer against one of the values that a card accepts."""
    if accepted.form == "number":
        return check_number(answer, value, accepted.tolerance, accepted.unit)
    if accepted.form == "shape":
        return check_shape(answer, value)
    if accepted.form == "expression":
        return check_expression(answer, value)
    return check_text(answer, value)


def names(accepted: Accepted) -> frozenset[str]:
    """The names in an accepted answer, which a shape and an expression have.

    Raises UnreadableError when the answer cannot be read, has no value, or does not accept itself.
    """
    found = frozenset[str]().union(*(_names(accepted, value) for value in accepted.values))
    for value in accepted.values:
        if not check_one(f"{value} {accepted.unit}", accepted, value).right:
            raise UnreadableError(f"{quoted(value)} is not accepted by itself.")
    return found


def _names(accepted: Accepted, value: str) -> frozenset[str]:
    if accepted.form == "number":
        evaluated(value)
    elif accepted.form == "shape":
        return frozenset[str]().union(*(length.names for length in lengths(value)))
    elif accepted.form == "expression":
        return expression(value).names
    return frozenset()


def shown(accepted: Accepted) -> str:
    """The accepted answer as a learner reads it: a number computed, with its unit."""
    value = accepted.values[0]
    return f"{_number(value, accepted.tolerance)} {accepted.unit}".strip() if accepted.form == "number" else value


def _number(value: str, tolerance: float | None) -> str:
    try:
        number = evaluated(value)
    except UnreadableError:
        return value
    if number.is_integer() and abs(number) < _LONGEST_WHOLE:
        whole = int(number)
        return f"{whole:,}".replace(",", " ") if abs(whole) >= _GROUPED_FROM else str(whole)
    if _LITERAL.fullmatch(value):
        return value
    rounded = _rounded(number, tolerance)
    return f"{value} ≈ {rounded}" if _FRACTION.fullmatch(value) else rounded


def _rounded(number: float, tolerance: float | None) -> str:
    """As many digits as the tolerance asks for, and one more."""
    if not tolerance:
        return f"{number:.{_DIGITS}g}"
    places = min(12, max(0, 1 - math.floor(math.log10(tolerance))))
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
