"""FSRS-6 for whole days of the learner: how well a card is remembered and when to ask again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from quiz.errors import ConfigError
from quiz.scheduling.fsrs6 import Fsrs
from quiz.scheduling.spread import Load, nothing_due, spread

NAME = "fsrs-6 day-2"  # written with each review: the model, and the version of the rules in this module
MAXIMUM = 36_500  # days of the longest interval
RETENTION = 0.9

Intervals = tuple[int, int, int, int]


class Rating(IntEnum):
    """How well the learner knew it; Hard is a pass."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Memory(NamedTuple):
    """What FSRS knows of one card after its last review; `stability` in days, `difficulty` from 1 to 10.

    A lapse is an Again on a later day than the review before it.
    """

    stability: float
    difficulty: float
    last_day: date
    reps: int
    lapses: int


def seed_of(item: str, memory: Memory | None) -> str:
    """The seed of the choice of a day: the same for every look at the same buttons, another after each review."""
    return f"{item} {memory.reps if memory else 0}"


class Scheduler:
    """FSRS-6 with one set of weights and one aim for recall.

    Days are the learner's own, so time of day and time zone never change an interval.
    """

    def __init__(self, parameters: Sequence[float] | None = None, retention: float = RETENTION) -> None:
        """Take 21 weights (None: the published ones) and the recall to aim for.

        Raises ConfigError when the weights are not usable.
        """
        try:
            self.model = Fsrs(parameters)
        except ValueError as error:
            hint = "Write the 21 weights of FSRS-6, or leave them out to use the published ones."
            raise ConfigError(f"the FSRS weights cannot be used: {error}", hint=hint) from error
        self._wait = self.model.days_until(retention)

    def after(self, memory: Memory | None, rating: int, day: date) -> Memory:
        """The memory after one review.

        A day before the last review (a flight over the date line) counts as the day of that review. Raises ValueError
        for a rating that does not exist.
        """
        if not 1 <= rating <= 4:
            raise ValueError(f"a rating is a number from 1 to 4, not {rating}")
        if memory is None:
            return Memory(*self.model.first(rating), day, 1, 0)
        day = max(day, memory.last_day)
        days = (day - memory.last_day).days
        stability, difficulty = self.model.reviewed(memory.stability, memory.difficulty, rating, days)
        lapsed = rating == Rating.AGAIN and days > 0
        return Memory(stability, difficulty, day, memory.reps + 1, memory.lapses + lapsed)

    def interval(self, memory: Memory) -> int:
        """FSRS's own interval after a review: the days until recall sinks to the aim, at least 1."""
        return min(max(round(memory.stability * self._wait), 1), MAXIMUM)

    def step(self, memory: Memory | None, rating: int, day: date) -> tuple[Memory, int]:
        """FSRS's own answer to one review: the memory after it and the plain interval in days."""
        after = self.after(memory, rating, day)
        return after, self.interval(after)

    def review(
        self, memory: Memory | None, rating: int, day: date, seed: str, load: Load = nothing_due
    ) -> tuple[Memory, int]:
        """The memory after one review and the interval in days that `preview` shows for it.

        Again gives 0: the card stays due, and the queue brings it back.
        """
        after = self.after(memory, rating, day)
        return after, 0 if rating == Rating.AGAIN else self.preview(memory, day, seed, load)[rating - 1]

    def preview(self, memory: Memory | None, day: date, seed: str, load: Load = nothing_due) -> Intervals:
        """The intervals in days of the four buttons: Again is 0, then each at least a day longer than the last.

        Of the days near FSRS's own interval one is taken that has less to do than its neighbours, by `load`; the seed
        decides where that leaves a choice.
        """
        plain = [self.step(memory, rating, day)[1] for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
        elapsed = max(0, (day - memory.last_day).days) if memory else 0
        hard, good, easy = spread(plain, elapsed, MAXIMUM, random.Random(seed).random(), load)
        return 0, hard, good, easy

    def recall(self, memory: Memory, day: date) -> float:
        """The probability from 0 to 1 that the card is recalled on `day`."""
        return self.model.recall(memory.stability, max(0, (day - memory.last_day).days))
