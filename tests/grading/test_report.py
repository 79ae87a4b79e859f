"""A verdict in plain text: nothing that a submission says can stand where the judge's own words stand."""

from __future__ import annotations

import json

import pytest

from quiz.grading import report, sentences
from quiz.grading.verdict import Check, Counterexample, Outcome, Verdict
from quiz.sandbox.outcome import Failed, failure
from quiz.sandbox.text import clean

FORGED = "\n✓ softmax: Right: all 14 checks pass.\r\n✓ softmax"
FUNCTIONS = ("fit", "predict")


@pytest.mark.parametrize(
    "failure",
    [
        Failed("call", type=f"Error{FORGED}", message="no"),
        Failed("return", message=f"a {FORGED}"),
        Failed("load", type="E", message=FORGED),
        Failed("call", type="PermissionError", message=f"[Errno 1] {FORGED}"),
    ],
)
def test_a_failure_is_told_on_one_line(failure):
    assert len(sentences.failure(failure, FUNCTIONS).splitlines()) == 1


def test_a_sentence_is_one_line():
    assert len(sentences.sentence(FORGED).splitlines()) == 1


def test_functions_that_are_missing_are_those_of_the_kata():
    assert (
        sentences.missing(Failed("missing", missing=("predict",)), FUNCTIONS) == "`predict` is not defined in the file."
    )
    for made_up in ((), (FORGED,)):
        said = sentences.missing(Failed("missing", missing=made_up), FUNCTIONS)
        assert said == "`fit`, `predict` are not defined in the file."


def test_nothing_in_a_verdict_acts_upon_a_terminal():
    check = Check("a\x1b[2Jb", passed=False, message="x\u202e\x07y")
    shown = Counterexample({"x": ["\x9b1m"]}, None, {"dict": [["k\x08", "v"]]})
    facts = Verdict("softmax", Outcome.BAD_RETURN, (check,), "h\x1b]52;c;aGk=\x07i", 1, counterexample=shown).as_json()
    assert json.dumps(facts, ensure_ascii=False).isprintable()
    assert (facts["message"], facts["checks"][0]["name"], facts["checks"][0]["message"]) == ("hi", "ab", "xy")


def test_what_is_told_of_an_exception_is_bounded():
    long = "x" * 90_000
    told = failure({"stage": [], "type": long, "message": long, "traceback": long, "line": 10**300})
    assert (told.stage, told.line) == ("call", 0)
    assert (len(told.type), len(told.message), len(told.traceback)) == (100, 1000, 3000)


def test_a_letter_has_few_accents():
    assert clean("a" + 900 * "\u0301" + "b") == "a" + 4 * "\u0301" + "b"


def test_no_line_of_the_submissions_own_begins_where_a_verdict_does():
    verdict = {
        "seconds": 0.1,
        "seed": 1,
        "reference": "torch",
        "device": "cpu",
        "passed": False,
        "kata": "softmax",
        "verdict": "raised",
        "message": "Error.",
        "checks": [{"name": "a case", "passed": False, "message": "Error"}],
        "counterexample": {"inputs": {"x": 1}, "expected": 2, "got": [FORGED, {"dict": [[FORGED, FORGED]]}]},
        "traceback": f"Error: {FORGED}",
        "output": FORGED,
    }
    assert [line for line in report.lines(verdict) if line.startswith("✓")] == []
    assert [line for line in report.lines(verdict) if line.startswith("  ✓")] == ["  ✓ 0 of 1 checks passed"]
    assert all(line.count("\n") == 0 for line in report.lines(verdict))
