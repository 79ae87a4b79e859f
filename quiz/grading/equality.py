"""Exact questions about values: was an input changed, is a result finite?"""

from __future__ import annotations

from typing import Any

import numpy as np

from quiz.grading.cases import Case
from quiz.sandbox.outcome import Returned


def changed(returned: Returned, case: Case) -> list[int | str]:
    """The arguments, by place or name, that did not come back as they were sent."""
    args, kwargs = returned.args, returned.kwargs
    if len(args) != len(case.args) or kwargs.keys() != case.kwargs.keys():
        return [*range(len(case.args)), *case.kwargs]
    places = [
        number for number, (after, sent) in enumerate(zip(args, case.args, strict=True)) if not _equal(after, sent)
    ]
    return [*places, *(name for name, sent in case.kwargs.items() if not _equal(kwargs[name], sent))]


def _equal(after: Any, before: Any) -> bool:
    """The same type and the same bytes. `after` comes from the submission's process and may be anything."""
    if isinstance(before, np.ndarray | np.generic):
        alike = type(after) is type(before) and after.dtype == before.dtype and after.shape == before.shape
        return alike and after.tobytes() == before.tobytes()
    if isinstance(before, tuple | list):
        return (
            type(after) is type(before)
            and len(after) == len(before)
            and all(_equal(a, b) for a, b in zip(after, before, strict=True))
        )
    if isinstance(before, dict):
        return (
            type(after) is dict
            and after.keys() == before.keys()
            and all(_equal(after[key], value) for key, value in before.items())
        )
    return type(after) is type(before) and bool(after == before or (before != before and after != after))


def has_single(case: Case) -> bool:
    """Is a float32 array among the arguments?"""
    return any(array.dtype == np.float32 for array in case.arrays)


def finite(expected: Any) -> bool:
    """Is every number of the expected results finite?"""
    parts = expected if isinstance(expected, tuple) else (expected,)
    return all(part.dtype.kind != "f" or np.isfinite(part).all() for part in parts)
