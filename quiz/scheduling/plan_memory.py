"""FSRS-6 as plain arithmetic on numbers: a plan imagines hundreds of thousands of reviews a second.

The formulas are those of `quiz.scheduling.memory`, restricted to whole days and one review of a card a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

PUBLISHED = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
_AGAIN, _GOOD, _EASY = 1, 3, 4
_LEAST = 0.001  # days of stability


class Opened(NamedTuple):
    """What is known of a card that was reviewed: stability in days, difficulty 1-10, ordinal of its last day."""

    stability: float
    difficulty: float
    last: int


Card = Opened | None  # None: not yet seen


class Curve:
    """Forgetting and learning with one set of 21 weights, None for the published ones."""

    def __init__(self, parameters: Sequence[float] | None = None) -> None:
        self._w = tuple(parameters or PUBLISHED)
        self.decay = -self._w[20]
        self._factor = 0.9 ** (1 / self.decay) - 1
        self._gain = exp(self._w[8])
        self._shrink = exp(-self._w[17] * self._w[18])

    def recall(self, stability: float, days: float) -> float:
        """The probability of recall so many days after a review."""
        return float((1 + self._factor * days / stability) ** self.decay)

    def days_until(self, recall: float) -> float:
        """The days after which recall has sunk to this share above 0, for a stability of one day."""
        return float((recall ** (1 / self.decay) - 1) / self._factor)

    def first(self, rating: int, day: int) -> Opened:
        """A card after its first review."""
        return Opened(max(_LEAST, self._w[rating - 1]), _bounded(self._first_difficulty(rating)), day)

    def stability_when_passed(self, card: Opened, recall: float) -> float:
        """The stability after Good at this recall."""
        w, s = self._w, card.stability
        return s * (1 + self._gain * (11 - card.difficulty) * float(s ** -w[9]) * (exp((1 - recall) * w[10]) - 1))

    def stability_when_failed(self, card: Opened, recall: float) -> float:
        """The stability after Again at this recall."""
        w, s = self._w, card.stability
        grown = w[11] * float(card.difficulty ** -w[12]) * float((s + 1) ** w[13] - 1) * exp((1 - recall) * w[14])
        return max(_LEAST, min(grown, s * self._shrink))

    def reviewed(self, card: Opened, passed: bool, day: int) -> Opened:
        """A card after Good or Again on a later day."""
        recall = self.recall(card.stability, day - card.last)
        stability = (self.stability_when_passed if passed else self.stability_when_failed)(card, recall)
        return Opened(stability, self._next_difficulty(card.difficulty, _GOOD if passed else _AGAIN), day)

    def _first_difficulty(self, rating: int) -> float:
        return self._w[4] - exp(self._w[5] * (rating - 1)) + 1

    def _next_difficulty(self, difficulty: float, rating: int) -> float:
        moved = difficulty - (10 - difficulty) * self._w[6] * (rating - 3) / 9
        return _bounded(self._w[7] * self._first_difficulty(_EASY) + (1 - self._w[7]) * moved)


def _bounded(difficulty: float) -> float:
    return min(10.0, max(1.0, difficulty))
