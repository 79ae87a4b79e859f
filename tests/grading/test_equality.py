"""An input counts as unchanged only when type and bytes are the same, whatever a hostile process sends back."""

from __future__ import annotations

import numpy as np
import pytest

from quiz.grading.cases import Case
from quiz.grading.equality import changed, finite, has_single
from quiz.sandbox.outcome import Returned


def came_back(args, case):
    return not changed(Returned(None, args, {}), case)


@pytest.mark.parametrize(
    "value",
    [np.ones((2, 3)), np.float32(1.5), 3, 1.5, float("nan"), None, "text", (1, [np.ones(2)]), {"a": np.zeros(1)}],
)
def test_what_comes_back_as_it_was_is_unchanged(value):
    assert came_back((value,), Case("case", (value,), {}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (np.zeros(2), np.array([0.0, -0.0])),
        (np.zeros(2), np.zeros((2, 1))),
        (np.zeros(2), np.zeros(2, np.float32)),
        (np.zeros(2), [0.0, 0.0]),
        (1.5, np.array([1.5, 1.5])),
        (1, True),
        (3, 4),
        ((1, 2), (1,)),
        ({"a": 1}, {"b": 1}),
        (np.float64(1), np.ones(2)),
    ],
)
def test_anything_else_is_a_change(before, after):
    assert not came_back((after,), Case("case", (before,), {}))


def test_too_few_arguments_are_a_change():
    assert not came_back((), Case("case", (1,), {}))


def test_facts_about_arrays():
    assert finite((np.ones(2), np.arange(3)))
    assert not finite(np.array([1.0, np.inf]))
    assert has_single(Case("case", ([np.ones(2, np.float32)],), {}))
    assert not has_single(Case("case", (np.ones(2),), {}))
