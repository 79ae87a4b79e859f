"""Right answers pass in any style, and everything else gets the verdict it deserves."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location("submissions", Path(__file__).with_name("submissions.py"))
submissions = importlib.util.module_from_spec(spec)
spec.loader.exec_module(submissions)

pytestmark = pytest.mark.katas


def grade(judge, source, seed=1):
    source = source if isinstance(source, bytes) else source.encode()
    return judge.grade("softmax", source, file="softmax.py", device="cpu", seed=seed)


@pytest.mark.parametrize("style", submissions.RIGHT)
def test_a_right_answer_passes_in_any_style(judge, style):
    for seed in range(3):
        verdict = grade(judge, submissions.RIGHT[style], seed)
        assert verdict["passed"], verdict["message"]


@pytest.mark.parametrize("name", submissions.BAD)
def test_a_bad_submission_gets_its_verdict(judge, name):
    source, expected = submissions.BAD[name]
    verdict = grade(judge, source)
    assert verdict["verdict"] == expected, verdict["message"]
    assert not verdict["passed"]
    assert verdict["message"].endswith((".", "!", "?"))
    assert "\x1b" not in str(verdict)


def test_the_judge_grades_on_after_every_bad_submission(judge):
    assert grade(judge, submissions.RIGHT["as in the model answer"])["passed"]


def test_the_line_of_a_hang_is_told(judge):
    assert "line 2" in grade(judge, submissions.BAD["loops for ever"][0])["message"]


def test_a_changed_input_is_found_by_the_judge(judge):
    verdict = grade(judge, submissions.CHANGES_INPUT)
    assert verdict["verdict"] == "mutated_input"
    assert {check["name"]: check["passed"] for check in verdict["checks"]}["inputs unchanged"] is False


def test_a_widened_result_names_its_cause(judge):
    verdict = grade(judge, submissions.WIDENS)
    assert verdict["verdict"] == "bad_return"
    assert "line 5: `np.zeros(e.shape)`" in verdict["message"]


def test_a_misconception_is_named_however_it_is_written(judge):
    verdict = grade(judge, submissions.GLOBAL_MAX_IN_OTHER_WORDS)
    assert verdict["misconception"]["id"] == "global_max"
    assert verdict["misconception"]["card"] == "max-subtraction"
    assert "one maximum is enough" in verdict["message"]


def test_nothing_is_claimed_of_an_unknown_mistake(judge):
    source = submissions.RIGHT["as in the model answer"].replace(
        "return e", "return (e / e.sum(axis, keepdims=True))**2 + e"
    )
    verdict = grade(judge, source)
    assert verdict["verdict"] == "wrong_answer"
    assert verdict["misconception"] is None
    assert verdict["message"].startswith("A vector: expected 0.09003")


def test_a_simple_relation_to_the_right_answer_is_named(judge):
    source = submissions.RIGHT["as in the model answer"].replace("return e", "return 2 * e")
    verdict = grade(judge, source)
    assert verdict["misconception"] is None
    assert verdict["message"].startswith("Yours is the right result times 2 (a vector: expected 0.09003")


def test_a_mistake_that_only_random_inputs_show_comes_back_small(judge):
    source = submissions.RIGHT["as in the model answer"].replace("return e", "return (x.ndim == 3 and x.min() < 0) + e")
    counterexample = grade(judge, source)["counterexample"]
    assert counterexample["inputs"]["x"]["shape"] == [1, 1, 1]
    assert counterexample["inputs"]["x"]["values"] in ([[[-1.0]]], [[[-0.1]]])


def test_a_wrong_dtype_is_blamed_only_when_float64_is_right(judge):
    right = submissions.RIGHT["as in the model answer"]
    coarse = right.replace("return e /", "e = e + x.dtype.type(2e-4) * (x.dtype == np.float32)\n    return e /")
    assert "right in float64, wrong in float32" in grade(judge, coarse)["message"]
    rare = right.replace("return e", "return (x.ndim == 3 and x.min() < 0 and x.shape[0] == 5) + e")
    for seed in range(20):
        assert "yours is right" not in grade(judge, rare, seed)["message"].lower()


def test_the_same_seed_gives_the_same_verdict(judge):
    one, two = (grade(judge, submissions.GLOBAL_MAX_IN_OTHER_WORDS, seed=5) for _ in range(2))
    assert {**one, "seconds": 0} == {**two, "seconds": 0}


def test_the_verdict_has_the_promised_keys(judge):
    verdict = grade(judge, submissions.BAD["returns the input"][0])
    assert set(verdict) >= {
        "kata", "verdict", "passed", "checks", "misconception", "counterexample", "message", "traceback", "output",
        "seconds", "seed", "device", "reference",
    }  # fmt: skip
    assert set(verdict["checks"][0]) == {"name", "passed", "message"}
    assert set(verdict["counterexample"]) == {"inputs", "expected", "got"}


def test_prints_come_back_with_the_verdict(judge):
    assert "shape (3,)" in grade(judge, submissions.RIGHT["with prints for debugging"])["output"]


def test_of_two_faults_in_one_submission_both_are_named(judge):
    source = """
import numpy as np
def softmax(x, axis=-1):
    shifted = np.exp(x - np.max(x))
    return shifted / np.sum(shifted, axis=1, keepdims=True)
"""
    verdict = grade(judge, source)
    assert verdict["verdict"] == "wrong_answer"
    assert verdict["misconception"]["id"] == "global_max"
    assert "one maximum is enough for the whole array and softmax always runs along axis 1" in verdict["message"]
    inputs = verdict["counterexample"]["inputs"]["x"]
    assert inputs["shape"][0] * inputs["shape"][1] <= 6


UNREADABLE = {
    "a coding that takes minutes": b"# coding: punycode\nx='" + b"a" * 300_000 + b"-" + b"a" * 300_000 + b"'\n",
    "a name of a hundred thousand parts": b"x = lambda: np" + b".a" * 100_000,
    "a list with seventy attributes": b"x = lambda: [" + b"1," * 60_000 + b"]" + b".a" * 70,
    "brackets in brackets": b"x = " + b"(" * 90_000 + b"1" + b")" * 90_000,
    "a sum of thousands": b"x = 1" + b"+1" * 20_000,
    "a million nodes": b"x = lambda: (" + b"a," * 400_000 + b")",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_source_that_is_hard_to_read_costs_the_judge_nothing(judge, name):
    """Its own process reads it, within its limits."""
    before = judge.facts()["pid"]
    verdict = judge.grade("softmax", UNREADABLE[name], file="softmax.py", device="cpu")
    assert verdict["verdict"] in ("raised", "missing", "timed_out", "out_of_memory")
    assert verdict["seconds"] < 12
    assert judge.facts()["pid"] == before
