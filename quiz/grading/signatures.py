"""Which misconception does a submission show where there is no reference, and so no value to compare?

The properties that break, and on which edge cases, are its signature; the kata's measurements are the values. A
property of a random process may break by chance: a wrong answer that nearly fits is run again with other seeds, and
what does not come out the same every time counts for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.grading.cases import Case
from quiz.grading.loading import LoadedKata
from quiz.grading.properties import Unanswered, fault, name_of, observed
from quiz.grading.trial import Trial
from quiz.kata import Kata, Measure

SEED = "seed"  # the parameter of a driver that it seeds its generator with
SHIFTS = (101, 202, 303, 404)  # what is added to it
FEW = 4  # places where chance may explain that they differ

Array = npt.NDArray[Any]
Place = tuple[str, int]  # a property or a measurement, and the number of the edge case


@dataclass(frozen=True)
class Signature:
    """The properties that break, and what was measured."""

    broken: frozenset[Place]
    measured: dict[Place, Array]


class Signatures:
    """What each wrong answer of a kata shows; `start` gives a fresh runner of one."""

    def __init__(self, loaded: LoadedKata, names: Sequence[str], start: Callable[[str], Trial]) -> None:
        self._loaded = loaded
        self._names = names
        self._start = start
        self._known: dict[str, Signature] = {}
        self._chance: dict[str, frozenset[Place]] = {}

    def prepare(self) -> None:
        """Run the wrong answers now."""
        for name in self._names:
            self._of(name)

    def fitting(self, trial: Trial) -> list[str]:
        """The wrong answers that break what the submission breaks, and measure the same."""
        mine = signature(self._loaded, trial)
        return [name for name in self._names if self._fits(name, mine)]

    def _fits(self, name: str, mine: Signature) -> bool:
        wrong = self._of(name)
        if not alike(self._loaded.kata, mine, wrong):
            return False
        apart = mine.broken ^ wrong.broken
        if not apart:
            return True
        return len(apart) <= FEW and apart < mine.broken | wrong.broken and apart <= self._by_chance(name)

    def _of(self, name: str) -> Signature:
        if name not in self._known:
            with self._start(name) as trial:
                self._known[name] = signature(self._loaded, trial)
        return self._known[name]

    def _by_chance(self, name: str) -> frozenset[Place]:
        """What a wrong answer breaks with one seed and not with another."""
        if name not in self._chance:
            first = self._of(name).broken
            with self._start(name) as trial:
                others = [_broken(self._loaded, trial, cases) for cases in _reseeded(self._loaded)]
            self._chance[name] = frozenset().union(*(first ^ other for other in others))
        return self._chance[name]


def signature(loaded: LoadedKata, trial: Trial) -> Signature:
    """What one submission shows on the edge cases."""
    measured = {
        (measure.take.__name__, number): value
        for measure in loaded.kata.measures
        for number, case in enumerate(loaded.edges)
        if (value := _measured(trial, measure, case)) is not None
    }
    return Signature(_broken(loaded, trial, loaded.edges), measured)


def alike(kata: Kata, one: Signature, other: Signature) -> bool:
    """Do they measure the same, as far as the margins say?"""
    margins = {measure.take.__name__: measure for measure in kata.measures}
    return one.measured.keys() == other.measured.keys() and all(
        _near(value, other.measured[place], margins[place[0]]) for place, value in one.measured.items()
    )


def _broken(loaded: LoadedKata, trial: Trial, cases: Sequence[Case]) -> frozenset[Place]:
    return frozenset(
        (name_of(prop), number)
        for prop in loaded.kata.properties
        for number, case in enumerate(cases)
        if _breaks(trial, prop, case)
    )


def _breaks(trial: Trial, prop: Callable[..., Any], case: Case) -> bool:
    try:
        return fault(trial, prop, case) is not None
    except Unanswered:
        return True


def _measured(trial: Trial, measure: Measure, case: Case) -> Array | None:
    try:
        value = observed(trial, measure.take, case)
        return None if value is None else np.asarray(value, float)
    except Exception:  # a result that cannot be measured
        return None


def _near(one: Array, other: Array, measure: Measure) -> bool:
    return one.shape == other.shape and bool(
        np.allclose(one, other, rtol=measure.rtol, atol=measure.atol, equal_nan=True)
    )


def _reseeded(loaded: LoadedKata) -> list[list[Case]]:
    """The edge cases with other seeds, once for each shift; none where the kata has no seed to change."""
    if SEED not in loaded.parameters:
        return []
    place = loaded.parameters.index(SEED)
    cases = [case for case in loaded.edges if len(case.args) > place]
    return [[_shifted(case, place, shift) for case in cases] for shift in SHIFTS if len(cases) == len(loaded.edges)]


def _shifted(case: Case, place: int, shift: int) -> Case:
    return replace(case, args=(*case.args[:place], case.args[place] + shift, *case.args[place + 1 :]))
