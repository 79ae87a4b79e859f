"""A failing case can be pasted: the line gives back the same inputs."""

from __future__ import annotations

import numpy as np
import pytest

from quiz.grading.python_line import python_line
from quiz.grading.values import as_json


def case(**inputs):
    return {"inputs": {name: as_json(value) for name, value in inputs.items()}, "expected": None, "got": None}


@pytest.mark.parametrize(
    "x",
    [
        np.array([[0.0, 1.5], [1000.0, -1e9]]),
        np.array([1.0, np.nan, np.inf, -np.inf]),
        np.arange(3),
        np.array([True, False]),
        np.array([0.1, 2.0], np.float32),
        np.zeros((0, 3)),
        2.5,
        -1,
        None,
        "text",
    ],
)
def test_the_line_gives_back_the_inputs(x):
    got = eval(python_line(case(x=x, axis=-1), ("f",)), {"np": np, "f": lambda **inputs: inputs})
    assert got["axis"] == -1
    np.testing.assert_array_equal(got["x"], x)
    assert getattr(got["x"], "dtype", None) == getattr(x, "dtype", None)


def test_several_functions_share_assignments():
    scope = {"np": np}
    exec(python_line(case(x=np.ones(2), k=3), ("f", "g")), scope)
    assert scope["x"].tolist() == [1, 1]
    assert scope["k"] == 3


def test_there_is_no_line_for_what_cannot_be_shown():
    assert python_line(None, ("f",)) == ""
    assert python_line(case(x=np.zeros(10_000)), ("f",)) == ""
