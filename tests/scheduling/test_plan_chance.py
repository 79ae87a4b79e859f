"""What chance brings on the way to a date: the same whatever is planned, and in a few futures what it is in many."""

from math import exp

import pytest

from quiz.scheduling.plan_calibration import GRID, Calibration
from quiz.scheduling.plan_chance import MOST, draw

BEFORE = Calibration.of({}, -0.15)


def test_the_same_seed_brings_the_same():
    first, again, other = (draw(BEFORE, 0.15, 30, 20, seed) for seed in ("a", "a", "b"))
    assert first == again != other
    assert [[*day] for day in first[3].luck(5)] == [[*day] for day in again[3].luck(5)]


def test_each_future_and_each_day_has_luck_of_its_own_that_hangs_on_nothing_that_is_done():
    one, two = draw(BEFORE, 0.5, 30, 2, "seed")
    days = [tuple(day) for chance in (one, two) for day in chance.luck(3)]
    assert len(set(days)) == 60
    spread = [number / MOST for day in days for number in day]
    assert 0 <= min(spread) < 0.05
    assert 0.95 < max(spread) < 1
    assert sum(spread) / len(spread) == pytest.approx(0.5, abs=0.06)


def test_twenty_values_of_m_have_the_shares_of_its_distribution():
    found = [chance.m for chance in draw(BEFORE, 0.15, 3, 20, "seed")]
    for value, weight in zip(GRID, BEFORE.weights, strict=True):
        assert found.count(exp(value)) == pytest.approx(20 * weight, abs=1)
    sure = Calibration(tuple(float(place == 8) for place in range(17)))
    assert {chance.m for chance in draw(sure, 0.15, 3, 20, "seed")} == {1}


@pytest.mark.parametrize("missed", [0, 0.15, 0.5, 1])
def test_each_day_is_missed_in_its_share_of_futures(missed):
    chances = draw(BEFORE, missed, 50, 20, "seed")
    for day in zip(*(chance.studied for chance in chances), strict=True):
        assert day.count(False) == pytest.approx(20 * missed, abs=1)
    often = [chance.studied.count(False) for chance in chances]
    assert missed in (0, 1) or len(set(often)) > 5  # one future has more such days than another
