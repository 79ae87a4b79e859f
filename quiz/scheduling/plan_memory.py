"""A card as a plan sees it, and how it is learnt and forgotten: numbers only, for many imagined reviews a second.

Days are whole, and a card is reviewed once on a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quiz.scheduling.fsrs6 import Fsrs

_AGAIN, _GOOD = 1, 3


class Opened(NamedTuple):
    """What is known of a card that was reviewed: stability in days, difficulty 1-10, ordinal of its last day."""

    stability: float
    difficulty: float
    last: int


Card = Opened | None  # None: not yet seen


class Curve:
    """Forgetting and learning with one set of 21 weights, None for the published ones."""

    def __init__(self, parameters: Sequence[float] | None = None) -> None:
        self._model = Fsrs(parameters)
        self.decay = self._model.decay
        self.recall, self.days_until = self._model.recall, self._model.days_until

    def first(self, rating: int, day: int) -> Opened:
        """A card after its first review."""
        return Opened(*self._model.first(rating), day)

    def stability_when_passed(self, card: Opened, recall: float) -> float:
        """The stability after Good at this recall."""
        return self._model.stability_recalled(card.stability, card.difficulty, recall)

    def stability_when_failed(self, card: Opened, recall: float) -> float:
        """The stability after Again at this recall."""
        return self._model.stability_forgotten(card.stability, card.difficulty, recall)

    def reviewed(self, card: Opened, passed: bool, day: int) -> Opened:
        """A card after Good or Again on a later day."""
        rating = _GOOD if passed else _AGAIN
        return Opened(*self._model.reviewed(card.stability, card.difficulty, rating, day - card.last), day)


@lru_cache(maxsize=4)
def curve_of(parameters: tuple[float, ...] | None) -> Curve:
    """The curve of these weights, one and the same each time."""
    return Curve(parameters)
