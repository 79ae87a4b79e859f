"""The verbs that tell how far the learner is, in a home with reviews in it."""

import json
import os
import random
import re

import pytest
from click.testing import CliRunner

from quiz import paths
from quiz.cli import command, figures, world
from quiz.course.course import Course
from quiz.errors import QuizError
from quiz.progress.log import Log
from quiz.study import acts


@pytest.fixture
def quiz(now, monkeypatch):
    """Run a verb on a day; standard output, or what --json printed."""

    def run(*arguments, day=now):
        for module in (figures, world):
            monkeypatch.setattr(module, "now", lambda: day)
        result = CliRunner().invoke(command, arguments, standalone_mode=False)
        if result.exception:
            raise result.exception
        return json.loads(result.output) if "--json" in arguments else result.output

    return run


@pytest.fixture
def log(home):
    with Log.open(paths.find(os.environ).log, new_device=lambda: "laptop") as log:
        yield log


@pytest.fixture
def items():
    return [item for item in Course.load(paths.bundled_course()).items() if "#" not in item]


def test_due_says_what_waits_beyond_the_day(quiz, log, items, in_days):
    for day in range(6):
        for item in items[30 * day : 30 * day + 30]:
            acts.rate(log, item, 2, in_days(day), seconds=5)
    text = quiz("due", day=in_days(30))
    assert "45 cards due, 10 new of 10 a day" in text
    assert "135 more wait, spread over the next 3 days." in text
    found = quiz("due", "--minutes", "5", "--json", day=in_days(30))
    assert (found["rest"], found["days"]) == (135, 3)
    assert found["minutes"] <= 5


def test_a_leech_is_named_with_what_helps(quiz, log, items, in_days):
    acts.rate(log, items[0], 3, in_days(0), seconds=5)
    for day in range(1, 9):
        acts.rate(log, items[0], 1, in_days(day), seconds=5)
    assert re.search(r"Forgotten 8 times: “.+”. What helps:", quiz("due", day=in_days(9)))
    for verb in ("due", "stats"):
        (leech,) = quiz(verb, "--json", day=in_days(9))["leeches"]
        assert (leech["item"], leech["lapses"]) == (items[0], 8)
    assert "Leeches: 1, of which 1 still shaky; quiz due names the worst." in quiz("stats", day=in_days(9))


def test_katas_are_counted_in_the_course_that_has_them(quiz, log, in_days):
    failed = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}
    passed = failed | {"verdict": "passed", "passed": True}
    acts.attempt(log, "other:kata/softmax", passed, in_days(0), source=b"")
    acts.attempt(log, "rectified:kata/softmax", passed, in_days(0), source=b"")
    acts.attempt(log, "rectified:kata/relu", failed, in_days(0), source=b"")
    acts.reveal(log, "rectified:kata/dropout", in_days(0))  # only looked at, never tried
    assert "Katas: 1 solved, 2 tried, 0 due again." in quiz("stats")


def test_the_plan_of_a_new_learner_is_one_that_can_be_followed(quiz, in_days):
    found = quiz("plan", "2026-12-15", "--json")
    assert 20 <= found["new"] <= 60
    assert 10 <= found["minutes"] <= 30
    assert found["minutes"] <= found["minutes_a_day"] <= found["fullest_day"] <= 120
    assert found["deck"]["stopped"]["mean"] == 0
    assert found["deck"]["followed"]["mean"] > 0.9
    assert found["katas"]["a_day"] == pytest.approx(found["katas"]["open"] / 23)
    assert 1 <= len(found["katas"]["today"]) <= 4
    text = quiz("plan")
    assert "a day would do them all." in text
    assert "Following it takes about" in text


def test_fewer_minutes_make_a_smaller_plan_and_an_honest_forecast(quiz, log, now):
    whole = quiz("plan", "2026-12-15", "--json")
    log.close()
    (paths.find(os.environ).config_file).parent.mkdir(parents=True)
    paths.find(os.environ).config_file.write_text("minutes = 10\n")
    part = quiz("plan", "--json")
    assert part["minutes"] <= 10 < whole["minutes"]
    assert part["fullest_day"] <= 11
    assert part["deck"]["followed"]["mean"] < whole["deck"]["followed"]["mean"] - 0.05
    assert part["ten_more_minutes"] > 5


def reviewed(log, in_days, days):
    """Two new cards a day, and what is due, by a learner who fails far more often than FSRS expects."""
    rng = random.Random(2)
    with log.writing():
        for day in range(days):
            now = in_days(day)
            for item in [s.item for s in log.due(log.day(now))] + [f"c:{2 * day}", f"c:{2 * day + 1}"]:
                acts.rate(log, item, 1 if rng.random() < 0.4 else 3, now, seconds=5)


def test_weights_are_fitted_shown_used_and_taken_back(quiz, log, in_days):
    reviewed(log, in_days, 80)
    found = quiz("optimise", "--json", day=in_days(81))
    assert found["reviews"] >= 400
    assert (len(found["parameters"]), found["applied"]) == (21, False)
    assert log.settings().parameters is None
    text = quiz("optimise", day=in_days(81))
    assert "present weights" in text
    assert found["helps"]
    assert "quiz optimise --apply" in text
    assert "From now on" in quiz("optimise", "--apply", day=in_days(81))
    assert list(log.settings().parameters) == found["parameters"]
    assert "in use already" in quiz("optimise", "--apply", day=in_days(81))
    assert "published weights hold." in quiz("optimise", "--reset", day=in_days(82))
    assert log.settings().parameters is None


def test_too_few_reviews_are_said(quiz, log):
    with pytest.raises(QuizError, match="0 reviews"):
        quiz("optimise")


def test_plan_and_due_say_the_same_of_today(quiz, log, in_days):
    quiz("plan", "2026-12-15")
    plan, due = quiz("plan", "--json"), quiz("due", "--json")
    names = ("due", "new", "minutes", "rest")
    assert [plan[name] for name in names] == [due[name] for name in names]
    assert "new by the plan" in quiz("plan")


def test_a_plan_without_a_card_says_why(quiz, log, now):
    quiz("plan", "2026-12-15")
    for item in Course.load(paths.bundled_course()).items():
        acts.suspend(log, item, now)
    assert "no card to plan for: all of them are suspended" in quiz("plan")
    assert quiz("plan", "--json")["interview"] == "2026-12-15"
