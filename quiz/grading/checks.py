"""The checks of a verdict: what the cases, the properties and the repeated call showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quiz.grading import sentences
from quiz.grading.cases import Case
from quiz.grading.comparison import Mismatch, same
from quiz.grading.dtype_cause import widening_line
from quiz.grading.equality import changed
from quiz.grading.loading import LoadedKata
from quiz.grading.properties import Unanswered, fault, name_of
from quiz.grading.trial import Trial
from quiz.grading.verdict import Check
from quiz.sandbox.outcome import Failed, Returned

NOT_RUN = "not run"
UNCHANGED, TWICE = "inputs unchanged", "same answer twice"
FRESH = "the results are new arrays"
DIFFERS = "the same input gave another result the second time"
REMEMBERS = "is right when it is called first, and wrong after other calls: something is kept from call to call"
PROPERTY_CASES = 3  # where a reference judges too, a few are enough


@dataclass(frozen=True)
class Observation:
    """One case, what was expected, what came back, and why that is not accepted."""

    case: Case
    expected: Any
    outcome: Returned | Failed | None
    mismatch: Mismatch | None

    @property
    def failed(self) -> bool:
        return self.outcome is None or isinstance(self.outcome, Failed) or self.mismatch is not None


class Checker:
    """Says what the observations of one submission amount to, check by check."""

    def __init__(self, loaded: LoadedKata, source: bytes) -> None:
        self._loaded = loaded
        self._source = source
        self.breaks: dict[str, Case] = {}  # of each property that does not hold, the case that shows it

    def of_cases(self, seen: Sequence[Observation]) -> list[Check]:
        """One check for each edge case and one for each group of random cases, in order; wrong values come first."""
        groups: dict[str, list[Observation]] = {}
        for observation in seen:
            groups.setdefault(observation.case.check, []).append(observation)
        checks = []
        for name, group in groups.items():
            first = next((o for o in group if o.mismatch), None) or next((o for o in group if o.failed), None)
            checks.append(Check(name, first is None, self.reason(first) if first else ""))
        return checks

    def reason(self, observation: Observation) -> str:
        """Why a case failed."""
        if observation.mismatch:
            cause = self._widening if observation.mismatch.dtype else ""
            return f"{observation.mismatch.message}; {cause}" if cause else observation.mismatch.message
        if isinstance(observation.outcome, Failed):
            return sentences.failure(observation.outcome, self._loaded.kata.functions)
        return NOT_RUN

    @cached_property
    def _widening(self) -> str:
        """Looked for once: every case in float32 asks."""
        return widening_line(self._source)

    def of_properties(self, trial: Trial, seen: Sequence[Observation]) -> list[Check]:
        """One check for each property; a kata without a reference has them tried on every case."""
        return [self._property(trial, prop, seen) for prop in self._loaded.kata.properties]

    def _property(self, trial: Trial, prop: Callable[..., Any], seen: Sequence[Observation]) -> Check:
        name = name_of(prop)
        cases = [observation.case for observation in seen]
        for case in cases if self._loaded.reference is None else cases[:PROPERTY_CASES]:
            if trial.time_is_up(name):  # what it returned may make the author's function slow
                return Check(name, False, NOT_RUN)
            try:
                why = fault(trial, prop, case)
                if why is not None:
                    self.breaks[name] = case
                    return Check(name, False, f"{why or f'it does not hold that {name}'}{self._input(case)}")
            except Unanswered as silent:
                functions = self._loaded.kata.functions
                return Check(name, False, sentences.failure(silent.failure, functions) if silent.failure else NOT_RUN)
        return Check(name, True)

    def _input(self, case: Case) -> str:
        """An edge case by its name, a drawn case by its arguments; nothing where there is only one input."""
        if not case.args and not case.kwargs:
            return ""
        if case.drawn_by is None:
            return f" (“{case.check}”)"
        arguments = self.named(case).items()
        shown = (f"{key} of shape {v.shape}" if hasattr(v, "shape") else f"{key} = {v}" for key, v in arguments)
        return f" ({', '.join(shown)})"

    def named(self, case: Case) -> dict[str, Any]:
        """The arguments of a case by the names of the parameters."""
        return {self._name(number): value for number, value in enumerate(case.args)} | case.kwargs

    def _name(self, number: int) -> str:
        names = self._loaded.parameters
        return names[number] if number < len(names) else f"argument {number + 1}"

    def inputs_unchanged(self, seen: Sequence[Observation]) -> Check:
        """Did every argument come back as it was sent?"""
        for observation in seen:
            case, outcome = observation.case, observation.outcome
            if isinstance(outcome, Returned) and (which := changed(outcome, case)):
                names = [self._name(it) if isinstance(it, int) else it for it in which]
                what = " and ".join(f"`{name}`" for name in names) + (" was" if len(names) == 1 else " were")
                self.breaks[UNCHANGED] = case
                return Check(UNCHANGED, False, f"{what} changed in place: work on a copy (“{case.check}”)")
        return Check(UNCHANGED, True)

    def results_fresh(self, seen: Sequence[Observation]) -> list[Check]:
        """Where the statement asks for new arrays: does a result share its memory with an argument?"""
        if not self._loaded.kata.fresh:
            return []
        case = next((o.case for o in seen if isinstance(o.outcome, Returned) and o.outcome.shared), None)
        if case is None:
            return [Check(FRESH, True)]
        self.breaks[FRESH] = case
        what = "a result shares its memory with an argument, so that who changes one changes the other"
        return [Check(FRESH, False, f"{what}: return a new array{self._input(case)}")]

    def same_twice(self, seen: Sequence[Observation], again: Sequence[Observation]) -> Check:
        """Does the last input give the same result again?"""
        first, second = ([o.outcome for o in calls if isinstance(o.outcome, Returned)] for calls in (seen, again))
        if not first:
            return Check(TWICE, False, NOT_RUN)
        alike = bool(second) and same(second[0].value, first[0].value)
        return Check(TWICE, alike, "" if alike else DIFFERS)
