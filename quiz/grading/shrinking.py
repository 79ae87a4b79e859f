"""A smaller input that fails in the same way.

First the generator draws again with small sizes, so that the input stays one of the kata's; then its numbers are
rounded.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.grading.cases import Case, draw, single

Array = npt.NDArray[Any]
Attempt = tuple[Any, Any]  # expected, got

SECONDS = 0.15
DRAWS_PER_SIZE = 12
MAX_SPREAD = 4


class SmallIntegers(np.random.Generator):
    """A generator whose `integers` stay near their lower bound, so that sizes drawn from it are small."""

    def __init__(self, seed: list[int], spread: int) -> None:
        super().__init__(np.random.PCG64(seed))
        self._spread = spread

    def integers(self, low: Any, high: Any = None, *args: Any, **kwargs: Any) -> Any:
        low, high = (0, low) if high is None else (low, high)
        return super().integers(low, np.minimum(high, np.asarray(low) + self._spread), *args, **kwargs)


def shrink(case: Case, fails: Callable[[Case], Attempt | None], seed: int) -> tuple[Case, Any, Any] | None:
    """The smallest failing case found within SECONDS, with what was expected and got; None when there is no smaller.

    `fails` says what a case expected and got when it fails in the same way, and None otherwise.
    """
    deadline = time.monotonic() + SECONDS
    found: tuple[Case, Any, Any] | None = None
    for candidate in _smaller_draws(case, seed):
        if time.monotonic() > deadline:
            break
        attempt = fails(candidate)
        if attempt:
            found = candidate, *attempt
            break
    if found is None:
        attempt = fails(case)
        found = (case, *attempt) if attempt else None
    if found is None or not (case.drawn_by and case.drawn_by.simplify):
        return found
    return _simplify(found, fails, deadline)


def _smaller_draws(case: Case, seed: int) -> Iterator[Case]:
    assert case.drawn_by is not None
    narrow = any(array.dtype == np.float32 for array in case.arrays)
    size = sum(array.size for array in case.arrays)
    for spread in range(1, MAX_SPREAD + 1):
        for number in range(DRAWS_PER_SIZE):
            rng = SmallIntegers([seed, spread, number], spread)
            drawn = replace(draw(case.drawn_by, rng, case.check), layout=case.layout)
            if sum(array.size for array in drawn.arrays) < size:
                yield single(drawn) if narrow else drawn


def _simplify(
    found: tuple[Case, Any, Any], fails: Callable[[Case], Attempt | None], deadline: float
) -> tuple[Case, Any, Any]:
    """Round the floating arrays, one after another, as far as the failure stays."""
    for position in range(len(found[0].args)):
        for rounded in _rounder(found[0].args[position]):
            if time.monotonic() > deadline:
                return found
            args = (*found[0].args[:position], rounded, *found[0].args[position + 1 :])
            attempt = fails(replace(found[0], args=args))
            if attempt:
                found = replace(found[0], args=args), *attempt
                break
    return found


def _rounder(value: Any) -> Iterator[Array]:
    """Simpler versions of an array, the simplest first."""
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or not value.size:
        return
    for simpler in (np.zeros_like(value), np.ones_like(value), np.sign(value), np.round(value), np.round(value, 1)):
        if not np.array_equal(simpler, value):
            yield simpler + 0.0  # no negative zeros
