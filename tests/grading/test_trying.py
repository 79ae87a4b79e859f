"""Lines of the learner's own run against their file and show what comes out."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.katas

SOURCE = b"""
import numpy as np
def softmax(x, axis=-1):
    print("called")
    if x.ndim == 0:
        raise ValueError("no axis")
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""


def run(judge, lines, source=SOURCE):
    return judge.try_lines("softmax", source, lines, file="softmax.py")


def test_the_last_expression_is_shown_with_shape_and_dtype(judge):
    result = run(judge, "x = np.ones((2, 4), np.float32)\nsoftmax(x)")
    assert result["value"]["type"] == "ndarray"
    assert (result["value"]["shape"], result["value"]["dtype"]) == ("(2, 4)", "float32")
    assert "0.25" in result["value"]["text"]
    assert result["output"] == "called\n"
    assert result["problem"] is None


def test_prints_alone_are_enough(judge):
    result = run(judge, "print(softmax(np.zeros(2)).sum())")
    assert result["output"] == "called\n1.0\n"
    assert result["value"] is None


def test_an_exception_shows_the_learners_lines(judge):
    result = run(judge, "softmax(np.float64(3))")
    assert "no axis" in result["problem"]
    assert 'raise ValueError("no axis")' in result["traceback"]
    assert "ValueError: no axis" not in result["traceback"]  # the problem says it


def test_only_the_learners_file_and_lines_are_named_each_with_its_right_line(judge):
    trace = run(judge, "x = 1\n\nfor i in range(2):\n    softmax(np.float64(3))\n")["traceback"]
    assert '"your lines", line 4' in trace
    assert '"softmax.py", line 6, in softmax' in trace
    assert "quiz" not in trace
    assert "compile" not in trace
    at_once = run(judge, "# a remark\n\nnowhere + 1")["traceback"].splitlines()
    assert at_once[0].strip() == 'File "your lines", line 3'
    assert at_once[1].index("nowhere") == at_once[2].index("^")


def test_a_file_that_is_not_python_names_its_line_once(judge):
    result = run(judge, "1 + 1", source=b"import numpy\ndef softmax(:\n")
    assert "line 2" in result["traceback"]
    assert "SyntaxError" not in result["traceback"]


@pytest.mark.parametrize(
    ("lines", "source", "said"),
    [
        ("softmax(", SOURCE, "not Python"),
        ("1 + 1", b"def softmax(:", "SyntaxError"),
        ("while True: pass", SOURCE, "till running"),
        ("import os; os._exit(0)", SOURCE, "left before"),
        ("import os; os.fork()", SOURCE, "not allowed"),
        ("nowhere", SOURCE, "NameError"),
    ],
)
def test_what_goes_wrong_is_one_sentence(judge, lines, source, said):
    assert said in run(judge, lines, source)["problem"]


def test_without_lines_nothing_comes_out(judge):
    assert run(judge, "") == {"value": None, "output": "", "problem": None, "traceback": None}
