"""The values of a verdict's JSON as arrays, and where two of them differ."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quiz.ui.verdict_text.numbers import as_float

Index = tuple[int, ...]
_RTOL, _ATOL = 1e-7, 1e-9
_SINGLE_RTOL, _SINGLE_ATOL = 1e-5, 1e-6


@dataclass(frozen=True)
class Array:
    """An array or, with shape `()`, a single value. `values` (nested lists) is None for one too long to be sent."""

    dtype: str
    shape: tuple[int, ...]
    values: Any

    @classmethod
    def of(cls, value: Any) -> Array:
        """Read one value (`quiz.grading.values`); what is no array counts as a single value."""
        if isinstance(value, dict) and value.keys() == {"dtype", "shape", "values"}:
            return cls(value["dtype"], tuple(value["shape"]), value["values"])
        return cls("", (), value)

    @property
    def known(self) -> bool:
        """Whether its numbers are there."""
        return not self.shape or self.values is not None

    def entries(self) -> Iterator[tuple[Index, Any]]:
        """Every entry with its index."""
        return _entries(self.values, ()) if self.known else iter(())

    def at(self, index: Index) -> Any:
        """The entry, or the nested lists, at an index."""
        found = self.values
        for place in index:
            found = found[place]
        return found


def _entries(values: Any, index: Index) -> Iterator[tuple[Index, Any]]:
    if isinstance(values, list):
        for place, value in enumerate(values):
            yield from _entries(value, (*index, place))
    else:
        yield index, values


def differing(expected: Array, got: Array) -> frozenset[Index]:
    """Where two arrays of one shape differ by more than the usual tolerance; empty for different shapes."""
    if expected.shape != got.shape or not (expected.known and got.known):
        return frozenset()
    single = "float32" in (expected.dtype, got.dtype)
    rtol, atol = (_SINGLE_RTOL, _SINGLE_ATOL) if single else (_RTOL, _ATOL)
    finite = [abs(n) for _, v in expected.entries() if (n := as_float(v)) is not None and math.isfinite(n)]
    atol *= max([1.0, *finite])
    return frozenset(index for index, value in expected.entries() if not _close(value, got.at(index), rtol, atol))


def _close(expected: Any, got: Any, rtol: float, atol: float) -> bool:
    one, other = as_float(expected), as_float(got)
    if one is None or other is None:
        return bool(expected == got)
    if math.isfinite(one) and math.isfinite(other):
        return abs(one - other) <= atol + rtol * abs(one)
    return one == other or (math.isnan(one) and math.isnan(other))
