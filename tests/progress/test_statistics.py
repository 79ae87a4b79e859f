"""Figures from the log."""

from datetime import date, timedelta

import pytest

from quiz.progress import statistics
from quiz.progress.attempts import KataState, Misconception, history, katas, lapsed, misconceptions
from quiz.progress.heatmap import heatmap
from quiz.progress.statistics import Counts, Retention
from quiz.scheduling.memory import Rating
from quiz.study import acts

TODAY = date(2026, 11, 20)  # a Friday


def rate(log, item, rating, now, seconds=5.0):
    return acts.rate(log, item, rating, now, seconds=seconds)


def attempt(log, kata, now, misconception=None, passed=False, hints=0):
    verdict = {
        "verdict": "passed" if passed else "wrong_answer",
        "passed": passed,
        "checks": [{"name": "rows", "passed": passed, "message": "…"}],
        "misconception": misconception and {"id": misconception, "title": "…"},
    }
    return acts.attempt(log, kata, verdict, now, source=b"pass", hints=hints, seconds=60.0)


def test_reviews_and_attempts_are_counted_by_day_and_undone_ones_are_not(log, now, in_days):
    rate(log, "c:a", 3, now)
    attempt(log, "c:k", now)
    rate(log, "c:b", 3, in_days(2))
    rate(log, "c:c", 3, in_days(2))
    acts.undo(log, in_days(2))
    counts = statistics.acts_per_day(log, TODAY, TODAY + timedelta(7))
    assert counts == {TODAY: 2, TODAY + timedelta(2): 1}
    assert statistics.acts_per_day(log, TODAY + timedelta(1), TODAY + timedelta(1)) == {}


def test_the_heatmap_has_26_weeks_of_seven_days_and_nothing_in_the_future(log, now):
    rate(log, "c:a", 3, now)
    found = heatmap(log, TODAY)
    assert len(found.weeks) == 26
    assert found.weeks[-1] == (0, 0, 0, 0, 1, None, None)
    assert found.weeks[0] == (0,) * 7
    assert found.monday == date(2026, 5, 25)
    assert found.busiest == 1


def test_attempts_and_what_is_due_are_found_through_an_index(log):
    attempts = "SELECT item FROM act WHERE kind = 'attempt' AND item = 'c:k' ORDER BY item, instant, device, counter"
    assert "USING INDEX act_attempt" in str(log.rows(f"EXPLAIN QUERY PLAN {attempts}"))
    assert "USING INDEX state_due" in str(log.rows("EXPLAIN QUERY PLAN SELECT * FROM state WHERE due_day <= '2026'"))


def retention(log, first, last):
    return statistics.in_all(statistics.retention_by_week(log, first, last).values())


def test_true_retention_takes_the_first_review_of_a_day_of_cards_seen_before(log, now, in_days):
    rate(log, "c:a", 1, now)
    rate(log, "c:a", 3, now + timedelta(minutes=10))
    rate(log, "c:b", 3, now)
    rate(log, "c:a", 1, in_days(3))
    rate(log, "c:a", 3, in_days(3) + timedelta(minutes=10))
    rate(log, "c:b", 2, in_days(3))
    found = retention(log, TODAY, TODAY + timedelta(30))
    assert found == Retention(1, 2)
    assert found.share == 0.5
    assert Retention(0, 0).share is None


def test_mature_cards_are_those_that_came_back_after_three_weeks_or_more(log, now, in_days):
    for item, days in (("c:a", 20), ("c:b", 21), ("c:c", 40)):
        rate(log, item, 3, now)
        rate(log, item, 1 if item == "c:c" else 3, in_days(days))
    last = TODAY + timedelta(50)
    assert retention(log, TODAY, last) == Retention(2, 3)
    assert statistics.mature_retention(log, TODAY, last) == Retention(1, 2)
    assert statistics.mature_retention(log, TODAY, TODAY + timedelta(20)) == Retention(0, 0)


def test_retention_by_week_begins_on_mondays(log, now, in_days):
    for item in "ab":
        rate(log, item, 3, now)
    rate(log, "a", 3, in_days(2))
    rate(log, "b", 1, in_days(3))
    weeks = statistics.retention_by_week(log, TODAY, TODAY + timedelta(30))
    assert weeks == {date(2026, 11, 16): Retention(1, 1), date(2026, 11, 23): Retention(0, 1)}


def test_calibration_sets_predicted_beside_actual_recall(log, now, in_days):
    for n in range(4):
        rate(log, f"c:{n}", 3, now)
    for n in range(4):
        rate(log, f"c:{n}", 3 if n else 1, in_days(2))
    (found,) = statistics.calibration(log)
    assert (found.passed, found.total) == (3, 4)
    assert found.predicted == pytest.approx(log.settings().scheduler.recall(log_memory(log, now), TODAY + timedelta(2)))


def log_memory(log, now):
    return log.settings().scheduler.step(None, 3, log.day(now))[0]


def test_cards_are_known_learnt_or_new(log, now, in_days):
    rate(log, "c:a", 4, now)
    rate(log, "c:a", 4, in_days(30))
    rate(log, "c:b", 3, in_days(30))
    rate(log, "elsewhere:z", 3, in_days(30))
    assert statistics.counts(log, ["c:a", "c:b", "c:new"]) == Counts(known=1, learning=1, new=1)
    decks = [["c:a"], ["c:b", "c:new"], []]
    assert statistics.counts_of_each(log, decks) == [Counts(1, 0, 0), Counts(0, 1, 1), Counts(0, 0, 0)]


def test_cards_put_aside_are_no_work_done(log, now):
    for act in (acts.bury, acts.suspend, acts.unsuspend):
        act(log, "c:a", now)
    assert statistics.acts_per_day(log, TODAY, TODAY) == {}
    assert statistics.introduced(log, TODAY) == []


def test_the_pace_is_the_median_of_enough_reviews(log, now):
    for n in range(9):
        rate(log, f"c:{n}", 3, now, seconds=4.0)
    assert statistics.seconds_per_card(log) == statistics.USUAL_SECONDS
    rate(log, "c:9", 3, now, seconds=600.0)
    assert statistics.seconds_per_card(log) == 4.0


def test_cards_introduced_today_are_those_first_reviewed_today(log, now, in_days):
    rate(log, "c:a", 1, now)
    rate(log, "c:a", 3, now)
    rate(log, "c:b", 3, in_days(1))
    rate(log, "c:a", 3, in_days(1))
    assert statistics.introduced(log, TODAY) == ["c:a"]
    assert statistics.introduced(log, TODAY + timedelta(1)) == ["c:b"]


def test_a_kata_is_solved_once_passed_and_its_last_attempt_is_told(log, now, in_days):
    attempt(log, "c:softmax", now)
    attempt(log, "c:softmax", in_days(1), passed=True)
    attempt(log, "c:softmax", in_days(2))
    attempt(log, "c:relu", in_days(1))
    due = log.state("c:softmax").due
    assert katas(log) == {
        "c:softmax": KataState("c:softmax", 3, True, TODAY + timedelta(2), Rating.GOOD, due),
        "c:relu": KataState("c:relu", 1, False, TODAY + timedelta(1)),
    }


def test_a_kata_tells_the_hints_of_its_round_and_whether_its_answer_was_seen(log, now, in_days):
    attempt(log, "c:softmax", now, hints=2)
    attempt(log, "c:softmax", now, hints=1)
    assert katas(log)["c:softmax"].hints == 2
    acts.reveal(log, "c:softmax", now)
    found = katas(log)["c:softmax"]
    assert (found.attempts, found.solved, found.revealed, found.rating) == (2, False, True, Rating.AGAIN)
    assert (found.hints, found.due) == (2, TODAY + timedelta(1))
    attempt(log, "c:softmax", in_days(1), passed=True)
    found = katas(log)["c:softmax"]
    assert (found.solved, found.revealed, found.rating, found.hints) == (True, False, Rating.EASY, 0)
    acts.suspend(log, "c:softmax", in_days(1))
    assert katas(log)["c:softmax"].due is None


def test_a_kata_whose_answer_was_read_at_once_has_no_attempts(log, now):
    acts.reveal(log, "c:softmax", now)
    found = katas(log)["c:softmax"]
    assert (found.attempts, found.solved, found.revealed) == (0, False, True)


def test_the_attempts_at_a_kata_are_told_oldest_first_without_those_undone(log, now, in_days):
    attempt(log, "c:relu", now)
    attempt(log, "c:softmax", now, "global_max", hints=1)
    acts.undo(log, now)
    attempt(log, "c:softmax", now, "global_max", hints=1)
    attempt(log, "c:softmax", in_days(1), passed=True)
    first, second = history(log, "c:softmax")
    assert (first.verdict, first.passed, first.misconception, first.hints) == ("wrong_answer", False, "global_max", 1)
    assert (first.checks, first.source, first.seconds, first.rating) == ((("rows", False),), "pass", 60.0, None)
    assert (first.day, second.day, second.rating) == (TODAY, TODAY + timedelta(1), Rating.HARD)
    assert first.instant.utc < second.instant.utc
    assert history(log, "c:unknown") == []


def test_a_lapsed_card_is_told_until_it_is_recalled_on_a_later_day(log, now, in_days):
    for item in ("c:a", "c:b", "c:new"):
        rate(log, item, 3, now)
    rate(log, "c:a", 1, in_days(5))
    rate(log, "c:a", 3, in_days(5))
    rate(log, "c:b", 1, in_days(6))
    rate(log, "c:new", 1, now)
    assert lapsed(log, TODAY + timedelta(4)) == []
    assert lapsed(log, TODAY + timedelta(6)) == ["c:b", "c:a"]
    rate(log, "c:a", 2, in_days(7))
    assert lapsed(log, TODAY + timedelta(7)) == ["c:b"]
    assert lapsed(log, TODAY + timedelta(60)) == []


def test_katas_are_in_no_figure_of_the_cards(log, now, in_days):
    rate(log, "c:a", 3, now)
    attempt(log, "c:kata/softmax", now, passed=True)
    due = (log.state("c:kata/softmax").due - TODAY).days
    assert statistics.counts(log, ["c:a", "c:b"]) == statistics.Counts(0, 1, 1)
    assert statistics.introduced(log, TODAY) == ["c:a"]
    acts.reveal(log, "c:kata/softmax", in_days(due))
    assert retention(log, TODAY, TODAY + timedelta(due)).total == 0
    assert statistics.calibration(log) == ()
    assert lapsed(log, TODAY + timedelta(due)) == []


def test_a_misconception_is_overcome_by_a_later_pass_of_its_kata(log, now, in_days):
    attempt(log, "c:softmax", now, "global_max")
    attempt(log, "c:softmax", in_days(1), "global_max")
    attempt(log, "c:relu", in_days(1), "abs")
    attempt(log, "c:softmax", in_days(2), passed=True)
    attempt(log, "c:softmax", in_days(3), "no_keepdims")
    assert misconceptions(log) == [
        Misconception("c:softmax", "no_keepdims", 1, TODAY + timedelta(3), False),
        Misconception("c:relu", "abs", 1, TODAY + timedelta(1), False),
        Misconception("c:softmax", "global_max", 2, TODAY + timedelta(1), True),
    ]
