"""A belief that holds a number: is it the learner's belief with another number than the author thought of?

A clip at 60 and a clip at 50 are one misconception. Where no wrong answer explains a submission, each constant that an
author left open is tried further: values around his own on the first input that fails, all in one runner; what agrees
there has to explain everything else as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quiz.grading.cases import Case
from quiz.grading.comparison import same
from quiz.grading.fitting import Outcome
from quiz.grading.loading import LoadedKata
from quiz.grading.marks import SET_CONSTANT, OpenConstant
from quiz.grading.trial import Submission, Trial
from quiz.sandbox.host import Sandbox
from quiz.sandbox.outcome import Returned

BEYOND = 100 * (1 + 1e-9)  # how far beyond the author's values, as a factor; 100 itself is within
MOST = 120  # values of one constant
KEPT = 3  # values that agree on the first input and are tried on all
FINE, COARSE = range(1, 10), (1, 2, 3, 5)  # leading digits, for a few decades and for many
INTEGERS = 3  # so many whole numbers show a scale, fewer are switches
EPSILONS = (2.0**-52, 2.0**-23)

DRIVER = """def _call_with(set_constant, {functions}, value, *args, **kwargs):
    set_constant(value)
    return {call}*args, **kwargs)


{driver}"""


@dataclass(frozen=True)
class Further:
    """A value that fits the first failing input, by the wrong answer it belongs to, with its outcomes on every case."""

    name: str
    outcomes: list[Outcome]


def further(
    loaded: LoadedKata, server: Sandbox, cases: Sequence[Case], first: int, observed: Outcome, seed: int
) -> Iterator[Further]:
    """The further values that agree with the submission on the case number `first`, where it fails."""
    if not isinstance(observed, Returned):
        return
    for wrong in loaded.wrong_answers:
        for constant in wrong.constants:
            values = values_around(constant.values)
            if values:
                with Trial(server, _submission(loaded, constant), seed) as trial:
                    outcomes = list(trial.calls([_with(value, cases[first]) for value in values]))
                    agreeing = (v for v, it in zip(values, outcomes, strict=True) if _agree(it, observed))
                    for value in islice(agreeing, KEPT):
                        yield Further(f"{wrong.id}#{value}", list(trial.calls([_with(value, case) for case in cases])))


def values_around(known: Sequence[float]) -> list[float]:
    """Round numbers over the span of the author's values and beyond it; none for switches and mixed signs."""
    sizes = [abs(value) for value in known]
    whole = all(isinstance(value, int) for value in known)
    if min(sizes, default=0) == 0 or (min(known) < 0 < max(known)) or (whole and len(set(known)) < INTEGERS):
        return []
    least, greatest = min(sizes) / BEYOND, max(sizes) * BEYOND
    decades = range(math.floor(math.log10(least)), math.ceil(math.log10(greatest)) + 1)
    digits: Sequence[int] = FINE if len(decades) * len(FINE) <= MOST else COARSE
    grid = [float(f"{digit}e{decade}") for decade in decades for digit in digits]
    inside = [size for size in (*grid, *EPSILONS) if least <= size <= greatest and size not in sizes]
    if whole:
        inside = [int(size) for size in inside if size.is_integer()]
    return [math.copysign(1, known[0]) * size if known[0] < 0 else size for size in inside[:MOST]]


def _submission(loaded: LoadedKata, constant: OpenConstant) -> Submission:
    functions = loaded.kata.functions
    names = ", ".join(f"function{number}" for number in range(len(functions)))
    call = f"{loaded.kata.drive.__name__}({names}, " if loaded.kata.drive else "function0("
    driver = DRIVER.format(functions=names, call=call, driver=loaded.driver or "")
    return Submission(constant.source.encode(), (SET_CONSTANT, *functions), "constant.py", driver)


def _with(value: float, case: Case) -> Case:
    return replace(case, args=(value, *case.args))


def _agree(outcome: Outcome, observed: Returned) -> bool:
    return isinstance(outcome, Returned) and same(outcome.value, observed.value)
