"""The outlook: its figures agree with one another, and are what many more futures would give."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import inf

import pytest

from quiz.scheduling import plan_outlook
from quiz.scheduling.plan import FRESH, Plan
from quiz.scheduling.plan_calibration import Calibration
from quiz.scheduling.plan_memory import Curve, Opened
from quiz.scheduling.plan_outlook import Situation, outlook

DAY, CURVE = date(2026, 5, 1), Curve()
BEFORE = Calibration.of({}, CURVE.decay)


def situation(number, days, *, seen=0, minutes=0):
    """A deck of which the first cards were seen in the last two weeks."""
    rng, today = random.Random(1), DAY.toordinal()
    opened = [Opened(rng.uniform(1, 15), rng.uniform(3, 8), today - rng.randrange(1, 14)) for _ in range(seen)]
    plan = Plan(today + days, today, 60 * minutes or inf, m=BEFORE.m, curve=CURVE)
    cards, items = (*opened, *[None] * (number - seen)), tuple(f"c:{n}" for n in range(number))
    return Situation(DAY + timedelta(days), DAY, plan, items, cards, FRESH, 0.15, (), BEFORE)


@pytest.mark.parametrize(
    ("number", "seen", "days"), [(60, 0, 2), (60, 0, 7), (60, 31, 2), (60, 31, 21), (300, 151, 3), (300, 0, 2)]
)
def test_more_minutes_a_day_are_nowhere_said_to_bring_less(number, seen, days):
    found = [
        outlook(situation(number, days, seen=seen, minutes=minutes)).deck.followed.mean
        for minutes in (5, 10, 15, 20, 30, 60, 0)
    ]
    assert all(more >= less - 0.005 for less, more in pairwise(found)), found


@pytest.mark.parametrize("known", [situation(60, 2, minutes=15), situation(60, 7, seen=30, minutes=4)])
def test_twenty_futures_show_what_many_would(known, monkeypatch):
    shown = outlook(known)
    monkeypatch.setattr(plan_outlook, "FUTURES", 400)
    many = outlook(known)
    assert shown.deck.followed.mean == pytest.approx(many.deck.followed.mean, abs=0.01)
    assert shown.deck.followed.low == pytest.approx(many.deck.followed.low, abs=0.04)
    assert shown.deck.followed.high == pytest.approx(many.deck.followed.high, abs=0.04)
    assert shown.minutes_a_day == pytest.approx(many.minutes_a_day, rel=0.05)


def test_the_same_situation_shows_the_same_and_another_date_other_futures():
    known = situation(60, 5, seen=30, minutes=10)
    assert outlook(known) == outlook(replace(known))
    moved = replace(known, interview=known.interview + timedelta(1))  # the plan itself is the same
    assert moved.imagine() != known.imagine()
