"""Where nothing can be forked, runners that were started ahead give the same verdicts."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from quiz.paths import bundled_course

pytestmark = pytest.mark.katas

SOFTMAX = """
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""
SUBMISSIONS = {
    "right": ("softmax", SOFTMAX, "passed"),
    "wrong": ("softmax", SOFTMAX.replace("axis=axis, ", "", 1), "wrong_answer"),
    "raising": ("softmax", "def softmax(x, axis=-1): return x[999]", "raised"),
    "looping": ("softmax", "def softmax(x, axis=-1):\n    while True: pass", "timed_out"),
    "leaving": ("softmax", "import os\ndef softmax(x, axis=-1): os._exit(0)", "left_early"),
    "crashing": ("softmax", "import ctypes\ndef softmax(x, axis=-1): ctypes.string_at(0)", "crashed"),
    "too large": ("softmax", "def softmax(x, axis=-1): return bytearray(4 << 30)", "out_of_memory"),
    "forbidden": ("softmax", "import os\ndef softmax(x, axis=-1): os.kill(os.getppid(), 9)", "forbidden"),
    "with a driver": (
        "minibatches",
        "def minibatches(X, y, bs, rng):\n    order = rng.permutation(len(X))\n"
        "    for k in range(0, len(X), bs): yield X[order[k : k + bs]], y[order[k : k + bs]]",
        "passed",
    ),
    "given a function": (
        "numerical_gradient",
        "def numerical_gradient(f, x, h=1e-5): return x * 0.0",
        "wrong_answer",
    ),
}


@pytest.fixture(scope="module")
def spared(users_client):
    """A judge whose runners are started, not forked."""
    folder = Path(tempfile.mkdtemp(prefix="quiz-"))
    client = users_client(bundled_course(), folder, sys.executable, None, {"QUIZ_SANDBOX": "spare"})
    yield client
    client.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_submission_gets_the_verdict_that_it_gets_from_a_fork(spared, name):
    kata, source, verdict = SUBMISSIONS[name]
    result = spared.grade(kata, source.encode(), file="solution.py", device="cpu", seed=1)
    assert result["verdict"] == verdict, result["message"]


def test_a_misconception_is_named_too(spared):
    result = spared.grade("softmax", SUBMISSIONS["wrong"][1].encode(), file="softmax.py", device="cpu", seed=1)
    assert result["misconception"]


def test_torch_is_loaded_ahead_as_well(spared):
    source = """
import torch
class ReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x > 0)
        return x * (x > 0)
    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.saved_tensors[0]
"""
    assert spared.grade("relu_function", source.encode(), file="relu_function.py", device="cpu", seed=1)["passed"]


def test_it_says_that_the_box_is_missing(spared):
    assert spared.facts()["protections"]
    assert not [name for name in spared.facts()["protections"] if "exist" in name]
