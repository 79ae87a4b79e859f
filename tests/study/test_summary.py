"""What the home screen and the verbs say."""

import json
from datetime import date

import pytest

from quiz.progress.log import Log
from quiz.scheduling.streak import Mark
from quiz.study import acts, plan, summary
from quiz.study.session import Session

ITEMS = [f"c:{n}" for n in range(12)]
VERDICT = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": {"id": "m"}}


@pytest.fixture
def used(log, now, in_days):
    """A log with two days of work."""
    for n, rating in enumerate((1, 2, 3, 4)):
        acts.rate(log, f"c:{n}", rating, now, seconds=6)
    acts.attempt(log, "c:kata", VERDICT, in_days(1), source=b"", cards=["c:3", "c:11"])
    acts.rate(log, "c:1", 3, in_days(1), seconds=6)
    return log


def test_due_agrees_with_the_queue_of_a_sitting(used, now, in_days):
    for moment in (now, in_days(1), in_days(9)):
        found, left = summary.due(used, ITEMS, moment), Session(used, ITEMS, moment).left
        assert (found.due, found.new) == (left.due + left.again, left.new)
        assert found.minutes == Session(used, ITEMS, moment).minutes > 0


def test_cards_put_aside_are_not_counted(used, now, in_days):
    today = in_days(1)
    before = summary.due(used, ITEMS[:8], today)
    for item in ("c:0", "c:3", "c:5"):
        acts.suspend(used, item, today)
    for item in ("c:11", "c:6"):
        acts.bury(used, item, today)
    found, left = summary.due(used, ITEMS[:8], today), Session(used, ITEMS[:8], today).left
    assert (before.due, before.new) == (2, 4)
    assert (found.due, found.new) == (left.due + left.again, left.new) == (0, 2)
    assert summary.due(used, ITEMS, in_days(2)).new == 6


def test_the_limit_of_new_cards_counts_those_of_today(used, now, in_days):
    assert summary.due(used, ITEMS, now).new == 6
    acts.change_setting(used, "new_per_day", 2, in_days(1))
    found = summary.due(used, ITEMS, in_days(1))
    assert (found.new, found.new_per_day) == (2, 2)
    assert summary.due(used, ITEMS, now).new == 0


def test_the_streak_counts_reviews_and_attempts(log, now, in_days):
    acts.rate(log, "c:0", 3, now, seconds=5)
    acts.attempt(log, "c:kata", VERDICT, in_days(1), source=b"")
    found = summary.streak_of(log, in_days(1))
    assert (found.length, found.studied_today) == (2, True)
    acts.undo(log, in_days(1))
    assert summary.streak_of(log, in_days(1)).length == 1


def test_the_streak_survives_days_on_which_nothing_was_due(log, now, in_days):
    review = acts.rate(log, "c:0", 4, now, seconds=5)
    due = in_days(review.interval)
    found = summary.streak_of(log, due)
    assert (found.length, found.last_seven[-2]) == (1, Mark.FREE)
    assert summary.streak_of(log, in_days(review.interval + 1)).length == 0


def test_days_on_which_everything_due_is_suspended_cost_nothing(log, now, in_days):
    due = acts.rate(log, "c:0", 3, now, seconds=5).interval
    acts.suspend(log, "c:0", in_days(due))
    assert summary.streak_of(log, in_days(due + 30)).length == 1
    acts.unsuspend(log, "c:0", in_days(due + 30))
    assert summary.streak_of(log, in_days(due + 31)).length == 1
    assert summary.streak_of(log, in_days(due + 32)).length == 0


def test_burying_neither_makes_a_day_free_nor_counts_as_study(log, now, in_days):
    due = acts.rate(log, "c:0", 3, now, seconds=5).interval
    acts.bury(log, "c:0", in_days(due))
    found = summary.streak_of(log, in_days(due))
    assert (found.length, found.studied_today) == (1, False)
    assert summary.streak_of(log, in_days(due + 1)).length == 0
    acts.attempt(log, "c:kata", VERDICT, in_days(due), source=b"")
    assert summary.streak_of(log, in_days(due + 1)).length == 2


def test_a_clock_that_ran_ahead_and_was_set_back_loses_and_hides_nothing(log, now, in_days):
    for day in (0, 1, 2):
        acts.rate(log, "c:0", 1, in_days(day), seconds=5)
    acts.rate(log, "c:0", 1, in_days(40), seconds=5)  # the wrong clock
    assert summary.streak_of(log, in_days(2)).length == 4
    tomorrow = summary.streak_of(log, in_days(3))
    assert (tomorrow.length, tomorrow.studied_today) == (4, False)
    acts.rate(log, "c:0", 1, in_days(3), seconds=5)
    found = summary.streak_of(log, in_days(3))
    assert (found.length, found.studied_today, found.last_seven[-4:]) == (5, True, (Mark.STUDIED,) * 4)
    assert log.verify() == []


def test_an_upgrade_that_builds_the_cache_anew_keeps_the_streak(log, path, now, in_days):
    for day in (0, 1, 2, 5, 6):
        acts.rate(log, "c:0", 1, in_days(day), seconds=5)
        acts.rate(log, f"c:{day + 1}", 4, in_days(day), seconds=5)
    before = summary.streak_of(log, in_days(9)), log.active_days()
    log.rows("UPDATE meta SET value = 'of an older program' WHERE key = 'cache'")
    with Log.open(path) as again:
        assert (summary.streak_of(again, in_days(9)), again.active_days()) == before


def test_the_streak_begins_its_day_at_the_learners_rollover(log, now, in_days):
    acts.rate(log, "c:0", 3, now, seconds=5)
    assert summary.streak_of(log, in_days(0.7)).studied_today
    acts.change_setting(log, "rollover", 0, now)
    assert not summary.streak_of(log, in_days(0.7)).studied_today


def test_every_summary_is_plain_json(used, in_days):
    now, katas = in_days(1), ["c:kata"]
    found = {
        "due": summary.due(used, ITEMS, now).as_json(),
        "streak": summary.streak_of(used, now).as_json(),
        "stats": summary.stats(used, ITEMS, now, katas=katas).as_json(),
        "home": summary.home(used, ITEMS, now, katas=katas).as_json(),
    }
    plain = json.loads(json.dumps(found))
    assert plain["due"]["day"] == "2026-11-21"
    assert plain["stats"]["retention"] == {"passed": 1, "total": 1, "share": 1.0}
    assert plain["stats"]["young"] == plain["stats"]["retention"]
    assert plain["stats"]["mature"] == {"passed": 0, "total": 0, "share": None}
    assert plain["stats"]["retention_by_week"] == {"2026-11-16": {"passed": 1, "total": 1}}
    assert plain["stats"]["misconceptions"][0]["id"] == "m"
    assert plain["home"]["katas"]["c:kata"]["last_day"] == "2026-11-21"
    assert plain["home"]["streak"]["length"] == 2


def test_what_is_known_is_told_by_unit(used):
    found = summary.by_unit(used, {"first": ITEMS[:2], "second": ITEMS[2:]})
    assert {unit: sum(counts.values()) for unit, counts in found.items()} == {"first": 2, "second": len(ITEMS) - 2}
    assert sum(counts["known"] + counts["learning"] for counts in found.values()) == 4


def test_the_figures_fit_together(used, in_days):
    now = in_days(1)
    found = summary.stats(used, ITEMS, now)
    assert found.day == date(2026, 11, 21)
    assert found.forecast[0] == summary.due(used, ITEMS, now).due
    assert found.counts.learning + found.counts.known == 4
    assert found.heatmap.weeks[-1][4:6] == (4, 2)
    assert found.aim == 0.9


def test_an_empty_log_has_empty_figures(log, now):
    found = summary.home(log, ITEMS, now)
    assert (found.due.due, found.due.new, found.streak.length) == (0, 10, 0)
    assert summary.stats(log, ITEMS, now).retention.share is None


def test_due_agrees_with_the_queue_under_a_plan(used, now, in_days):
    plan.set_date(used, "2026-12-10", in_days(1))
    for moment in (in_days(1), in_days(9)):
        found, left = summary.due(used, ITEMS, moment), Session(used, ITEMS, moment).left
        assert (found.due, found.new) == (left.due + left.again, left.new)
        assert found.new_per_day == left.new > 0


def test_katas_that_are_due_again_are_listed_those_first_that_wait_longest(log, now, in_days):
    passed = VERDICT | {"verdict": "passed", "passed": True, "misconception": None}
    acts.attempt(log, "c:kata/relu", passed, now, source=b"", hints=2)
    acts.attempt(log, "c:kata/tanh", passed, now, source=b"")
    acts.attempt(log, "c:kata/tried", VERDICT, now, source=b"")
    katas = ["c:kata/relu", "c:kata/tanh", "c:kata/tried"]
    assert summary.due(log, ITEMS, now, katas=katas).katas == ()
    assert summary.due(log, ITEMS, in_days(400), katas=katas).katas == ("c:kata/relu", "c:kata/tanh")
    home = summary.home(log, ITEMS, in_days(400), katas=katas).as_json()
    assert home["due"]["katas"] == ["c:kata/relu", "c:kata/tanh"]


def test_katas_of_another_course_count_in_their_own(log, now, in_days):
    passed = VERDICT | {"verdict": "passed", "passed": True, "misconception": None}
    acts.attempt(log, "other:kata/relu", passed, now, source=b"")
    acts.attempt(log, "other:kata/tanh", VERDICT, now, source=b"")
    found = summary.stats(log, ITEMS, in_days(400), katas=["c:kata/relu"])
    assert (found.katas, found.misconceptions) == ({}, ())
    assert summary.home(log, ITEMS, in_days(400), katas=["c:kata/relu"]).due.katas == ()
