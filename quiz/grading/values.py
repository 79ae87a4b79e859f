"""Values as JSON that a person can read: nested lists with `nan` and `inf` as words, long arrays summarised."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

MAX_SHOWN = 256  # numbers of an array; a larger one is described by shape and dtype alone
MAX_IN_ALL = 2048  # numbers of all arrays of a value; those that come after so many are described
MAX_TEXT = 1000  # characters


def as_json(value: object) -> Any:
    """An array becomes `{"dtype", "shape", "values"}`; `values` is null when it is long. Scalars stay scalars.

    A dict becomes `{"dict": [[key, value], …]}`: one that a submission returns must not pass for an array.
    """
    return _Writer().written(value)


def bytes_in(value: object) -> int:
    """The bytes of all arrays of a value."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    return sum(map(bytes_in, value)) if isinstance(value, tuple | list) else 0


class _Writer:
    """Writes one value, and keeps count of the numbers that it shows."""

    def __init__(self) -> None:
        self._left = MAX_IN_ALL

    def written(self, value: object) -> Any:
        if isinstance(value, np.ndarray | np.generic):
            array = np.asarray(value)
            return self._array(array) if array.ndim else _scalar(array.item())
        if isinstance(value, tuple | list):
            return [self.written(item) for item in value]
        if isinstance(value, dict):
            return {"dict": [[_scalar(key), self.written(item)] for key, item in value.items()]}
        return _scalar(value)

    def _array(self, array: np.ndarray[Any, Any]) -> dict[str, Any]:
        brackets = math.prod(length or 1 for length in array.shape)  # an empty array may have very many of them
        shown = brackets <= min(MAX_SHOWN, self._left)
        self._left -= brackets if shown else 0
        values = _numbers(array.tolist()) if shown else None
        return {"dtype": str(array.dtype), "shape": list(array.shape), "values": values}


def _numbers(value: Any) -> Any:
    return [_numbers(item) for item in value] if isinstance(value, list) else _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"
