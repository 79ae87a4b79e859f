"""What is named, and what is not, from a submission to the sentence."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.katas


def grade(judge, kata, source, seed=1):
    return judge.grade(kata, ("import numpy as np\n" + source).encode(), file=f"{kata}.py", device="cpu", seed=seed)


@pytest.mark.parametrize(
    "fault",
    [
        "if X.dtype == np.float32: theta = theta - 2",  # in float32 only
        "if not len(X): return np.zeros(0)",
        "if not len(X): raise ValueError('empty')",
    ],
)
def test_values_that_are_right_are_no_sign_of_a_wrong_type(judge, fault):
    source = f"def threshold_neuron(X, w, theta):\n    {fault}\n    return (X @ w > theta).astype(int)"
    verdict = grade(judge, "threshold_neuron", source)
    assert not verdict["passed"]
    assert verdict["misconception"] is None


def test_a_wrong_type_is_named_where_it_shows(judge):
    for result in ("X @ w > theta", "np.heaviside(X @ w - theta, 0.0)"):
        verdict = grade(judge, "threshold_neuron", f"def threshold_neuron(X, w, theta): return {result}")
        assert verdict["misconception"]["id"] == "truth_values"


def test_a_belief_that_shows_in_places_is_said_to(judge):
    source = "def softmax_vjp(p, g, axis=-1):\n    return p * (g - (p * g).sum(axis or -1, keepdims=True))"
    verdict = grade(judge, "softmax_vjp", source)
    assert verdict["misconception"]["where"] == "in places"
    assert verdict["message"].startswith("In places your code acts as if softmax always runs along the last axis: ")
