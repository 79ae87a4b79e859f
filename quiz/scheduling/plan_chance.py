"""What chance brings on the way to a date: how well the learner remembers, days without study, luck in each review.

It is drawn before anything is planned and hangs on nothing else, so that two plans which are compared meet the same.
"""

from __future__ import annotations

import random
from array import array
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp

from quiz.scheduling.plan_calibration import GRID, Calibration

# Luck is drawn as bytes, a day's at once: most of it is never asked for, and one number at a time would cost much more.
_WIDTH = array("I").itemsize
MOST = 256**_WIDTH


@dataclass(frozen=True)
class Chance:
    """What one future brings: `m`, and for each day, today first, whether it is one of study."""

    m: float
    studied: tuple[bool, ...]
    seed: str

    def luck(self, cards: int) -> Iterator[Sequence[int]]:
        """For each day in turn, and on it each card of the deck, what decides a review: up to MOST, which is best."""
        rng = random.Random(self.seed)
        return (array("I", rng.randbytes(cards * _WIDTH)) for _ in self.studied)


def draw(calibration: Calibration, missed: float, days: int, number: int, seed: str) -> list[Chance]:
    """So many chances; the same seed gives the same ones. Each day is missed with the probability `missed`.

    Of so few, m drawn blindly would be off by more than one plan differs from another: its distribution is cut into
    equal parts instead, one for each chance, and so is that of studying or not on each day.
    """
    below = list(accumulate(calibration.weights))
    stretches = [exp(GRID[bisect(below, (n + 0.5) / number, hi=len(GRID) - 1)]) for n in range(number)]
    rng = random.Random(seed)
    by_day = [_studied(missed, number, rng) for _ in range(days)]
    return [Chance(m, tuple(day[n] for day in by_day), f"{seed} {n}") for n, m in enumerate(stretches)]


def _studied(missed: float, number: int, rng: random.Random) -> list[bool]:
    """Whether each of so many futures studies on a day: as many of them as is likely, to within one."""
    return [(part + rng.random()) / number >= missed for part in rng.sample(range(number), number)]
