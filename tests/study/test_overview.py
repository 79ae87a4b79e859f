"""How many cards of a unit are due."""

from datetime import timedelta

import pytest

from quiz.course.course import Course
from quiz.study import acts, plan, summary
from quiz.study.coming import forecast
from quiz.study.overview import overview

DECK = """# Deck

## A line
<!-- id: line -->

Its slope is minus w, and the weights stand upright.

### Gaps
- minus w
- upright
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "content" / "u").mkdir(parents=True)
    (tmp_path / "content" / "course.toml").write_text(
        'name = "c"\ntitle = "C"\n[[units]]\nfolder = "u"\ntitle = "Unit"\n'
    )
    (tmp_path / "content" / "u" / "deck.md").write_text(DECK)
    return Course.load(tmp_path)


def test_a_card_with_two_gaps_due_is_one_card_due_as_in_the_forecast(log, now, course, in_days):
    def due(moment):
        lines = overview(course, log, moment)
        assert {line.due for line in lines} == {forecast(log, course.items(), log.day(moment), 1)[0]}
        return lines[0].due

    for item in course.items():
        acts.set_due(log, item, log.day(now), now)
    assert due(now) == 1
    acts.rate(log, "c:line#1", 1, now, seconds=5)
    assert due(now) == 1  # it failed; the other gap waits
    acts.rate(log, "c:line#1", 4, now + timedelta(minutes=11), seconds=5)
    assert due(now + timedelta(minutes=11)) == 0
    assert due(in_days(1)) == 1


def made_due(log, now, *items):
    """By a kata that failed."""
    verdict = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}
    acts.attempt(log, "c:kata/k", verdict, now, source=b"", cards=list(items))


def forgotten_after_a_pass(log, now):
    acts.rate(log, "c:line#2", 3, now + -timedelta(days=9), seconds=5)
    acts.rate(log, "c:line#1", 3, now, seconds=5)
    acts.forget(log, "c:line#1", now)


def both_passed_then_made_due(log, now):
    acts.rate(log, "c:line#1", 3, now, seconds=5)
    acts.rate(log, "c:line#2", 3, now, seconds=5)
    made_due(log, now, "c:line#1", "c:line#2")


def both_passed_then_the_first_made_due(log, now):
    acts.rate(log, "c:line#1", 3, now, seconds=5)
    acts.rate(log, "c:line#2", 3, now, seconds=5)
    acts.set_due(log, "c:line#1", log.day(now), now)


def one_passed_before_a_flight_west(log, now):
    acts.rate(log, "c:line#2", 3, now + -timedelta(days=9), seconds=5)
    acts.rate(log, "c:line#1", 3, now + timedelta(days=1), seconds=5)


def one_passed_by_a_wrong_clock(log, now):
    acts.rate(log, "c:line#2", 3, now + -timedelta(days=9), seconds=5)
    acts.rate(log, "c:line#1", 3, now + timedelta(days=999), seconds=5)


@pytest.mark.parametrize("planned", [False, True])
@pytest.mark.parametrize(
    ("happens", "count"),
    [
        (forgotten_after_a_pass, 0),
        (both_passed_then_made_due, 2),
        (both_passed_then_the_first_made_due, 1),
        (one_passed_before_a_flight_west, 0),
        (one_passed_by_a_wrong_clock, 1),
    ],
)
def test_the_same_cards_count_as_asked_today_everywhere(log, now, course, happens, count, planned):
    if planned:
        plan.set_date(log, "2027-11-01", now)
    happens(log, now)
    items = course.items()
    due = summary.due(log, items, now)
    assert due.due + due.rest == count
    assert forecast(log, items, log.day(now), 1) == (count,)
    assert overview(course, log, now)[0].due == count
