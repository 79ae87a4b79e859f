"""A smaller input that fails in the same way.

First the generator draws again with small sizes, so that the input stays one of the kata's; then its numbers are
rounded.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.grading.cases import Case, draw, single

Array = npt.NDArray[Any]
Attempt = tuple[Any, Any]  # expected, got
Tried = Callable[[Iterable[Case]], Iterator[tuple[Case, Attempt | None]]]

DRAW_SECONDS = 0.3  # a back-stop: the number of draws decides
ROUND_SECONDS = 0.1
MAX_DRAWS = 150
MAX_SPREAD = 3
CAPPED = 0.7  # share of the drawn integers that are held small; all of them would never give a matrix of three axes


class SmallIntegers(np.random.Generator):
    """A generator whose `integers` mostly stay near their lower bound, so that sizes drawn from it are small."""

    def __init__(self, seed: list[int], spread: int) -> None:
        super().__init__(np.random.PCG64(seed))
        self._spread = spread

    def integers(self, low: Any, high: Any = None, *args: Any, **kwargs: Any) -> Any:
        low, high = (0, low) if high is None else (low, high)
        if self.random() < CAPPED:
            high = np.minimum(high, np.asarray(low) + self._spread)
        return super().integers(low, high, *args, **kwargs)


def shrink(case: Case, tried: Tried, seed: int) -> tuple[Case, Any, Any] | None:
    """The smallest failing case found, with what was expected and got.

    `tried` gives of each case what it expected and got when it fails in the same way, else None; it may ask for some
    cases ahead. None when not even `case` itself fails again.
    """
    again = [(case, *attempt) for case, attempt in tried([case]) if attempt]
    if not again or case.drawn_by is None:
        return None
    found = again[0]
    deadline = time.monotonic() + DRAW_SECONDS

    def smaller() -> Iterator[Case]:
        for candidate in _small_draws(case, seed):
            if time.monotonic() > deadline:
                return
            if _size(candidate) < _size(found[0]):
                yield candidate

    for candidate, attempt in tried(smaller()):
        if attempt and _size(candidate) < _size(found[0]):
            found = (candidate, *attempt)
    return _simplify(found, tried) if case.drawn_by.simplify else found


def _small_draws(case: Case, seed: int) -> Iterator[Case]:
    assert case.drawn_by is not None
    narrow = any(array.dtype == np.float32 for array in case.arrays)
    for number in range(MAX_DRAWS):
        rng = SmallIntegers([seed, number], 1 + number % MAX_SPREAD)
        drawn = draw(case.drawn_by, rng, case.check, case.layout)
        yield single(drawn) if narrow else drawn


def _size(case: Case) -> int:
    """How many numbers and letters a reader has to take in."""
    return sum(array.size for array in case.arrays) + sum(len(text) for text in case.args if isinstance(text, str))


def _simplify(found: tuple[Case, Any, Any], tried: Tried) -> tuple[Case, Any, Any]:
    """Round the floating arrays, one after another, as far as the failure stays."""
    deadline = time.monotonic() + ROUND_SECONDS
    for position in range(len(found[0].args)):
        if time.monotonic() > deadline:
            break
        args = found[0].args
        rounded = ((*args[:position], simpler, *args[position + 1 :]) for simpler in _rounder(args[position]))
        cases = [replace(found[0], args=simpler) for simpler in rounded]
        failing = [(case, *attempt) for case, attempt in tried(cases) if attempt]
        found = failing[0] if failing else found
    return found


def _rounder(value: Any) -> Iterator[Array]:
    """Simpler versions of an array, the simplest first."""
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or not value.size:
        return
    for simpler in (np.zeros_like(value), np.ones_like(value), np.sign(value), np.round(value), np.round(value, 1)):
        if not np.array_equal(simpler, value):
            yield simpler + 0.0  # no negative zeros
