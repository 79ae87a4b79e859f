"""Expressions: equal when they agree at random points."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from random import Random

from quiz.answers.checked import Checked, UnreadableError, quoted
from quiz.answers.formulas import Formula, formula
from quiz.answers.functions import Value

_POINTS = 16
_ENOUGH = 4  # points at which both have a value
_SPREAD = 3.0  # points lie in (0.1, 3), every other one also below zero
_CLOSE = 1e-7
FORM = "Write an expression such as 2x(1 - x) or exp(-x)/2."


def check_expression(answer: str, accepted: str) -> Checked:
    """Compare an expression with the accepted one, whose words are the names that may stand in it."""
    try:
        right = formula(accepted)
        typed = formula(_right_side(answer), right.names)
    except UnreadableError as error:
        return Checked(None, f"{error} {FORM}")
    return compared(typed, right)


def expression(accepted: str) -> Formula:
    """Read an accepted expression. Raises UnreadableError, also when it has no value anywhere."""
    right = formula(accepted)
    if len(list(_values([right.value], right.names))) < _ENOUGH:
        raise UnreadableError("It has no value at the points that were tried.")
    return right


def compared(typed: Formula, right: Formula) -> Checked:
    """Whether two expressions agree wherever both have a value."""
    if strange := sorted(typed.names - right.names):
        return Checked(False, f"{quoted(strange[0])} does not stand in the answer.")
    pairs = list(_values([typed.value, right.value], right.names))
    if len(pairs) < _ENOUGH:
        return Checked(False, "It has no value where the answer has one.")
    if all(_alike(a, b) for a, b in pairs):
        return Checked(True)
    return Checked(False, (_near(pairs) if right.names else "") or _missing(typed, right))


def _values(formulas: Sequence[Value], names: Collection[str]) -> Iterator[tuple[float, ...]]:
    """What the formulas give at each random point where all of them have a value; the points are always the same."""
    rng = Random(0)
    for n in range(_POINTS):
        point = {name: rng.uniform(0.1, _SPREAD) * (rng.choice((-1, 1)) if n % 2 else 1) for name in sorted(names)}
        try:
            values = tuple(formula(point) for formula in formulas)
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        if all(map(math.isfinite, values)):
            yield values


def _alike(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=_CLOSE, abs_tol=1e-9)


def _near(pairs: Sequence[tuple[float, ...]]) -> str:
    """What a simple relation between both tells about the mistake."""
    if all(_alike(a, -b) for a, b in pairs):
        return "Right up to the sign."
    if all(_alike(a * b, 1) for a, b in pairs):
        return "This is the inverse."
    ratios = [a / b for a, b in pairs if b]
    if ratios and len(ratios) == len(pairs) and all(_alike(ratio, ratios[0]) for ratio in ratios):
        return f"Right up to a factor of {ratios[0]:.4g}." if not _alike(ratios[0], 0) else ""
    shifts = [a - b for a, b in pairs]
    if all(_alike(shift, shifts[0]) for shift in shifts):
        return f"Off by a constant, {shifts[0]:.4g}."
    return ""


def _missing(typed: Formula, right: Formula) -> str:
    missing = sorted(right.names - typed.names)
    return f"{quoted(missing[0])} is missing." if missing else ""


def _right_side(text: str) -> str:
    """What stands after a single `=`: `f(x) = 2x` is `2x`."""
    left, equals, right = text.partition("=")
    return right if equals and "=" not in right and left.strip() else text
