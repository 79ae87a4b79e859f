"""Katas in the plan."""

import json

import pytest

from quiz.course.course import Course
from quiz.course.outline import Unit
from quiz.study import acts, plan
from quiz.study.kata_plan import kata_plan, lines

WRONG = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}
PASSED = {"verdict": "passed", "passed": True, "checks": [], "misconception": None}


@pytest.fixture
def course(tmp_path, kata_page):
    """Six katas along a spine, the last one hard."""

    def page(n):
        facts = {"title": f"Kata {n}", "difficulty": 4 if n == 5 else 2, "prerequisites": (f"k{n - 1}",) if n else ()}
        return kata_page(f"k{n}", tmp_path / f"k{n}", **facts)

    return Course(tmp_path, "c", "Course", (Unit("u", "Unit"),), (), tuple(page(n) for n in range(6)), ())


def attempt(log, now, n, verdict=PASSED, seconds=600.0):
    acts.attempt(log, f"c:kata/k{n}", verdict, now, source=b"", seconds=seconds)


def names(found):
    return [kata.name for kata in found.today]


def test_without_a_date_there_is_one_new_kata_a_day(log, course, now):
    found = kata_plan(log, course, now)
    assert (names(found), found.open, found.total, found.a_day) == (["k0"], 6, 6, 0)
    assert found.minutes == 5 * 20 + 45
    attempt(log, now, 0)
    assert kata_plan(log, course, now).today == ()


def test_a_kata_of_another_course_takes_no_place_in_the_portion(log, course, now):
    acts.attempt(log, "other:kata/k0", PASSED, now, source=b"")
    assert names(kata_plan(log, course, now)) == ["k0"]


def test_with_a_date_the_open_ones_are_spread_evenly_and_end_two_days_before(log, course, now, in_days):
    plan.set_date(log, "2026-11-25", now)
    found = kata_plan(log, course, now)
    assert (names(found), found.a_day) == (["k0", "k1"], 2)
    attempt(log, now, 0)
    assert names(kata_plan(log, course, now)) == ["k1"]
    assert names(kata_plan(log, course, in_days(2))) == ["k1", "k2", "k3", "k4", "k5"]  # a missed day needs no repair


def test_the_last_two_days_are_kept_free_of_new_katas(log, course, now, in_days):
    plan.set_date(log, "2026-11-25", now)
    for days in (3, 4, 5):
        found = kata_plan(log, course, in_days(days))
        assert (found.today, found.a_day, found.too_many) == ((), 0, True)
        assert list(lines(found)) == [
            "Katas: 6 of 6 not solved, about 2 hours; they will not all fit before the interview."
        ]


def test_no_day_is_planned_that_nobody_would_follow(log, course, now, in_days):
    for n in range(3):  # the learner takes three times as long as most
        attempt(log, now, n, PASSED, seconds=3600)
    plan.set_date(log, "2026-11-25", in_days(2))
    found = kata_plan(log, course, in_days(2))
    assert (names(found), found.open, found.too_many) == (["k3", "k4"], 3, True)


def test_what_is_due_again_comes_first_and_takes_half_the_time(log, course, now, in_days):
    attempt(log, now, 0)
    day = log.state("c:kata/k0").due - log.day(now)
    found = kata_plan(log, course, in_days(day.days))
    assert [(kata.name, kata.again, kata.minutes) for kata in found.today] == [("k0", True, 10.0), ("k1", False, 20.0)]


def test_one_that_was_begun_comes_before_the_next_open_one(log, course, now):
    plan.set_date(log, "2026-11-25", now)
    attempt(log, now, 2, WRONG)
    assert names(kata_plan(log, course, now)) == ["k2", "k0"]


def test_the_estimate_follows_the_learners_own_time_over_all_openings(log, course, now):
    for n in range(3):
        attempt(log, now, n, WRONG, seconds=300)
        attempt(log, now, n, WRONG, seconds=900)  # the same opening, ten minutes later
        attempt(log, now, n, PASSED, seconds=600)  # a second one: 25 minutes in all
        attempt(log, now, n, PASSED, seconds=5)
    assert kata_plan(log, course, now).minutes == pytest.approx((2 * 20 + 45) * 25 / 20)


def test_whoever_left_a_kata_open_over_night_is_not_slow(log, course, now):
    for n in range(3):
        attempt(log, now, n, PASSED, seconds=40_000)
    assert kata_plan(log, course, now).minutes == pytest.approx((2 * 20 + 45) * 90 / 20)


def test_it_is_said_in_two_lines(log, course, now):
    plan.set_date(log, "2026-11-25", now)
    first, second = lines(kata_plan(log, course, now))
    assert first == "Katas: 6 of 6 not solved, about 2 hours; 2 a day would do them all."
    assert second == "Today: k0, k1, about 40 min."
    plan.set_date(log, "2026-12-20", now)
    assert "one every 4 days" in next(lines(kata_plan(log, course, now)))
    for n in range(6):
        attempt(log, now, n)
    assert list(lines(kata_plan(log, course, now))) == ["Katas: all 6 solved."]
    assert json.loads(json.dumps(kata_plan(log, course, now).as_json()))["open"] == 0


def test_a_course_without_katas_says_nothing_of_them(log, course, now):
    empty = Course(course.folder, "c", "Course", course.units, (), (), ())
    assert list(lines(kata_plan(log, empty, now))) == []
