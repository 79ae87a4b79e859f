"""Values as JSON that a person can read: nested lists with `nan` and `inf` as words, long arrays summarised."""

from __future__ import annotations

from typing import Any

import numpy as np

MAX_SHOWN = 256  # numbers of an array; a larger one is described by shape and dtype alone


def as_json(value: object) -> Any:
    """An array becomes `{"dtype", "shape", "values"}`; `values` is null when it is long. Scalars stay scalars."""
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if not array.ndim:
            return _number(array.item())
        shown = array.size <= MAX_SHOWN
        return {
            "dtype": str(array.dtype),
            "shape": list(array.shape),
            "values": _numbers(array.tolist()) if shown else None,
        }
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return _number(value)


def _numbers(value: Any) -> Any:
    return [_numbers(item) for item in value] if isinstance(value, list) else _number(value)


def _number(value: object) -> object:
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
