"""The daily goal."""

from quiz.config import Config
from quiz.study import acts, summary
from quiz.study.goal import goal

WRONG = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}


def test_without_a_goal_there_is_none(log, now):
    assert goal(log, now) is None


def test_a_goal_in_items_counts_each_card_and_kata_once(log, now, in_days):
    acts.change_setting(log, "goal", "3 items", now)
    for rating in (1, 3):
        acts.rate(log, "c:a", rating, now, seconds=5)
    for _ in range(2):
        acts.attempt(log, "c:kata/k", WRONG, now, source=b"")
    found = goal(log, now)
    assert (found.said, found.met) == ("2 of 3 items", False)
    acts.rate(log, "c:b", 3, now, seconds=5)
    assert goal(log, now).met
    assert goal(log, in_days(1)).done == 0


def test_a_goal_in_minutes_counts_the_time_of_cards_and_katas(log, now):
    acts.change_setting(log, "goal", "20 min", now)
    for rating in (1, 3):
        acts.rate(log, "c:a", rating, now, seconds=90)
    for seconds in (200, 600, None):
        acts.attempt(log, "c:kata/k", WRONG, now, source=b"", seconds=seconds)
    assert goal(log, now).as_json() == {"wanted": 20, "unit": "min", "done": 13, "met": False}


def test_the_goal_never_decides_the_streak(log, now):
    acts.change_setting(log, "goal", "500 items", now)
    acts.rate(log, "c:a", 3, now, seconds=1)
    assert summary.streak_of(log, now).studied_today


def test_goal_and_limits_of_the_configuration_reach_the_log(log, now):
    acts.adopt(log, Config(goal="20 min", leech=5, reviews_per_day=80), now)
    settings = log.settings()
    assert (settings.goal, settings.leech, settings.reviews_per_day) == ("20 min", 5, 80)
    assert goal(log, now).said == "0 of 20 min"


def test_a_goal_that_another_program_wrote_is_none(log, now):
    acts.change_setting(log, "goal", "much", now)
    assert goal(log, now) is None
