"""Numbers with as few digits as still show what matters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quiz.ui.verdict_text.literal import literal

_LARGE = 1e7
_DECIMALS = range(2, 7)
_SIGNIFICANT = range(3, 18)
_WORD = 16


@dataclass(frozen=True)
class Digits:
    """One way to write all numbers of a figure: `count` decimals, or significant digits when not `fixed`."""

    count: int
    fixed: bool = True

    def write(self, value: Any) -> str:
        """A number in this form; `nan`, `inf` and whatever is no number as it is."""
        number = as_float(value)
        if isinstance(value, bool) or number is None:
            return literal(str(value))[:_WORD]
        if not math.isfinite(number):
            return str(number)
        return f"{number:.{self.count}{'f' if self.fixed else 'g'}}"


def as_float(value: Any) -> float | None:
    """The number that a value of a verdict's JSON stands for, None for anything else."""
    if isinstance(value, int | float):
        return float(value)
    return float(value) if value in ("nan", "inf", "-inf") else None


def digits_for(values: Sequence[Any], unequal: Sequence[tuple[Any, Any]] = ()) -> Digits:
    """The shortest form in which no number turns into zero and every unequal pair looks unequal."""
    numbers = [number for value in values if (number := as_float(value)) is not None and math.isfinite(number)]
    forms = [Digits(count) for count in _DECIMALS] if all(abs(n) < _LARGE for n in numbers) else []
    if forms and all(n == int(n) for n in numbers):
        forms.insert(0, Digits(0))
    forms += [Digits(count, fixed=False) for count in _SIGNIFICANT]
    return next((form for form in forms if _shows(form, numbers, unequal)), forms[-1])


def _shows(form: Digits, numbers: Sequence[float], unequal: Sequence[tuple[Any, Any]]) -> bool:
    return all(not n or float(form.write(n)) for n in numbers) and all(
        form.write(one) != form.write(other) for one, other in unequal
    )
