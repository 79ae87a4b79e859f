"""What a broken property says."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from quiz.grading.cases import edge_cases, random_cases
from quiz.grading.checks import Checker, Observation
from quiz.grading.properties import fault
from quiz.grading.trial import Submission, Trial
from quiz.kata import Kata

pytestmark = pytest.mark.katas

kata = Kata("f")
kata.edge("two ones", np.ones(2), 3)


@kata.random
def vectors(rng):
    return rng.normal(size=2), 4


@kata.property
def the_result_is_positive(f, x, n):
    return f(x, n) > 0


@kata.property
def ten_is_allowed(f, x, n):
    return f(x, 10) is not None


def messages(server, source, cases):
    loaded = SimpleNamespace(kata=kata, reference=None, parameters=("x", "n"))
    with Trial(server, Submission(source.encode(), ("f",), "f.py", None), seed=1) as trial:
        seen = [Observation(case, None, trial.call(case), None) for case in cases]
        return [check.message for check in Checker(loaded, source.encode()).of_properties(trial, seen)]


def test_a_property_that_holds_says_nothing(server):
    assert messages(server, "def f(x, n): return 1", edge_cases(kata)) == ["", ""]


def test_a_broken_property_names_the_edge_case(server):
    broken = messages(server, "def f(x, n): return -1", edge_cases(kata))
    assert broken == ["it does not hold that the result is positive (“two ones”)", ""]


def test_a_broken_property_describes_a_drawn_case(server):
    broken = messages(server, "def f(x, n): return -1", random_cases(kata, seed=1))
    assert broken[0] == "it does not hold that the result is positive (x of shape (2,), n = 4)"


def test_what_a_submission_raises_while_a_property_is_tried_is_told(server):
    broken = messages(server, "def f(x, n): return [1, 2, 3, 4][n]", edge_cases(kata))
    assert broken == ["", "IndexError: list index out of range"]


def test_a_property_that_stumbles_over_the_result_does_not_hold(server):
    assert messages(server, "def f(x, n): return 'one'", edge_cases(kata))[0].startswith("it does not hold that")


def test_properties_that_ask_the_same_share_the_answer_and_one_that_asks_twice_gets_two(server):
    counting = Kata("f")
    counting.edge("once", np.ones(2))
    asked = []

    @counting.property
    def the_first(f, x):
        asked.extend([f(x), f(x)])
        return True

    @counting.property
    def the_second(f, x):
        asked.extend([f(x), f(x), f(x)])
        return True

    source = b"calls = []\ndef f(x): calls.append(1); return len(calls)"
    with Trial(server, Submission(source, ("f",), "f.py", None), seed=1) as trial:
        for prop in counting.properties:
            assert fault(trial, prop, edge_cases(counting)[0]) is None
    assert asked == [1, 2, 1, 2, 3]


def test_a_property_may_state_the_fact_and_a_single_input_needs_no_name(server):
    plain = Kata("f")
    plain.edge("nothing")

    @plain.property
    def the_answer_is_42(f):
        return f() == 42 or f"the answer is {f()}"

    loaded = SimpleNamespace(kata=plain, reference=None, parameters=())
    with Trial(server, Submission(b"def f(): return 7", ("f",), "f.py", None), seed=1) as trial:
        seen = [Observation(case, None, trial.call(case), None) for case in edge_cases(plain)]
        (check,) = Checker(loaded, b"").of_properties(trial, seen)
    assert (check.name, check.message) == ("the answer is 42", "the answer is 7")
