"""Whatever a submission returns, every kata gives a verdict and never a pass, and the judge goes on."""

from __future__ import annotations

import contextlib

import pytest

from quiz.paths import bundled_course

pytestmark = [pytest.mark.katas, pytest.mark.slow, pytest.mark.filterwarnings("ignore::RuntimeWarning")]

RETURNS = r"""
None; True; 3; -0.0; 10 ** 30; 10 ** 300; float('nan'); float('inf'); 'x'; b'x'; '\ud800\x1b['
[]; (); {}; [None]; [[], []]; {'a': x}; [x, x]; (x,) * 5; [[[[[[[x]]]]]]]; [1.0, 'a', None]
np.zeros(()); np.zeros(0); np.zeros((1,) * 10); np.full(3, np.nan); np.full(3, np.inf); np.ones(3, bool)
np.ones(3, 'i1'); np.ones(3, 'f2'); np.ones(3, complex); np.array(['a']); np.array([None]); np.float16(1)
np.ones((3, 4)).T; np.ones(3)[::-1]; np.broadcast_to(1.0, (3, 3)); np.ma.masked_all(3); np.matrix([[1.0]])
np.zeros(3, 'f8,f8'); np.zeros((0, 3)); np.full(np.shape(x), 1e308); np.full(np.shape(x), 5e-324); x
np.asarray(x).T; np.asarray(x).ravel(); np.atleast_1d(x)[:0]; -np.asarray(x, float); args; kwargs; np
lambda *a: x; (v for v in range(3)); type('E', (), {'__eq__': lambda s, o: True})(); x.fill(0) or x
"""
FORGER = """
import random, sys
wire = sys.modules["quiz.sandbox.wire"]
pack, rng = wire.pack, random.Random(SEED)
SIZES = {"<f8": 8, "<f4": 4, "<i8": 8, "|b1": 1, "|u1": 1, "<f2": 2}
PLAIN = [{"int": "0x0"}, {"int": hex(2**64)}, {"int": hex(-(10**300))}, {"float": "nan"}, {"float": "-inf"},
         {"float": "0x1p1023"}, {"value": None}, {"value": True}, {"value": "\\ud800"}, {}, [], 3, {"x": 1}]

def value(depth=0):
    kind = rng.choice(["array", "array", "plain", "tuple", "list", "dict"][: 6 if depth < 3 else 3])
    if kind == "array":
        layout = rng.choice(["C", "F", "stepped", "reversed"])
        shape = [rng.randrange(4) for _ in range(rng.randrange(4))]
        return {"array": rng.choice(list(SIZES)), "shape": shape, "layout": layout, "scalar": rng.random() < 0.3}
    if kind == "plain":
        return rng.choice(PLAIN)
    parts = [value(depth + 1) for _ in range(rng.randrange(4))]
    return {kind: dict(zip(["W1", "b1", "a"], parts)) if kind == "dict" else parts}

def needed(meta):
    if isinstance(meta, dict) and "array" in meta:
        size = SIZES[meta["array"]]
        for n in meta["shape"]:
            size *= n
        return size
    return sum(map(needed, meta.values() if isinstance(meta, dict) else meta)) if isinstance(meta, dict | list) else 0

def lie(kind, number, meta, buffers=None):
    if kind != wire.Kind.RESULT:
        return pack(kind, number, meta, buffers)
    inputs = {"tuple": [{"tuple": [value() for _ in range(rng.randrange(4))]}, {"dict": {}}]}
    result = value()
    body = bytes(rng.randrange(256) for _ in range(needed(result) + needed(inputs)))
    return pack(kind, number, {"result": result, "inputs": inputs}, [body])

wire.pack = lie
"""


def katas():
    return sorted(readme.parent.name for readme in (bundled_course() / "exercises").glob("*/*/README.md"))


@pytest.fixture(scope="module")
def grader_of():
    """A function that makes the grader of a kata."""
    from quiz.grading.grader import Grader
    from quiz.grading.loading import find_kata, load
    from quiz.sandbox.engines import open_sandbox

    with contextlib.ExitStack() as stack:
        sandboxes = {}

        def of(kata):
            header = find_kata(bundled_course(), kata)
            if header.flavour not in sandboxes:
                sandboxes[header.flavour] = open_sandbox(header.flavour)
                stack.callback(sandboxes[header.flavour].close)
            return Grader(load(header), sandboxes[header.flavour])

        yield of


def source(grader, returned):
    """A submission whose every function returns the same."""
    lines = [
        f"def {name}(*args, **kwargs):\n    x = args[0] if args else 0\n    return {returned}"
        for name in grader.loaded.kata.functions
    ]
    return "\n".join(["import numpy as np", *lines])


@pytest.mark.parametrize("kata", katas())
def test_no_odd_return_passes_or_breaks_the_judge(grader_of, kata):
    grader = grader_of(kata)
    for returned in RETURNS.replace("\n", ";").split(";"):
        if returned:
            verdict = grader.grade(source(grader, returned.strip()).encode(), file="f.py", seed=1)
            assert not verdict.passed, returned


@pytest.mark.parametrize("kata", katas())
def test_no_forged_frame_passes_or_breaks_the_judge(grader_of, kata):
    grader = grader_of(kata)
    for seed in range(20):
        submission = FORGER.replace("SEED", repr(f"{kata} {seed}")) + source(grader, "x")
        verdict = grader.grade(submission.encode(), file="f.py", seed=seed)
        assert not verdict.passed, seed
