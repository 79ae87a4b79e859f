"""What a review is worth: the recall that a second spent on a card buys on a later day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quiz.scheduling.plan_memory import Curve, Opened

FIRST_RATINGS = (0.24, 0.094, 0.495, 0.171)  # shares of the first ratings, as in fsrs-rs's simulator
HORIZON = 30  # days ahead to which recall counts when no date is set


@dataclass(frozen=True)
class Pace:
    """Seconds for a new card, a failed one (with its repeat) and one that is recalled."""

    new: float = 25.0
    failed: float = 15.0
    passed: float = 8.0

    def expected(self, chance: float) -> float:
        """Seconds for a card that is recalled with this probability."""
        return chance * self.passed + (1 - chance) * self.failed


USUAL_PACE = Pace()


def gain(curve: Curve, card: Opened, today: int, left: int, chance: float, m: float = 1.0) -> float:
    """By how much a review today raises the recall of an opened card `left` days from now.

    The rating is taken as Good with the probability `chance` of recall today, else as Again. m multiplies stability in
    forecasts (see `quiz.scheduling.plan_calibration`).
    """
    elapsed = today - card.last
    plain = chance if m == 1 else curve.recall(card.stability, elapsed)
    passed = curve.recall(curve.stability_when_passed(card, plain) * m, left)
    failed = curve.recall(curve.stability_when_failed(card, plain) * m, left)
    return chance * passed + (1 - chance) * failed - curve.recall(card.stability * m, elapsed + left)


@lru_cache(maxsize=1 << 14)  # a day's cards are put in order again and again, and few of them change meanwhile
def chance_and_gain(curve: Curve, stability: float, difficulty: float, elapsed: int, left: int) -> tuple[float, float]:
    """The recall of a card so many days after its last review, and the gain of a review now (see `gain`)."""
    chance = curve.recall(stability, elapsed)
    return chance, gain(curve, Opened(stability, difficulty, 0), elapsed, left, chance)


@lru_cache(maxsize=512)
def gain_of_a_new_card(
    curve: Curve, left: int, m: float = 1.0, first_ratings: tuple[float, ...] = FIRST_RATINGS
) -> float:
    """The recall of a card `left` days after it was met."""
    stabilities = ((share, curve.first(rating, 0).stability) for rating, share in enumerate(first_ratings, start=1))
    return sum(share * curve.recall(stability * m, left) for share, stability in stabilities)
