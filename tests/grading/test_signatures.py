"""What is named where there is no reference: properties that break, measurements that agree, chance that counts not."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from quiz.grading.cases import edge_cases
from quiz.grading.signatures import Signatures
from quiz.grading.trial import Submission, Trial
from quiz.kata import Kata

pytestmark = pytest.mark.katas

kata = Kata("f")
for number in range(3):
    kata.edge(f"seed {number}", number)


@kata.driver
def drive(f, seed):
    return np.array(f(np.random.default_rng(seed)), float)


@kata.property
def it_is_small(f, seed):
    return f(seed) < 10


@kata.property
def it_is_below_a_half(f, seed):
    return f(seed) % 1 < 0.5


@kata.measure(atol=2)
def its_size(f, seed):
    return f(seed)


DRIVER = "def drive(f, seed):\n    return np.array(f(np.random.default_rng(seed)), float)"


def fitting(server, submission, parameters=("seed",), **wrong):
    def start(source):
        return Trial(server, Submission(source.encode(), ("f",), "f.py", DRIVER), seed=1)

    loaded = SimpleNamespace(kata=kata, edges=edge_cases(kata), parameters=parameters)
    with start(submission) as trial:
        return Signatures(loaded, list(wrong), lambda name: start(wrong[name])).fitting(trial)


HUGE, LARGE = "def f(rng): return 1000", "def f(rng): return 11"
DRAWN = "def f(rng): return 20 + rng.random()"
DRAWN_OTHERWISE = "def f(rng): return 20 + rng.random(8)[7]"


def test_whoever_breaks_the_same_and_measures_the_same_fits(server):
    assert fitting(server, "def f(rng): return 12", huge=HUGE, large=LARGE) == ["large"]
    assert fitting(server, "def f(rng): return 1001.5", huge=HUGE, large=LARGE) == []  # breaks another property too
    assert fitting(server, "def f(rng): return 500", huge=HUGE, large=LARGE) == []


def test_what_cannot_be_measured_is_not_the_same(server):
    assert fitting(server, "def f(rng): return [11, 12]", large=LARGE) == []


def test_what_chance_decides_counts_for_nothing(server):
    assert fitting(server, DRAWN_OTHERWISE, drawn=DRAWN) == ["drawn"]
    assert fitting(server, DRAWN_OTHERWISE, parameters=("x",), drawn=DRAWN) == []  # no seed that could be changed


def test_what_is_sure_counts(server):
    assert fitting(server, "def f(rng): return 20.7", drawn="def f(rng): return 20.1") == []
