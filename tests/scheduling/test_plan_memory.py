"""The plain arithmetic of plans is FSRS as the scheduler has it."""

import random
from datetime import date, timedelta

import pytest

from quiz.scheduling.fsrs6 import GREATEST, LEAST, PUBLISHED
from quiz.scheduling.memory import Memory, Scheduler
from quiz.scheduling.plan_memory import Curve, Opened

DAY = date(2026, 11, 20)


def weights(rng):
    return [min(max(w * rng.uniform(0.8, 1.2), a), b) for w, a, b in zip(PUBLISHED, LEAST, GREATEST, strict=True)]


@pytest.mark.parametrize("own_weights", [False, True])
def test_recall_and_reviews_agree_with_the_scheduler(own_weights):
    rng = random.Random(5)
    for _ in range(200):
        parameters = weights(rng) if own_weights else None
        curve, scheduler = Curve(parameters), Scheduler(parameters)
        memory = Memory(rng.lognormvariate(1.5, 1.5), rng.uniform(1, 10), DAY, 1, 0)
        card, days = Opened(memory.stability, memory.difficulty, DAY.toordinal()), rng.randrange(1, 400)
        day = DAY + timedelta(days)
        assert curve.recall(card.stability, days) == pytest.approx(scheduler.recall(memory, day))
        for passed, rating in ((True, 3), (False, 1)):
            after, _ = scheduler.step(memory, rating, day)
            expected = (after.stability, after.difficulty, day.toordinal())
            assert curve.reviewed(card, passed, day.toordinal()) == pytest.approx(expected)


def test_first_reviews_agree_with_the_scheduler():
    for rating in (1, 2, 3, 4):
        after, _ = Scheduler().step(None, rating, DAY)
        assert Curve().first(rating, 7) == pytest.approx((after.stability, after.difficulty, 7))


def test_the_days_until_a_recall_are_those_that_the_curve_takes():
    for share in (0.5, 0.84, 0.9, 1.0):
        assert Curve().recall(7.0, 7.0 * Curve().days_until(share)) == pytest.approx(share)
