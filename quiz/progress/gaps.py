"""The numbers that a device gave to events and that a log does not hold, told by the counters on either side.

A device of this program counts from one without a break, and its instants grow with its counters. What another program
did is filed under counters of its own (milliseconds, for instance): there a skipped number says nothing. Nothing here
looks at each number of a gap, for a counter may be as large as eight bytes allow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import groupby, pairwise
from operator import itemgetter

from quiz.progress.identity import FORK

Named = tuple[str, int, int]  # device, counter, instant in microseconds

FARTHEST = 1_000_000  # no learner's first known event has a higher counter; milliseconds since 1970 all have
_AT_ONCE = 1000  # events that may have come at one moment, as those do that a clock set back presses together


def skipped(known: Iterable[Named]) -> dict[str, list[range]]:
    """The numbers that each device skipped, as ranges; only devices with any.

    A device that a merge split off (`laptop~1f3a9c02`) begins where it was split off, every other one at 1. A counter
    that stands out of the order of the instants was damaged, and opens no gap; nor does a jump that so little time
    leaves no room for.
    """
    found: dict[str, list[range]] = {}
    for device, group in groupby(sorted(known), key=itemgetter(0)):
        numbers = [(counter, instant) for _, counter, instant in group]
        if gaps := _of_device(numbers, from_one=FORK not in device):
            found[device] = gaps
    return found


def _of_device(numbers: list[tuple[int, int]], *, from_one: bool) -> list[range]:
    chain = [numbers[n] for n in _rising([instant for _, instant in numbers])]
    first = chain[0][0]
    if first > FARTHEST:
        return []
    present = [counter for counter, _ in numbers]
    wide = [(0, first)] if from_one else []
    for (before, start), (after, end) in pairwise(chain):
        if after - before - 1 <= _AT_ONCE + (end - start) // 1_000_000:
            wide.append((before, after))
    return [gap for before, after in wide for gap in _between(present, before, after)]


def _between(present: list[int], before: int, after: int) -> Iterable[range]:
    """The numbers between two that are none of those present, which are sorted."""
    inside = present[bisect_left(present, before + 1) : bisect_left(present, after)]
    for low, high in pairwise((before, *inside, after)):
        if high - low > 1:
            yield range(low + 1, high)


def _rising(values: list[int]) -> list[int]:
    """The places of the longest rising part of the values, in order."""
    tails: list[int] = []  # the least last value of a rising part of each length
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(places[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        places[length : length + 1] = [place]
    found, place = [], places[-1]
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
