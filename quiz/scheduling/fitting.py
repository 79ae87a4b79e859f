"""How much of a list fits into a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


def fitting(tasks: Iterable[float], seconds: float, *, one: bool = True) -> int:
    """How many tasks, each given by its seconds, fit into so many, in their order.

    With `one` and any time at all the first is among them, however long it takes: else it would wait for ever.
    """
    ends = list(accumulate(tasks))
    return max(bisect_right(ends, seconds), min(len(ends), int(one and seconds > 0)))
