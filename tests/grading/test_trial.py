"""The calls of one submission: what is on its way while something else is awaited."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from quiz.grading import trial as module
from quiz.grading.cases import Case
from quiz.grading.checks import Checker, Observation
from quiz.grading.trial import Submission, Trial
from quiz.grading.verdict import Outcome
from quiz.kata import Kata

LARGE = np.ones(100_000)  # more bytes than a pipe holds
SLOW = "import time\ntime.sleep(0.6)\ndef f(x): return x.sum()"


def start(server, source):
    return Trial(server, Submission(source.encode(), ("f",), "f.py", None), seed=1)


def of(*values):
    return [Case(f"case {number}", (value,), {}) for number, value in enumerate(values)]


def test_cases_are_drawn_while_earlier_ones_are_answered(server):
    drawn = []

    def draw():
        for case in of(*np.eye(3)):
            drawn.append(case)
            yield case

    with start(server, "def f(x): return x.argmax()") as trial:
        answers = trial.calls(draw())
        assert drawn == []  # nothing is drawn before somebody asks
        assert [answer.value for answer in answers] == [0, 1, 2]
    assert len(drawn) == 3


def test_an_input_that_no_pipe_holds_waits_until_a_slow_source_has_run(server, monkeypatch):
    monkeypatch.setattr(module, "CALL_SECONDS", 0.3)
    with start(server, SLOW) as trial:
        assert [answer.value for answer in trial.calls(of(LARGE, LARGE[:3], LARGE))] == [100_000, 3, 100_000]
        assert trial.stop is None


def test_time_in_which_the_judge_does_something_else_is_not_the_submissions(server, monkeypatch):
    monkeypatch.setattr(module, "LOAD_SECONDS", 0.3)
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.3)
    with start(server, "def f(x): return x.sum()") as trial:

        def draw():
            module.time.sleep(0.5)
            yield from of(np.ones(2))

        assert [answer.value for answer in trial.calls(draw())] == [2]


@pytest.mark.parametrize("source", ["f = 3", "raise ValueError('no')", "def f(x", "import os\nos._exit(3)"])
def test_where_nothing_can_be_called_every_case_is_without_an_answer(server, source):
    with start(server, source) as trial:
        assert list(trial.calls(of(LARGE, np.ones(2), LARGE))) == [None, None, None]
        assert trial.load_failure or trial.stop


def test_a_property_that_takes_all_of_the_time_is_not_asked_again(server, monkeypatch):
    monkeypatch.setattr(module, "TOTAL_SECONDS", 0.3)
    asked = []

    def slow(f, x):
        asked.append(x)
        module.time.sleep(0.5)
        return True

    kata = Kata("f")
    kata.property(slow)
    loaded = SimpleNamespace(kata=kata, reference=None, parameters=("x",))
    with start(server, "def f(x): return x.sum()") as trial:
        seen = [Observation(case, None, trial.call(case), None) for case in of(1.0, 2.0)]
        (check,) = Checker(loaded, b"").of_properties(trial, seen)
    assert asked == [1.0]
    assert not check.passed
    assert trial.stop.outcome is Outcome.TIMED_OUT


def test_after_an_early_end_the_other_cases_are_without_an_answer(server):
    source = "import os\ndef f(x): return x.sum() if x.sum() < 3 else os._exit(0)"
    with start(server, source) as trial:
        answers = list(trial.calls(of(*(np.ones(n) for n in range(1, 60)))))
        assert [answer.value for answer in answers[:2]] == [1, 2]
        assert answers[2:] == [None] * 57
        assert trial.stop.outcome is Outcome.LEFT_EARLY
        assert "case 2" in trial.stop.message
