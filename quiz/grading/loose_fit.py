"""Which belief shows behind a second fault? Three more rules over results, asked when `fitting` finds nothing.

A learner who holds a misconception often writes an unstable form as well, or derives a gradient rightly from a wrong
function. Then no wrong answer agrees everywhere, and yet one of them says what went wrong first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.grading.comparison import close, same
from quiz.grading.fitting import (
    Outcome,
    Probe,
    agrees,
    belief,
    exposed_parts,
    faults,
    has_number,
    is_finite,
    results,
    shared_faults,
)
from quiz.sandbox.outcome import Returned

Array = npt.NDArray[Any]

RELATIVE, ABSOLUTE = 1e-6, 1e-9
MOST = 2  # beliefs that may be said of one submission
FEW = 2  # edge cases: one alone shows little


def beside_overflow(names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> list[str]:
    """The wrong answers that agree with a submission in every number that is finite in both.

    Where only one of the two is inf or nan, an overflow of its own is at work; but a submission without any that is
    right where the wrong answer overflows speaks against it, as one does that has an infinity which is right and which
    the wrong answer lacks; and one that differs in this way on more inputs than show the mistake, or on most of all,
    shows nothing.
    """
    overflows = any(isinstance(outcome, Returned) and not is_finite(outcome.value) for outcome in observed)
    # An array that overflows somewhere may hide it: only where no other explains more.
    for strict in (True, False) if overflows else (True,):
        fitting = [name for name in names if _agrees_where_finite(name, probes, observed, strict)]
        if fitting:
            return fitting if len(set(map(belief, fitting))) <= MOST else []
    return []


def first_fault(names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> list[str]:
    """The wrong answer whose first wrong result is also the submission's, of several results; those before are right.

    What comes after may differ: a backward pass that fits the wrong forward pass, or one that does not.
    """
    if not probes or not isinstance(probes[0].right, tuple):
        return []
    return [name for name in names if _is_first(name, names, probes, observed)]


def in_one_place(names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> list[str]:
    """The one wrong answer that explains all that goes wrong, though it gets more wrong than the submission.

    The mistake may be made in one of two places, or be out of sight where the code is built in another way. The
    submission fails just so on at least half of the edge cases that expose the wrong answer, from its first result on.
    """
    wrong = faults(probes, observed)
    places = {number for number, _ in wrong}
    values = [outcome.value for outcome in observed if isinstance(outcome, Returned)]
    if len(places) < FEW or len(values) < len(observed):
        return []
    if not any(has_number(results(values[number], probes[number].right)[part]) for number, part in wrong):
        return []
    fitting = [
        name
        for name in names
        if wrong == shared_faults(name, wrong, probes, observed)
        and all((number, min(exposed_parts(probes[number], name))) in wrong for number in places)
        and 2 * len(places) >= sum(probe.named and name in probe.exposed for probe in probes)
    ]
    return fitting if len(set(map(belief, fitting))) == 1 else []


def _agrees_where_finite(name: str, probes: Sequence[Probe], observed: Sequence[Outcome], strict: bool) -> bool:
    shown, apart, compared = 0, 0, 0
    for probe, outcome in zip(probes, observed, strict=True):
        wrong = probe.outcomes[name]
        if name in probe.unlike:
            return False
        if not (isinstance(outcome, Returned) and isinstance(wrong, Returned)):
            if agrees(name, probe, outcome) is False:
                return False
            continue
        triples = list(_numbers(outcome.value, wrong.value, probe.right))
        if not triples:
            return False
        compared += 1
        apart += any((np.isfinite(got) != np.isfinite(other)).any() for got, other, _ in triples)
        shows = False
        safe = strict or all(np.isfinite(got).all() for got, _, _ in triples)
        for got, other, right in triples:
            one, two = np.isfinite(got), np.isfinite(other)
            near, fault, fine = _near(got, other), ~_near(other, right), _near(got, right)
            if (
                (np.isinf(right) & fine & fault).any()
                or (one & two & ~near).any()
                or (safe and (~two & fault & fine).any())
            ):
                return False
            shows |= bool((fault & ~fine & (one == two)).any())
        shown += shows
    return apart <= shown and shown > 0 and 2 * apart < compared


def _numbers(got: Any, other: Any, right: Any) -> Iterator[tuple[Array, Array, Array]]:
    """The results of submission, wrong answer and reference, part by part; nothing when their forms differ."""
    parts = [results(value, right) for value in (got, other, right)]
    if len({len(part) for part in parts}) > 1 or any(
        isinstance(value, tuple | list) for part in parts for value in part
    ):
        return
    triples = [tuple(np.asarray(value) for value in triple) for triple in zip(*parts, strict=True)]
    if all(one.shape == two.shape and {one.dtype.kind, two.dtype.kind} <= set("fiub") for one, two, _ in triples):
        for one, two, right in triples:
            known = right.astype(float) if right.shape == one.shape else np.full(one.shape, np.nan)
            yield one.astype(float), two.astype(float), known


def _near(one: Array, other: Array) -> Array:
    finite = np.abs(other[np.isfinite(other)])
    return close(one, other, RELATIVE, ABSOLUTE * max(1.0, float(finite.max(initial=0.0))), nan=True)


def _is_first(name: str, names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> bool:
    place = min((part for probe in probes for part in exposed_parts(probe, name)), default=None)
    if place is None:
        return False
    evidence = []
    for probe, outcome in zip(probes, observed, strict=True):
        wrong = probe.outcomes[name]
        if not (isinstance(outcome, Returned) and isinstance(wrong, Returned)):
            continue
        got, other, right = (results(value, probe.right) for value in (outcome.value, wrong.value, probe.right))
        if len(right) <= place:  # an input that has another kind of answer
            if not same(got, other):
                return False
            continue
        if not len(got) == len(other) == len(right):
            return False
        if not all(same(got[part], right[part]) for part in range(place)) or not same(got[place], other[place]):
            return False
        if not same(other[place], right[place]) and has_number(other[place]):
            evidence.append(probe)
    others = [other for other in names if belief(other) != belief(name)]
    return bool(evidence) and all(any(not _alike(probe, name, other, place) for probe in evidence) for other in others)


def _alike(probe: Probe, name: str, other: str, place: int) -> bool:
    """Are two wrong answers the same in one of the results?"""
    one, two = probe.outcomes[name], probe.outcomes[other]
    if not (isinstance(one, Returned) and isinstance(two, Returned)):
        return False
    a, b = results(one.value, probe.right), results(two.value, probe.right)
    return len(a) == len(b) > place and same(a[place], b[place])
