"""What will be recalled on the day, and between what it lies."""

from dataclasses import replace

import pytest

from quiz.scheduling.plan import Plan
from quiz.scheduling.plan_calibration import Calibration
from quiz.scheduling.plan_chance import draw
from quiz.scheduling.plan_forecast import Future, Range, if_followed, if_stopped, imagine
from quiz.scheduling.plan_memory import Curve, Opened

TODAY, CURVE = 1000, Curve()
BEFORE = Calibration.of({}, CURVE.decay)
SURE = Calibration(tuple(float(place == 8) for place in range(17)))  # m is 1
CARDS = [Opened(10.0, 5.0, TODAY - 3)] * 30 + [None] * 10


def futures(plan, missed=0.15, cards=CARDS):
    return [imagine(cards, TODAY, plan, chance) for chance in draw(SURE, missed, plan.date - TODAY, 10, "seed")]


def test_who_stops_recalls_what_the_curve_says_and_nothing_of_what_was_never_seen():
    found = if_stopped(CARDS, TODAY + 20, SURE, CURVE, 0.01)
    expected = CURVE.recall(10.0, 23) * 30 / 40
    assert found.mean == pytest.approx(expected)
    assert found.low <= expected - 0.01
    assert found.high >= expected + 0.01
    assert found.high - found.low < 0.06
    assert if_stopped([None], TODAY, BEFORE, CURVE, 0.01) == Range(0.0, 0.0, 0.0)


def test_the_range_is_wide_while_little_is_known_and_never_beyond_the_cards_seen():
    found = if_stopped(CARDS, TODAY + 20, BEFORE, CURVE, 0.01)
    assert found.low < found.mean - 0.05
    assert found.mean + 0.02 < found.high <= 30 / 40


def test_who_follows_the_plan_recalls_more():
    plan = Plan(TODAY + 20, TODAY)
    followed = if_followed(futures(plan), range(40), 0.01)
    assert followed.mean > 0.9
    assert followed.low <= followed.mean <= followed.high <= 1
    assert if_followed(futures(plan), range(30, 40), 0.02).mean > 0.85


def test_fewer_minutes_and_missed_days_cost_recall():
    plan = Plan(TODAY + 6, TODAY)
    whole, short = (if_followed(futures(each), range(40), 0).mean for each in (plan, replace(plan, seconds=60)))
    never = if_followed(futures(plan, missed=1.0), range(40), 0).mean
    assert whole > short > never
    assert never == pytest.approx(if_stopped(CARDS, TODAY + 6, SURE, CURVE, 0).mean)


def test_a_future_tells_what_it_takes_day_by_day():
    spent = [future.seconds for future in futures(Plan(TODAY + 10, TODAY, seconds=100), missed=0.5)]
    assert {len(days) for days in spent} == {10}
    assert all(0 in days for days in spent)
    assert 100 < max(map(max, spent)) < 100 + 25  # the last card is finished


def test_on_the_day_nothing_is_left_to_imagine():
    found = if_followed(futures(Plan(TODAY, TODAY - 9)), range(40), 0)
    assert found.mean == pytest.approx(if_stopped(CARDS, TODAY, SURE, CURVE, 0).mean)


def test_a_future_depends_on_its_seed_alone():
    plan = Plan(TODAY + 10, TODAY)
    assert futures(plan) == futures(plan)


def test_the_mean_lies_in_its_range_however_odd_one_future_is():
    recalls = [[0.96]] * 19 + [[0.1]]
    found = if_followed([Future(recall, []) for recall in recalls], [0], 0.01)
    assert found.low < found.mean < found.high
    assert found.mean == pytest.approx((19 * 0.96 + 0.1) / 20)


def test_a_range_is_raised_part_by_part():
    assert Range(0.5, 0.4, 0.9).raised_to(Range(0.6, 0.3, 0.7)) == Range(0.6, 0.4, 0.9)


def test_only_everything_is_a_hundred_percent():
    assert Range(0.997, 0.004, 1.0).percent == (99, 0, 100)
