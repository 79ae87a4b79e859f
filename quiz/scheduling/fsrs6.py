"""FSRS-6: how a memory of one card grows, sinks and is forgotten, as plain arithmetic.

The formulas are those of the Free Spaced Repetition Scheduler, version 6, by Jarrett Ye and others
(github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm). Stability is in days, difficulty from 1 to 10, days
are whole, and `w` names the 21 weights as there.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

PUBLISHED = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
LEAST = (0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, *(0.001,) * 4, 0, 0, 1, 0, 0, 0, 0.1)
GREATEST = (100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8)

LEAST_STABILITY = 0.001
_AGAIN, _HARD, _GOOD, _EASY = 1, 2, 3, 4


class Fsrs:
    """The formulas with one set of weights."""

    def __init__(self, weights: Sequence[float] | None = None) -> None:
        """Take 21 weights, None for the published ones; raises ValueError for any that are out of bounds."""
        self.w = w = PUBLISHED if weights is None else tuple(weights)
        if len(w) != len(PUBLISHED):
            raise ValueError(f"there are {len(PUBLISHED)} of them, not {len(w)}")
        for place, (value, low, high) in enumerate(zip(w, LEAST, GREATEST, strict=True)):
            if not low <= value <= high:
                raise ValueError(f"number {place} is {value}, and must be from {low} to {high}")
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1  # so that recall is 0.9 after as many days as the stability has
        self._gain = exp(w[8])
        self._cap = exp(-w[17] * w[18])
        self._bonus = {_HARD: w[15], _GOOD: 1.0, _EASY: w[16]}
        self._same_day = {rating: exp(w[17] * (rating - 3 + w[18])) for rating in range(_AGAIN, _EASY + 1)}
        self._towards = w[7] * self._first_difficulty(_EASY)

    def recall(self, stability: float, days: float) -> float:
        """The probability of recall so many days after a review."""
        chance: float = (1 + self.factor * days / stability) ** self.decay
        return chance

    def days_until(self, recall: float) -> float:
        """The days after which recall has sunk to this share above 0, for a stability of one day."""
        return float((recall ** (1 / self.decay) - 1) / self.factor)

    def first(self, rating: int) -> tuple[float, float]:
        """Stability and difficulty after the first review."""
        return max(LEAST_STABILITY, self.w[rating - 1]), _bounded(self._first_difficulty(rating))

    def reviewed(self, stability: float, difficulty: float, rating: int, days: int) -> tuple[float, float]:
        """Stability and difficulty after a review so many days after the one before."""
        if days < 1:
            after = self.stability_same_day(stability, rating)
        elif rating == _AGAIN:
            after = self.stability_forgotten(stability, difficulty, self.recall(stability, days))
        else:
            after = self.stability_recalled(stability, difficulty, self.recall(stability, days), rating)
        return after, self.next_difficulty(difficulty, rating)

    def stability_recalled(self, stability: float, difficulty: float, recall: float, rating: int = _GOOD) -> float:
        """The stability after Hard, Good or Easy on a later day, at this recall."""
        w = self.w
        surprise = exp((1 - recall) * w[10]) - 1
        growth: float = self._gain * (11 - difficulty) * stability ** -w[9] * surprise * self._bonus[rating]
        return stability * (1 + growth)

    def stability_forgotten(self, stability: float, difficulty: float, recall: float) -> float:
        """The stability after Again on a later day, at this recall, never above the one before."""
        w = self.w
        left: float = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp((1 - recall) * w[14])
        return max(LEAST_STABILITY, min(left, stability * self._cap))

    def stability_same_day(self, stability: float, rating: int) -> float:
        """The stability after another review on the same day, which a pass never lowers."""
        change: float = self._same_day[rating] * stability ** -self.w[19]
        return max(LEAST_STABILITY, stability * (change if rating == _AGAIN else max(1.0, change)))

    def next_difficulty(self, difficulty: float, rating: int) -> float:
        """The difficulty after a review: moved by the rating, less so near 10, then drawn towards that of Easy."""
        moved = difficulty - (10 - difficulty) * self.w[6] * (rating - 3) / 9
        return _bounded(self._towards + (1 - self.w[7]) * moved)

    def _first_difficulty(self, rating: int) -> float:
        return self.w[4] - exp(self.w[5] * (rating - 1)) + 1


def _bounded(difficulty: float) -> float:
    return min(10.0, max(1.0, difficulty))
