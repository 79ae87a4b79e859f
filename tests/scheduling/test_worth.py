"""What a second on a card buys."""

import pytest

from quiz.scheduling.plan_memory import Curve, Opened
from quiz.scheduling.worth import HORIZON, Pace, gain, gain_of_a_new_card

CURVE, TODAY = Curve(), 1000


def gained(stability, days):
    """By a card of middling difficulty, so many days after its last review."""
    chance = CURVE.recall(stability, days)
    return gain(CURVE, Opened(stability, 5.0, TODAY - days), TODAY, HORIZON, chance)


def test_a_review_gains_what_its_outcomes_leave_over_doing_nothing():
    card, left = Opened(10.0, 5.0, TODAY - 12), 30
    chance = CURVE.recall(10.0, 12)
    passed, failed = (CURVE.reviewed(card, ok, TODAY) for ok in (True, False))
    after = chance * CURVE.recall(passed.stability, left) + (1 - chance) * CURVE.recall(failed.stability, left)
    assert gain(CURVE, card, TODAY, left, chance) == pytest.approx(after - CURVE.recall(10.0, 42))


def test_a_fragile_card_gains_more_than_one_that_will_hold():
    assert gained(8.0, 8) > gained(200.0, 200) > 0


def test_in_a_forecast_stability_is_multiplied_and_learning_is_not():
    card, days = Opened(10.0, 5.0, TODAY - 12), 12
    passed, failed = (CURVE.reviewed(card, ok, TODAY).stability for ok in (True, False))
    chance = CURVE.recall(2 * 10.0, days)
    after = chance * CURVE.recall(2 * passed, 30) + (1 - chance) * CURVE.recall(2 * failed, 30)
    expected = pytest.approx(after - CURVE.recall(2 * 10.0, days + 30))
    assert gain(CURVE, card, TODAY, 30, chance, m=2.0) == expected


def test_of_two_cards_as_stable_the_one_that_waited_longer_gains_more():
    assert gained(8.0, 20) > gained(8.0, 8)


def test_a_new_card_gains_all_of_its_recall():
    always_easy = gain_of_a_new_card(CURVE, 30, first_ratings=(0.0, 0.0, 0.0, 1.0))
    assert always_easy == pytest.approx(CURVE.recall(CURVE.first(4, 0).stability, 30))
    assert gain_of_a_new_card(CURVE, 30, m=2.0) > gain_of_a_new_card(CURVE, 30)


def test_seconds_follow_the_chance_of_recall():
    assert Pace(25, 15, 8).expected(0.5) == 11.5
