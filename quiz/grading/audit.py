"""What an author is told of a kata: do trivial answers fail, how much of the tolerance does the model answer use, are
its gradients gradients?"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.grading.cases import RANDOM, SINGLE, double, random_cases
from quiz.grading.comparison import tolerance
from quiz.grading.differences import differences
from quiz.grading.grader import Grader
from quiz.grading.trial import Submission, Trial
from quiz.sandbox.outcome import Returned

Array = npt.NDArray[Any]

SEEDS = range(4)
GRADIENT = re.compile(r"(^|_)(grad|gradient|backward|vjp)(_|$)")
APPLIED = "a result was changed"
PROLOGUE = f'''
import numpy as _np


def _each(result, args, applies, change):
    if isinstance(result, (tuple, list)):
        return tuple(_each(part, args, applies, change) for part in result)
    y = _np.asarray(result)
    if not y.size or not applies(y, args):
        return result
    print("{APPLIED}")
    return change(y, args)


def _like(value, result):
    return _np.broadcast_to(_np.asarray(value, result.dtype), result.shape).copy()


def _arrays(args):
    return [a for a in args if isinstance(a, _np.ndarray)]
'''
CHANGES = {  # what it is called: where it is a change at all, and the change
    "zeros": ("True", "_like(0, y)"),
    "a constant": ("True", "_like(1, y)"),
    "NaN": ("y.dtype.kind == 'f'", "_like(_np.nan, y)"),
    "transposed": ("y.ndim > 1", "y.T"),
    "negated": ("y.dtype.kind in 'fi'", "-y"),
    "doubled": ("y.dtype.kind in 'fi'", "2 * y"),
    "the input": ("_arrays(args)", "_np.asarray(_arrays(args)[0], y.dtype)"),
}


def audit(grader: Grader) -> dict[str, Any]:
    """`passing`: trivial answers that pass and are not declared harmless; `margin`: see `used_tolerance`; `compared`:
    entries of gradients that agree with central differences, `faults`: those that do not; `unproved`: it is a kata of
    gradients, and no scalar is there to take differences of."""
    functions = [name for name in grader.loaded.kata.functions if grader.loaded.solution.is_function(name)]
    plain = functions if grader.loaded.page.flavour == "numpy" else []
    names = {f"{name}: {change}": trivial(grader, name, change) for name in plain for change in CHANGES}
    harmless = grader.loaded.kata.harmless
    passing = [name for name, source in names.items() if name not in harmless and _passes(grader, source)]
    unknown = [name for name in harmless if name not in names]
    compared, faults = proved_gradients(grader)
    return {
        "passing": passing,
        "unknown_harmless": unknown,
        "margin": used_tolerance(grader),
        "compared": compared,
        "faults": faults,
        "unproved": has_gradients(grader) and not grader.loaded.kata.gradients,
    }


def trivial(grader: Grader, function: str, change: str) -> str:
    """The model answer with the results of one function changed; it prints APPLIED where that is a change at all."""
    applies, changed = CHANGES[change]
    wrapper = f"""
_right_{function} = {function}


def {function}(*args, **kwargs):
    result = _right_{function}(*args, **kwargs)
    return _each(result, args, lambda y, args: {applies}, lambda y, args: {changed})
"""
    return grader.loaded.model_answer + PROLOGUE + wrapper


def used_tolerance(grader: Grader) -> float:
    """The largest share of the tolerance that the model answer's float32 results use; 0 without a reference."""
    if grader.loaded.reference is None:
        return 0.0
    source = grader.loaded.model_answer.encode()
    it = Submission(source, grader.loaded.kata.functions, "model.py", grader.loaded.driver)
    shares = [0.0]
    with Trial(grader.server, it, 0) as trial:
        for case in (case for seed in SEEDS for case in random_cases(grader.loaded.kata, seed) if case.check == SINGLE):
            outcome = trial.call(case)
            if isinstance(outcome, Returned):
                pairs = _pairs(outcome.value, grader.expected(case, "cpu"))
                for got, expected in pairs:
                    relative, absolute = tolerance(expected, False, case, grader.loaded.kata)
                    shares.append(_share(got, expected, relative, absolute))
    return max(shares)


def has_gradients(grader: Grader) -> bool:
    """Does the reference ask autograd, or a function's name promise a gradient?"""
    functions = grader.loaded.kata.functions
    return grader.loaded.solution.differentiates() or any(GRADIENT.search(name) for name in functions)


def proved_gradients(grader: Grader) -> tuple[int, list[dict[str, Any]]]:
    """How many entries of the reference's gradients were compared with differences, and what was wrong."""
    kata = grader.loaded.kata
    drawn = [case for case in random_cases(kata, SEEDS[0]) if case.check == RANDOM] if kata.gradients else []
    cases = [double(case) for case in (*grader.loaded.edges, *drawn)]
    compared, faults = differences(kata, cases, lambda case: grader.expected(case, "cpu"))
    return compared, [vars(fault) for fault in faults]


def _passes(grader: Grader, source: str) -> bool:
    verdict = grader.grade(source.encode(), file="trivial.py", seed=1)
    return verdict.passed and APPLIED in verdict.output


def _pairs(got: Any, expected: Any) -> list[tuple[Array, Array]]:
    """The floating parts of a result beside what was expected."""
    if isinstance(expected, tuple):
        return [pair for one, other in zip(got, expected, strict=True) for pair in _pairs(one, other)]
    return [(np.asarray(got, float), expected)] if expected.dtype.kind == "f" else []


def _share(got: Array, expected: Array, relative: float, absolute: float) -> float:
    finite = np.isfinite(expected)
    if not finite.any():
        return 0.0
    error, right = np.abs(got[finite] - expected[finite]), np.abs(expected[finite])
    return float((error / (absolute + relative * right)).max())
