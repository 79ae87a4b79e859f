"""What grading a kata costs without a judge: a plain pytest file that compares a submission with torch.

    KATA=softmax SUBMISSION=softmax.py SEED=1 python -m pytest tests/bench/peers/cold_pytest.py

The cases are the judge's for the same seed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from called import PROPERTY_CASES, call, cases, defined, loaded

KATA = loaded(os.environ["KATA"])
CASES = cases(KATA, int(os.environ["SEED"]))
SUBMITTED = defined(Path(os.environ["SUBMISSION"]).read_bytes(), KATA)


def results(answer):
    """One array or several, as several."""
    return answer if isinstance(answer, tuple) else (answer,)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.check)
def test_the_answer_is_that_of_torch(case):
    answer, unchanged = call(SUBMITTED, case, KATA)
    expected = KATA.reference.expected(case.args, case.kwargs, "cpu")
    single = any(a.dtype == np.float32 for a in case.arrays)
    for got, wanted in zip(results(answer), results(expected), strict=True):
        got = np.asarray(got)
        assert got.dtype == (wanted.dtype if wanted.dtype == bool else np.float32 if single else np.float64)
        assert got.shape == wanted.shape
        np.testing.assert_allclose(got, wanted, *((1e-5, 1e-6) if single else (1e-7, 1e-9)))
    assert unchanged


def test_the_same_input_gives_the_same_answer():
    once, twice = (results(call(SUBMITTED, CASES[-1], KATA)[0]) for _ in range(2))
    for one, other in zip(once, twice, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("case", CASES[:PROPERTY_CASES], ids=lambda case: case.check)
@pytest.mark.parametrize("prop", KATA.kata.properties, ids=lambda prop: prop.__name__)
def test_a_property_holds(prop, case):
    assert prop(SUBMITTED, *case.args, **case.kwargs)
