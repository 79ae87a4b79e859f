"""Which day near its interval a card comes back on: one with less to do than its neighbours.

Of the days that are near enough, the one is taken whose load lies furthest below a straight line through their loads.
The least load itself would nearly always be on the last of them, since what lies further ahead is not filled yet: in
simulated years that lengthens intervals by 12 % (tests/bench/everyday.py). Below the line they stay FSRS's, and a day
is as near to the mean of its week as with the least load, at half the distance that chance leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Width of the range: one day, and these shares of the interval's part between the two bounds (days), as in Anki.
_WIDTH = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))

Load = Callable[[int], float]  # from days ahead to what is due on that day


def nothing_due(ahead: int) -> float:
    """The load of a learner without any other card."""
    return 0.0


def near(interval: int) -> tuple[int, int]:
    """The first and the last day that are near enough to a plain interval in days."""
    if interval < _WIDTH[0][0]:
        return interval, interval
    delta = 1 + sum(share * max(min(interval, end) - start, 0) for start, end, share in _WIDTH)
    return max(2, round(interval - delta)), round(interval + delta)


def spread(plain: Sequence[int], elapsed: int, maximum: int, chance: float, load: Load) -> tuple[int, ...]:
    """The days from today for Hard, Good and Easy, each later than the one before, given their plain intervals.

    elapsed: days since the last review; a pass never gives less, unless FSRS itself does. chance, from 0 to 1, decides
    among days that are equally good.
    """
    chosen: list[int] = []
    for place, interval in enumerate(plain):
        low, high = near(interval)
        low = max(low, min(interval, elapsed), chosen[-1] + 1 if chosen else 1)
        most = maximum - (len(plain) - 1 - place)  # the later buttons need a day of their own
        chosen.append(_lightest(min(low, most), min(max(low, high), most), chance, load))
    return tuple(chosen)


def _lightest(low: int, high: int, chance: float, load: Load) -> int:
    """The day of this range whose load lies furthest below the line through their loads."""
    days, middle = range(low, high + 1), (low + high) / 2
    loads = {day: load(day) for day in days}
    around: float = sum((day - middle) * (day - middle) for day in days)
    slope = sum((day - middle) * loads[day] for day in days) / around if around else 0.0
    first = low + int(chance * len(days))
    turns: list[int] = [*range(first, high + 1), *range(low, first)]
    return min(turns, key=lambda day: round(loads[day] - slope * day, 6))
