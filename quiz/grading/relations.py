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


def relation(failing: Sequence[tuple[Any, Any]]) -> str:
    """A phrase such as "the right result times 2", "" when none holds on all of these (expected, got) results.

    Of a tuple of results, the first part that differs is looked at; results that are no arrays show nothing.
    """
    pairs = [pair for expected, got in failing if (pair := _differing(expected, got)) is not None]
    if len(pairs) < len(failing) or sum(expected.size > 1 for expected, _ in pairs) < ENOUGH:
        return ""
    return _transposed(pairs) or _same_shape(pairs)


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


def _differing(expected: Any, got: Any) -> Pair | None:
    """The first part of the results that differs, as finite floating arrays."""
    if isinstance(expected, tuple):
        if not isinstance(got, tuple | list) or len(got) != len(expected):
            return None
        parts = (_differing(one, other) for one, other in zip(expected, got, strict=True))
        return next((part for part in parts if part is not None), None)
    if not isinstance(got, np.ndarray) or expected.dtype.kind != "f" or got.dtype.kind not in "fiu":
        return None
    one, other = expected.astype(float), got.astype(float)
    if not (np.isfinite(one).all() and np.isfinite(other).all()):
        return None
    return None if one.shape == other.shape and _close(other, one) else (one, other)
