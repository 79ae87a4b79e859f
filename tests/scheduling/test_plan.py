"""Which cards a plan takes, and in which order."""

import random

import pytest

from quiz.scheduling.plan import Choice, Pick, Plan, SoFar
from quiz.scheduling.plan_memory import Curve, Opened

TODAY = 1000


def deck(rng, cards=200, unseen=0.3):
    return [
        None
        if rng.random() < unseen
        else Opened(rng.lognormvariate(1.5, 1.3), rng.uniform(1, 10), TODAY - rng.randrange(1, 60))
        for _ in range(cards)
    ]


def places(choice):
    return [pick.place for pick in choice.taken]


def test_new_and_due_cards_stand_in_one_list_by_what_a_second_buys():
    forgotten, slipping = Opened(1.0, 1.0, TODAY - 60), Opened(12.0, 9.0, TODAY - 40)
    plan = Plan(TODAY + 10, TODAY - 2, first_ratings=(1.0, 0.0, 0.0, 0.0))  # new cards are never known
    choice = plan.choose([slipping, None, forgotten], TODAY)
    values = [pick.value for pick in choice.taken]
    assert values == sorted(values, reverse=True)
    assert places(choice) == [2, 1, 0]


def test_the_list_ends_with_the_days_minutes():
    cards, whole = deck(random.Random(2)), Plan(TODAY + 20, TODAY)
    short = Plan(TODAY + 20, TODAY, seconds=300)
    all_of_it, part = whole.choose(cards, TODAY), short.choose(cards, TODAY)
    assert part.seconds <= 300
    assert part.taken + part.rest == all_of_it.taken
    assert short.choose(cards, TODAY, SoFar(spent=290)).seconds <= 10
    assert short.choose(cards, TODAY, SoFar(spent=400)).taken == ()


def test_the_target_rises_to_the_date_and_in_the_last_two_days_every_card_may_come():
    """The lowest recall that is left alone, at a stability of four days."""
    curve, cards = Curve(), [Opened(4.0, 5.0, TODAY - days) for days in range(1, 40)]

    def left_alone(days_left):
        taken = places(Plan(TODAY + days_left, TODAY - 30).choose(cards, TODAY))
        return min((curve.recall(4.0, place + 1) for place in range(39) if place not in taken), default=1.0)

    targets = [left_alone(days) for days in (80, 21, 10, 5, 3, 2)]
    assert targets == sorted(targets)
    assert 0.8 < targets[0] < 0.85
    assert 0.88 < targets[2] < 0.93
    assert targets[-1] == 1.0


def test_stable_cards_wait_for_the_last_days():
    stable, fragile = (Opened(s, 5.0, TODAY - days) for s, days in ((60.0, 130), (4.0, 10)))
    assert places(Plan(TODAY + 15, TODAY).choose([stable, fragile], TODAY)) == [1]
    assert set(places(Plan(TODAY + 2, TODAY).choose([stable, fragile], TODAY))) == {0, 1}


def test_new_cards_come_at_an_even_pace_that_ends_before_the_last_third():
    plan, cards = Plan(TODAY + 40, TODAY), [None] * 280
    assert places(plan.choose(cards, TODAY)) == list(range(10))
    assert len(plan.choose(cards, TODAY + 14).taken) == 20  # after two weeks without a card
    assert len(plan.choose([None] * 5, TODAY + 35).taken) == 5


def test_a_day_has_one_portion_of_new_cards():
    plan, cards = Plan(TODAY + 40, TODAY), [None] * 276
    assert len(plan.choose(cards, TODAY, SoFar(introduced=4)).taken) == 6
    assert plan.choose([None] * 200, TODAY, SoFar(introduced=80)).taken == ()


def test_cards_of_today_and_cards_that_were_put_off_do_not_come():
    fresh, old = Opened(2.0, 5.0, TODAY), Opened(2.0, 5.0, TODAY - 9)
    plan = Plan(TODAY + 2, TODAY - 5)
    assert places(plan.choose([fresh, old, old, None, None], TODAY, SoFar(aside=frozenset((1, 3))))) == [4, 2]


def test_of_kin_the_best_comes_and_the_time_of_the_others_goes_to_other_cards():
    cards = [Opened(s, 5.0, TODAY - 9) for s in (3.0, 2.0, 4.0, 5.0)]
    alone = Plan(TODAY + 2, TODAY - 5, seconds=22.0).choose(cards, TODAY)
    apart = Plan(TODAY + 2, TODAY - 5, seconds=22.0, kin=(7, 7, 8, 9)).choose(cards, TODAY)
    best = max(pick for pick in (*alone.taken, *alone.rest) if pick.place < 2)
    assert {pick.place for pick in (*apart.taken, *apart.rest)} == {best.place, 2, 3}
    assert len(apart.taken) == len(alone.taken) == 2


def test_what_is_not_worth_its_time_is_left_out():
    cards = deck(random.Random(3), unseen=0)
    cheap, dear = (len(Plan(TODAY + 30, TODAY, price=price).choose(cards, TODAY).taken) for price in (1e-4, 5e-3))
    assert cheap > dear


def test_a_learner_who_forgets_faster_reviews_earlier():
    cards = deck(random.Random(4), unseen=0)
    slow, quick = (len(Plan(TODAY + 30, TODAY, m=m).choose(cards, TODAY).taken) for m in (2.0, 0.5))
    assert quick > slow


def test_more_minutes_buy_what_the_days_minutes_left_out():
    picks = (Pick(0.02, 0, 20.0), Pick(0.01, 1, 10.0), Pick(0.005, 2, 10.0))
    choice = Choice((), picks)
    assert choice.bought_by(30) == pytest.approx(0.5)
    assert choice.bought_by(5) == 0
    assert Choice(picks, ()).bought_by(600) == 0
