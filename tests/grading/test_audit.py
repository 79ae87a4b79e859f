"""Checks that let a trivial answer through are found, and so is a tolerance that is nearly used up."""

from __future__ import annotations

import pytest

from quiz.course.katas import KataHeader
from quiz.grading.audit import audit
from quiz.grading.grader import Grader
from quiz.grading.loading import load
from quiz.sandbox.forking import Forks

pytestmark = pytest.mark.katas

SOLUTION = """
import numpy as np
from quiz.kata import wrong
def reference(x):
    return abs(x) * SCALE
def size(x):
    return np.abs(x) * x.dtype.type(SCALE)
SCALE = 1.0
"""
CHECKS = """
import numpy as np
from quiz.kata import Kata
kata = Kata("size")
kata.edge("some", SOME)
@kata.random
def numbers(rng):
    return DRAWN
"""


@pytest.fixture(scope="module")
def server():
    fork_server = Forks()
    yield fork_server
    fork_server.close()


@pytest.fixture
def audited(tmp_path, server):
    """The audit of a kata with these checks."""

    def run(
        some="[[1.0, -2.0], [3.0, 0.5]]",
        drawn="rng.normal(size=(2, 3))",
        kata='"size"',
        solution=SOLUTION,
        checks=CHECKS,
    ):
        folder = tmp_path / f"kata{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        file, answers = folder / "test_size.py", folder / "size.py"
        file.write_text(checks.replace("SOME", some).replace("DRAWN", drawn).replace('"size"', kata))
        answers.write_text(solution)
        header = KataHeader(
            id="size", unit="01", title="Size", difficulty=1, prerequisites=(), cards=(), flavour="numpy", forbids=(),
            folder=folder, stub=answers, checks=file, solution=answers,
        )  # fmt: skip
        return audit(Grader(load(header), server))

    return run


def test_good_checks_let_no_trivial_answer_through(audited):
    found = audited()
    assert found["passing"] == []
    assert found["margin"] < 0.1


def test_an_answer_that_passes_is_named(audited):
    found = audited(some="[[1.0, 2.0], [3.0, 5.0]]", drawn="np.arange(1.0, 5).reshape(2, 2)")
    assert found["passing"] == ["size: the input"]


def test_a_change_that_changes_nothing_is_no_answer_of_its_own(audited):
    assert audited(some="[1.0, -2.0]", drawn="rng.normal(size=3)")["passing"] == []


def test_what_is_declared_harmless_is_not_named_and_must_exist(audited):
    kata = '"size", harmless={"size: the input": "only positive numbers come", "size: tripled": "?"}'
    found = audited(some="[[1.0, 2.0], [3.0, 5.0]]", drawn="np.arange(1.0, 5).reshape(2, 2)", kata=kata)
    assert found["passing"] == []
    assert found["unknown_harmless"] == ["size: tripled"]


def test_a_coarse_model_answer_uses_up_the_tolerance(audited):
    coarse = SOLUTION.replace(
        "np.abs(x) * x.dtype.type(SCALE)", "np.abs(x) * x.dtype.type(1 + 5e-6 * (x.dtype == np.float32))"
    )
    assert 0.2 < audited(solution=coarse)["margin"] < 1


def test_a_gradient_needs_a_scalar_and_has_to_be_its_gradient(audited):
    asks = SOLUTION.replace("abs(x) * SCALE", "torch.autograd.grad(abs(x.requires_grad_()).sum(), x)[0]")
    asks = asks.replace("def reference(x):", "def reference(x):\n    import torch")
    found = audited(solution=asks.replace("np.abs(x)", "np.sign(x)"))
    assert found["unproved"]
    assert found["faults"] == []
    scalar = "\n@kata.gradient()\ndef total(x):\n    return lambda x: abs(x).sum(), (x,)\n"
    found = audited(solution=asks.replace("np.abs(x)", "np.sign(x)"), checks=CHECKS + scalar)
    assert not found["unproved"]
    assert found["compared"] > 4
    [fault] = audited(checks=CHECKS + scalar)["faults"]
    assert fault["line"] == 10
    assert "the reference says 2, the central difference -1" in fault["message"]
