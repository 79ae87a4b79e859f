"""A belief is recognised with another number than the author thought of, and with nothing but the number changed."""

from __future__ import annotations

import pytest

from quiz.grading.constants import MOST, values_around


def test_round_numbers_over_the_span_of_the_known_ones_and_beyond():
    values = values_around((1e-7, 1e-9))
    assert {1e-5, 5e-6, 3e-8, 1e-8, 1e-11, 2.0**-23} <= set(values)
    assert not {1e-7, 1e-9, 2e-5, 1e-12} & set(values)
    assert len(values_around((1e-300, 1.0))) <= MOST


def test_whole_numbers_stay_whole_and_signs_stay():
    assert {60, 700, 5000} <= set(values_around((500, 20, 30)))
    assert all(isinstance(value, int) for value in values_around((500, 20, 30)))
    assert set(values_around((-1e9, -1e5, -999.0))) >= {-1e3, -1e11}


def test_switches_are_not_turned():
    for switch in ((0, 1), (1, 2), (-1.0, 1.0), (), (0.0, 0.5)):
        assert values_around(switch) == []


@pytest.mark.katas
@pytest.mark.parametrize(
    ("kata", "source", "name"),
    [
        ("sigmoid", "def sigmoid(x): return 1 / (1 + np.exp(-x.clip(-60, 60)))", "clipped"),  # called by a driver
        ("sigmoid", "def sigmoid(x): return (x > 0) * 1e-4 + 1 / (1 + np.exp(-x.clip(-60, 60)))", None),
        (
            "bce_with_logits",
            "def bce_with_logits(x, y):\n    p = np.clip(1 / (1 + np.exp(-x)), 1e-5, 1 - 1e-5)\n"
            "    return -y * np.log(p) - (1 - y) * np.log(1 - p)",
            "clipped",
        ),
    ],
)
def test_the_belief_is_named_where_it_explains_everything(judge, kata, source, name):
    verdict = judge.grade(kata, f"import numpy as np\n{source}".encode(), file=f"{kata}.py", device="cpu", seed=1)
    assert not verdict["passed"]
    assert (verdict["misconception"] or {"id": None})["id"] == name, verdict["message"]
