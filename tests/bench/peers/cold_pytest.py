"""What grading softmax costs without a judge: a plain pytest file that compares a submission with torch.

    SUBMISSION=softmax.py SEED=1 python -m pytest tests/bench/peers/cold_pytest.py

The cases are the judge's for the same seed.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from quiz.grading.cases import edge_cases, random_cases  # noqa: E402  the path is set above
from quiz.grading.loading import find_kata, load  # noqa: E402
from quiz.sandbox.wire import Laid, lay_out  # noqa: E402

LOADED = load(find_kata(ROOT, "softmax"))
CASES = [*edge_cases(LOADED.kata), *random_cases(LOADED.kata, int(os.environ["SEED"]))]


def submitted():
    """The learner's function, imported from the file."""
    spec = importlib.util.spec_from_file_location("submission", os.environ["SUBMISSION"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.softmax


SOFTMAX = submitted()


def arguments(case):
    """Fresh copies of a case's arguments, laid out in memory as it asks."""
    args, kwargs = case.laid_out()
    return [lay_out(a.array, a.layout) if isinstance(a, Laid) else np.copy(a) for a in args], kwargs


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.check)
def test_the_answer_is_that_of_torch(case):
    args, kwargs = arguments(case)
    got = SOFTMAX(*args, **kwargs)
    expected = LOADED.reference.expected(case.args, case.kwargs, "cpu")
    single = any(a.dtype == np.float32 for a in case.arrays)
    assert got.dtype == (np.float32 if single else np.float64)
    assert got.shape == expected.shape
    np.testing.assert_allclose(got, expected, *((1e-5, 1e-6) if single else (1e-7, 1e-9)))
    for after, before in zip(args, case.args, strict=True):
        np.testing.assert_array_equal(after, before)


def test_the_same_input_gives_the_same_answer():
    args, kwargs = arguments(CASES[-1])
    np.testing.assert_array_equal(SOFTMAX(*args, **kwargs), SOFTMAX(*args, **kwargs))


@pytest.mark.parametrize("case", CASES[:8], ids=lambda case: case.check)
@pytest.mark.parametrize("prop", LOADED.kata.properties, ids=lambda prop: prop.__name__)
def test_a_property_holds(prop, case):
    assert prop(SOFTMAX, *case.args, **case.kwargs)
