"""What the learner's own reviews say about FSRS's predictions."""

import random
from math import exp

import pytest

from quiz.scheduling.plan_calibration import GRID, Calibration, bin_of
from quiz.scheduling.plan_memory import Curve

DECAY = Curve().decay


def tally_of(m, reviews, seed=1):
    """What a learner shows whose stabilities are m times those of FSRS."""
    rng, curve, tally = random.Random(seed), Curve(), {}
    for _ in range(reviews):
        stability, days = rng.lognormvariate(1.5, 1), rng.randrange(1, 20)
        place, passed = bin_of(curve.recall(stability, days)), rng.random() < curve.recall(stability * m, days)
        good, bad = tally.get(place, (0, 0))
        tally[place] = (good + passed, bad + (not passed))
    return tally


def spread(calibration):
    mean = sum(w * v for w, v in zip(calibration.weights, GRID, strict=True))
    return sum(w * (v - mean) ** 2 for w, v in zip(calibration.weights, GRID, strict=True)) ** 0.5


def test_without_reviews_fsrs_is_believed_and_nothing_is_certain():
    before = Calibration.of({}, DECAY)
    assert before.m == pytest.approx(1.0)
    assert sum(before.weights) == pytest.approx(1.0)
    assert spread(before) == pytest.approx(0.7, abs=0.05)


@pytest.mark.parametrize("m", [0.4, 1.0, 2.2])
def test_many_reviews_find_the_learners_own_number(m):
    found = Calibration.of(tally_of(m, 4000), DECAY)
    assert found.m == pytest.approx(m, rel=0.15)
    assert spread(found) < 0.2


def test_one_part_of_the_reviews_after_the_other_gives_the_same():
    first, second = tally_of(0.6, 300, seed=1), tally_of(0.6, 300, seed=2)
    both = {
        k: tuple(map(sum, zip(first.get(k, (0, 0)), second.get(k, (0, 0)), strict=True))) for k in {**first, **second}
    }
    in_turn = Calibration.of(second, DECAY, Calibration.of(first, DECAY))
    assert in_turn.weights == pytest.approx(Calibration.of(both, DECAY).weights)


def test_a_unit_is_thought_like_the_learner_but_less_surely():
    learner = Calibration.of(tally_of(0.5, 4000), DECAY)
    unit = learner.for_a_unit()
    assert unit.m == pytest.approx(learner.m, rel=0.1)
    assert spread(unit) > 0.5


def test_quantiles_lie_where_the_probability_does():
    before = Calibration.of({}, DECAY)
    values = [exp(value) for value in GRID]
    low, middle, high = (before.quantile(values, share) for share in (0.1, 0.5, 0.9))
    assert values[0] < low < middle < high < values[-1]
    assert middle == pytest.approx(1.0, abs=0.02)
    assert (before.quantile(values, 0.0), before.quantile(values, 1.0)) == (values[0], values[-1])
