"""Which day brings how many cards, the same on every screen."""

from datetime import date, timedelta

import pytest

from quiz.study import acts, plan, summary
from quiz.study.coming import Next, forecast, next_day

TODAY = date(2026, 11, 20)
GAPS = ["c:g#1", "c:g#2", "c:g#3"]


def rate(log, item, rating, now):
    return acts.rate(log, item, rating, now, seconds=5)


def test_the_forecast_begins_with_all_that_is_overdue(log, now, in_days):
    a, b = rate(log, "c:a", 3, now), rate(log, "c:b", 4, now)
    rate(log, "elsewhere:z", 3, now)
    items = ["c:a", "c:b"]
    found = forecast(log, items, TODAY, 30)
    assert len(found) == 30
    assert found[a.interval] == found[b.interval] == 1
    assert sum(found) == 2
    assert forecast(log, items, TODAY + timedelta(100), 1)[0] == 2
    assert sum(forecast(log, items, TODAY, days=b.interval)) == 1


def test_suspended_cards_leave_the_forecast_and_buried_ones_wait_until_tomorrow(log, now, in_days):
    for item in ("c:a", "c:b", "c:d"):
        rate(log, item, 1, now)
    acts.suspend(log, "c:a", in_days(1))
    acts.bury(log, "c:b", in_days(1))
    tomorrow, items = TODAY + timedelta(1), ["c:a", "c:b", "c:d"]
    assert forecast(log, items, tomorrow, days=3) == (1, 1, 0)
    assert forecast(log, items, tomorrow, days=1) == (1,)
    assert forecast(log, items, TODAY + timedelta(2), days=1) == (2,)


def test_gaps_of_one_card_are_due_one_a_day(log, now, in_days):
    for item in GAPS:
        acts.set_due(log, item, TODAY, now)
    assert forecast(log, GAPS, TODAY, 4) == (1, 1, 1, 0)
    rate(log, "c:g#1", 4, now)
    assert forecast(log, GAPS, TODAY, 4) == (0, 1, 1, 0)


def test_a_failed_card_is_due_once_more(log, now):
    acts.set_due(log, "c:g#2", TODAY, now)
    rate(log, "c:g#1", 1, now)
    assert forecast(log, GAPS, TODAY, 3) == (1, 1, 0)


def test_katas_are_no_cards(log, now):
    acts.set_due(log, "c:kata/softmax", TODAY, now)
    assert forecast(log, ["c:a"], TODAY, 3) == (0, 0, 0)


@pytest.mark.parametrize("limit", [0, 2])
def test_the_first_day_is_what_is_asked_and_what_waits(log, now, in_days, limit):
    items = [f"c:{n}" for n in range(6)] + GAPS
    for item in items:
        rate(log, item, 1, now)
    acts.change_setting(log, "reviews_per_day", limit, in_days(1))
    found = summary.due(log, items, in_days(1))
    assert found.due + found.rest == forecast(log, items, TODAY + timedelta(1), 1)[0] == 7
    assert bool(found.rest) is bool(limit)


def test_what_the_plan_holds_back_is_named(log, now, in_days):
    items = [f"c:{n}" for n in range(30)]
    for day in (0, 1, 3):
        for item in items:
            rate(log, item, 3, in_days(day))
    plan.set_date(log, "2027-11-01", now)
    due = (log.state(items[0]).due - TODAY).days
    found = summary.due(log, items, in_days(due))
    assert found.planned
    assert (found.due, found.days) == (0, 0)
    assert found.rest == forecast(log, items, log.day(in_days(due)), 1)[0] > 0
    assert next_day(log, items, in_days(due)) is None  # no due day says when the plan asks them


def test_the_next_day_has_its_new_cards_and_those_put_off(log, now):
    items = [f"c:{n}" for n in range(30)]
    rate(log, items[0], 1, now)
    acts.bury(log, items[1], now)
    acts.change_setting(log, "new_per_day", 4, now)
    assert next_day(log, items, now) == Next(date(2026, 11, 21), due=1, new=4)
    assert next_day(log, items[1:2], now) == Next(date(2026, 11, 21), due=0, new=1)


def test_without_new_cards_it_goes_on_when_the_first_one_is_due(log, now):
    due = rate(log, "c:0", 4, now).due
    assert next_day(log, ["c:0"], now) == Next(due, due=1)
    assert next_day(log, [], now) is None
