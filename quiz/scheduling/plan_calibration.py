"""How far the learner's own memory departs from FSRS: one number m that multiplies every stability in a forecast.

Recall t days after a review is taken as R(m·S, t). What is known of m is a distribution on a grid, learnt from the
learner's reviews. It corrects forecasts only; stability and difficulty themselves follow FSRS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import exp, log

GRID = tuple(-2 + 0.25 * step for step in range(17))  # of log m
BINS = 500  # into which predicted recall is rounded
_SPREAD = 0.7  # of log m among learners, before any review
_UNIT_SPREAD = 0.6  # of log m among the units of one learner
_WEIGHT = 0.5  # of a review: the model is never quite right, so evidence counts half
_EDGE = 1e-4

Tally = Mapping[int, tuple[int, int]]  # bin of predicted recall -> reviews passed and failed


def bin_of(recall: float) -> int:
    """The bin of a predicted recall from 0 to 1."""
    return min(BINS - 1, int(recall * BINS))


@dataclass(frozen=True)
class Calibration:
    """A distribution of log m: one probability for each value of GRID."""

    weights: tuple[float, ...]

    @classmethod
    def of(cls, tally: Tally, decay: float, prior: Calibration | None = None) -> Calibration:
        """What these reviews say; `decay` is that of the curve which predicted them."""
        scores = [log(max(weight, 1e-300)) for weight in (prior or _BEFORE).weights]
        for place, (passed, failed) in tally.items():
            for k, (good, bad) in enumerate(_log_likelihoods(place, decay)):
                scores[k] += _WEIGHT * (passed * good + failed * bad)
        return cls(_normal(scores))

    @cached_property
    def m(self) -> float:
        """The one value to plan with: e to the mean of log m."""
        return exp(sum(weight * value for weight, value in zip(self.weights, GRID, strict=True)))

    def for_a_unit(self) -> Calibration:
        """What is known of m in one unit before its own reviews are looked at: the same, blurred."""
        spread = [
            sum(weight * exp(-0.5 * ((value - near) / _UNIT_SPREAD) ** 2) for weight, near in self._pairs)
            for value in GRID
        ]
        return Calibration(tuple(each / sum(spread) for each in spread))

    def quantile(self, values: Sequence[float], share: float) -> float:
        """Where `share` of the probability lies below, of a quantity that rises with m; one value for each of GRID."""
        below, before = 0.0, (0.0, values[0])
        for weight, value in zip(self.weights, values, strict=True):
            place = below + weight / 2
            if share <= place:
                part = (share - before[0]) / (place - before[0]) if place > before[0] else 1.0
                return before[1] + (value - before[1]) * part
            below, before = below + weight, (place, value)
        return values[-1]

    @property
    def _pairs(self) -> list[tuple[float, float]]:
        return list(zip(self.weights, GRID, strict=True))


@lru_cache(maxsize=2 * BINS)
def _log_likelihoods(place: int, decay: float) -> tuple[tuple[float, float], ...]:
    """For each value of GRID the log probability of a pass and of a failure at this predicted recall."""
    gone = float(((place + 0.5) / BINS) ** (1 / decay)) - 1  # proportional to t/S
    found = (min(max(float((1 + gone * exp(-value)) ** decay), _EDGE), 1 - _EDGE) for value in GRID)
    return tuple((log(recall), log(1 - recall)) for recall in found)


def _normal(scores: Sequence[float]) -> tuple[float, ...]:
    top = max(scores)
    weights = [exp(score - top) for score in scores]
    return tuple(weight / sum(weights) for weight in weights)


_BEFORE = Calibration(_normal([-0.5 * (value / _SPREAD) ** 2 for value in GRID]))
