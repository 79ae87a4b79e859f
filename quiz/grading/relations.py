"""Plain relations between what was expected and what came: said only when they hold on every failing case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.grading.cases import LAYOUT, SINGLE

Array = npt.NDArray[Any]
Pair = tuple[Array, Array]  # expected, got

CLOSE = 1e-5  # float32 results among them
ENOUGH = 2  # cases of several numbers: one alone shows little


def relation(failing: Sequence[tuple[Any, Any]], names: Sequence[str] = ()) -> str:
    """A clause such as "yours is the right result times 2", "" when none holds on all these (expected, got) results.

    Of a tuple of results it says which one is meant, by its name, unless the same holds of each of them. Results that
    are no arrays show nothing.
    """
    parts = [_parts(expected, got) for expected, got in failing]
    if not parts or None in parts:
        return ""
    rows = [row for row in parts if row is not None]
    columns = list(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else []
    wrong = [number for number, column in enumerate(columns) if not all(_right(pair) for pair in column)]
    phrases = {number: _of_one(columns[number]) for number in wrong}
    if len(wrong) == 1 and len(columns) > 1:
        name = f"`{names[wrong[0]]}`" if wrong[0] < len(names) else f"result {wrong[0] + 1}"
        phrase = phrases[wrong[0]].replace("the right result", "the right one")
        return f"your {name} is {phrase}" if phrase else ""
    agreed = set(phrases.values()) if len(wrong) == len(columns) else set()
    return f"yours is {agreed.pop()}" if len(agreed) == 1 and "" not in agreed else ""


def where(failing: Iterable[str], passing: Iterable[str]) -> str:
    """What the failing checks have in common: a dtype or a memory layout, when everything else is right."""
    bad, good = set(failing), set(passing)
    if good and bad == {SINGLE}:
        return "right in float64, wrong in float32"
    if good and bad == {LAYOUT}:
        return "right for arrays in C order, wrong for views and other memory layouts"
    return ""


def _same_shape(pairs: list[Pair]) -> str:
    if any(expected.shape != got.shape for expected, got in pairs):
        return ""
    if all(_close(got, -expected) for expected, got in pairs):
        return "the right result with its sign flipped"
    factors = [_factor(expected, got) for expected, got in pairs]
    if None not in factors:
        return _scaled(pairs, [factor for factor in factors if factor is not None])
    return _shifted(pairs)


def _scaled(pairs: list[Pair], factors: list[float]) -> str:
    if np.allclose(factors, factors[0], rtol=CLOSE):
        return f"the right result times {factors[0]:.6g}"
    for axis in range(min(expected.ndim for expected, _ in pairs)):
        lengths = np.array([expected.shape[axis] for expected, _ in pairs], float)
        if np.allclose(factors, lengths, rtol=CLOSE):
            return f"the right result times the length of axis {axis}"
        if np.allclose(factors, 1 / lengths, rtol=CLOSE):
            return f"the right result divided by the length of axis {axis}"
    return ""


def _shifted(pairs: list[Pair]) -> str:
    shifts = [got - expected for expected, got in pairs]
    first = float(shifts[0].flat[0])
    if all(np.allclose(shift, first, rtol=CLOSE, atol=1e-9) for shift in shifts):
        return f"the right result {'plus' if first > 0 else 'minus'} {abs(first):.6g}"
    return ""


def _transposed(pairs: list[Pair]) -> str:
    if all(expected.ndim > 1 and got.shape == expected.T.shape and _close(got, expected.T) for expected, got in pairs):
        return "the right result transposed"
    return ""


def _factor(expected: Array, got: Array) -> float | None:
    """The number that takes `expected` to `got`, if one does."""
    largest = np.abs(expected).argmax() if expected.size else 0
    if not expected.size or not expected.flat[largest]:
        return None
    factor = float(got.flat[largest] / expected.flat[largest])
    return factor if factor and np.isfinite(factor) and _close(got, factor * expected) else None


def _close(one: Array, other: Array) -> bool:
    scale = float(np.abs(other).max(initial=0.0))
    return bool(np.allclose(one, other, rtol=CLOSE, atol=CLOSE * scale))


def _of_one(column: Sequence[Pair]) -> str:
    """What holds of one result on every input."""
    pairs = [pair for pair in column if not _right(pair)]
    if len(pairs) < len(column) or sum(expected.size > 1 for expected, _ in pairs) < ENOUGH:
        return ""
    return _transposed(pairs) or _same_shape(pairs)


def _parts(expected: Any, got: Any) -> list[Pair] | None:
    """Every result beside what was expected, as finite floating arrays; None where that cannot be."""
    if isinstance(expected, tuple):
        if not isinstance(got, tuple | list) or len(got) != len(expected):
            return None
        pairs = [_pair(one, other, "fiub") for one, other in zip(expected, got, strict=True)]
    else:
        pairs = [_pair(expected, got)]
    found = [pair for pair in pairs if pair is not None]
    return found if len(found) == len(pairs) else None


def _pair(expected: Any, got: Any, kinds: str = "fiu") -> Pair | None:
    if not isinstance(got, np.ndarray | np.generic | float | int):
        return None
    if expected.dtype.kind not in kinds or np.asarray(got).dtype.kind not in kinds:
        return None
    one, other = expected.astype(float), np.asarray(got, float)
    return (one, other) if np.isfinite(one).all() and np.isfinite(other).all() else None


def _right(pair: Pair) -> bool:
    return pair[0].shape == pair[1].shape and _close(pair[1], pair[0])
