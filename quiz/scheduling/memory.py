"""FSRS-6 for whole days of the learner: how well a card is remembered and when to ask again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from quiz.errors import ConfigError
from quiz.scheduling.day import noon

if TYPE_CHECKING:
    import fsrs

NAME = "fsrs-6 day-1"  # written with each review: the model, and the version of the rules in this module
MAXIMUM = 36_500  # days
RETENTION = 0.9

# Width of the fuzz: one day, and these shares of the interval's part between the two bounds (days), as in Anki.
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))

Intervals = tuple[int, int, int, int]


class Rating(IntEnum):
    """How well the learner knew it; Hard is a pass."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS knows of one card after its last review; `stability` in days, `difficulty` from 1 to 10.

    A lapse is an Again on a later day than the review before it.
    """

    stability: float
    difficulty: float
    last_day: date
    reps: int
    lapses: int


def seed_of(item: str, memory: Memory | None) -> str:
    """The seed of the fuzz: the same for every look at the same buttons, another after each review."""
    return f"{item} {memory.reps if memory else 0}"


class Scheduler:
    """FSRS-6 with one set of weights and one aim for recall.

    Days are the learner's own, so time of day and time zone never change an interval.
    """

    def __init__(
        self, parameters: Sequence[float] | None = None, retention: float = RETENTION, maximum: int = MAXIMUM
    ) -> None:
        """Take 21 weights (None: the published ones), the recall to aim for, and the longest interval in days.

        Raises ConfigError when the weights are not usable.
        """
        import fsrs  # here, so that verbs which only count never pay for it

        weights = fsrs.Scheduler().parameters if parameters is None else tuple(parameters)
        try:
            self._fsrs = fsrs.Scheduler(weights, retention, (), (), maximum, enable_fuzzing=False)
        except ValueError as error:
            hint = "Write the 21 weights of FSRS-6, or leave them out to use the published ones."
            raise ConfigError(f"the FSRS weights cannot be used: {error}", hint=hint) from error
        self._card, self._rating, self._known = fsrs.Card, fsrs.Rating, fsrs.State.Review
        self.maximum = maximum

    def step(self, memory: Memory | None, rating: int, day: date) -> tuple[Memory, int]:
        """FSRS's own answer to one review: the new memory and the plain interval in days, at least 1.

        A day before the last review (a flight over the date line) counts as the day of that review.
        """
        if memory is None:
            card = self._card(card_id=0, due=noon(day))
        else:
            day = max(day, memory.last_day)
            card = self._load(memory)
        moment = noon(day)
        after, _ = self._fsrs.review_card(card, self._rating(rating), moment)
        assert after.stability is not None
        assert after.difficulty is not None
        reps, lapses = (memory.reps, memory.lapses) if memory else (0, 0)
        lapsed = memory is not None and rating == Rating.AGAIN and day > memory.last_day
        return Memory(after.stability, after.difficulty, day, reps + 1, lapses + lapsed), (after.due - moment).days

    def review(self, memory: Memory | None, rating: int, day: date, seed: str | None = None) -> tuple[Memory, int]:
        """The memory after one review and the interval in days that `preview` shows for it.

        Again gives 0: the card stays due, and the queue brings it back. Without a seed the interval is FSRS's own,
        neither fuzzed nor ordered.
        """
        after, plain = self.step(memory, rating, day)
        if rating == Rating.AGAIN:
            return after, 0
        return after, plain if seed is None else self.preview(memory, day, seed)[rating - 1]

    def preview(self, memory: Memory | None, day: date, seed: str) -> Intervals:
        """The intervals in days of the four buttons: Again is 0, then each at least a day longer than the last."""
        share = random.Random(seed).random()
        hard, good, easy = (self._fuzzed(self.step(memory, rating, day)[1], share) for rating in (2, 3, 4))
        hard = min(hard, self.maximum - 2)
        good = min(max(good, hard + 1), self.maximum - 1)
        easy = min(max(easy, good + 1), self.maximum)
        return 0, hard, good, easy

    def recall(self, memory: Memory, day: date) -> float:
        """The probability from 0 to 1 that the card is recalled on `day`."""
        return self._fsrs.get_card_retrievability(self._load(memory), noon(max(day, memory.last_day)))

    def _load(self, memory: Memory) -> fsrs.Card:
        last = noon(memory.last_day)
        return self._card(0, self._known, None, memory.stability, memory.difficulty, last, last)

    def _fuzzed(self, interval: int, share: float) -> int:
        if interval < _FUZZ[0][0]:
            return interval
        delta = 1 + sum(factor * max(min(interval, end) - start, 0) for start, end, factor in _FUZZ)
        low, high = max(2, round(interval - delta)), min(round(interval + delta), self.maximum)
        return low + int(share * (high - low + 1))
