"""What a second on a card buys."""

import pytest

from quiz.scheduling.plan_memory import Curve, Opened
from quiz.scheduling.worth import HORIZON, Pace, gain, gain_of_a_new_card

CURVE, TODAY = Curve(), 1000


def test_a_review_gains_what_its_outcomes_leave_over_doing_nothing():
    card, left = Opened(10.0, 5.0, TODAY - 12), 30
    chance = CURVE.recall(10.0, 12)
    passed, failed = (CURVE.reviewed(card, ok, TODAY) for ok in (True, False))
    after = chance * CURVE.recall(passed.stability, left) + (1 - chance) * CURVE.recall(failed.stability, left)
    assert gain(CURVE, card, TODAY, left) == pytest.approx(after - CURVE.recall(10.0, 42))


def test_a_fragile_card_gains_more_than_one_that_will_hold():
    fragile, stable = (gain(CURVE, Opened(s, 5.0, TODAY - round(s)), TODAY, HORIZON) for s in (8.0, 200.0))
    assert fragile > stable > 0


def test_of_two_cards_as_stable_the_one_that_waited_longer_gains_more():
    waited, recent = (gain(CURVE, Opened(8.0, 5.0, TODAY - days), TODAY, HORIZON) for days in (20, 8))
    assert waited > recent


def test_a_new_card_gains_all_of_its_recall():
    always_easy = gain_of_a_new_card(CURVE, 30, first_ratings=(0.0, 0.0, 0.0, 1.0))
    assert always_easy == pytest.approx(CURVE.recall(CURVE.first(4, 0).stability, 30))
    assert gain_of_a_new_card(CURVE, 30, m=2.0) > gain_of_a_new_card(CURVE, 30)


def test_seconds_follow_the_chance_of_recall():
    assert Pace(25, 15, 8).expected(0.5) == 11.5
