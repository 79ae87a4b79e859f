"""Which misconception does a submission's behaviour show?

The kata's wrong answers have run on the same inputs, in runners like any submission. A wrong answer fits when it agrees
with the submission wherever both return, and at least one of those inputs tells it from the right answer and from every
other wrong answer. The agreement is of values: how the learner wrote it does not matter. In a kata that is judged by
its properties alone, the properties that break, and where, take the place of values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quiz.grading.cases import Case, random_cases
from quiz.grading.comparison import compare, same
from quiz.grading.loading import LoadedKata
from quiz.grading.properties import Unanswered, holds, name_of
from quiz.grading.solution import WrongAnswer
from quiz.grading.trial import Submission, Trial
from quiz.grading.verdict import Misconception
from quiz.sandbox.host import Failed, ForkServer, Returned

PROBE_SEED = 20
PROBES = 6  # random inputs that every wrong answer has run on, besides the edge cases

Outcome = Returned | Failed | None
Broken = frozenset[tuple[str, int]]  # properties that do not hold, with the numbers of the edge cases


@dataclass(frozen=True)
class Probe:
    """One input with the right answer and what each wrong answer makes of it."""

    case: Case
    expected: Any
    outcomes: dict[str, Outcome]


class Diagnostician:
    """Compares a submission with the wrong answers of one kata; runs those once, when first needed."""

    def __init__(self, loaded: LoadedKata, server: ForkServer) -> None:
        self._loaded = loaded
        self._server = server
        self._probes: list[Probe] | None = None
        self._signatures: dict[str, Broken] | None = None

    def diagnose(self, trial: Trial, seen: list[tuple[Case, Any, Returned | Failed]]) -> Misconception | None:
        """The misconception that fits, or None. `seen` are the submission's own results on the edge cases."""
        if self._loaded.reference is None:
            broken = self._broken(trial, self._loaded.edges)
            fitting = [wrong for wrong in self._loaded.wrong_answers if self.signatures()[wrong.id] == broken]
            fitting = fitting if len(fitting) == 1 else []
        else:
            observed = [(probe, self._outcome(trial, probe, seen)) for probe in self.probes()]
            fitting = [wrong for wrong in self._loaded.wrong_answers if self._fits(wrong, observed)]
        if not fitting:
            return None
        first, others = fitting[0], fitting[1:]
        title = " or ".join([first.title, *(wrong.title for wrong in others)])
        explanation = " ".join([first.explanation, *(wrong.explanation for wrong in others)])
        return Misconception(first.id, title, explanation, first.card)

    def probes(self) -> list[Probe]:
        """The edge cases and a few fixed random inputs, with the outcomes of all wrong answers."""
        if self._probes is None:
            cases = [*self._loaded.edges, *random_cases(self._loaded.kata, PROBE_SEED)[:PROBES]]
            rows = {wrong.id: self._run(wrong, cases) for wrong in self._loaded.wrong_answers}
            reference = self._loaded.reference
            assert reference is not None
            expected = [reference.expected(case.args, case.kwargs, "cpu") for case in cases]
            self._probes = [
                Probe(case, expected[i], {name: row[i] for name, row in rows.items()}) for i, case in enumerate(cases)
            ]
        return self._probes

    def prepare(self) -> None:
        """Run the wrong answers now."""
        if self._loaded.reference is None:
            self.signatures()
        else:
            self.probes()

    def signatures(self) -> dict[str, Broken]:
        """For a kata that is judged by its properties alone: which of them each wrong answer breaks, and where."""
        if self._signatures is None:
            self._signatures = {}
            for wrong in self._loaded.wrong_answers:
                with self._trial(wrong) as trial:
                    self._signatures[wrong.id] = self._broken(trial, self._loaded.edges)
        return self._signatures

    def _broken(self, trial: Trial, cases: list[Case]) -> Broken:
        return frozenset(
            (name_of(prop), number)
            for prop in self._loaded.kata.properties
            for number, case in enumerate(cases)
            if not self._holds(trial, prop, case)
        )

    def _holds(self, trial: Trial, prop: Callable[..., Any], case: Case) -> bool:
        try:
            return holds(trial, prop, case)
        except Unanswered:
            return False

    def _run(self, wrong: WrongAnswer, cases: list[Case]) -> list[Outcome]:
        with self._trial(wrong) as trial:
            return [trial.call(case) for case in cases]

    def _trial(self, wrong: WrongAnswer) -> Trial:
        it = Submission(wrong.source.encode(), self._loaded.kata.functions, f"{wrong.id}.py", self._loaded.driver)
        return Trial(self._server, it, PROBE_SEED)

    def _outcome(self, trial: Trial, probe: Probe, seen: list[tuple[Case, Any, Returned | Failed]]) -> Outcome:
        """The submission's outcome on a probe: seen already, or called now."""
        return next((outcome for case, _, outcome in seen if case is probe.case), None) or trial.call(probe.case)

    def _fits(self, wrong: WrongAnswer, observed: list[tuple[Probe, Outcome]]) -> bool:
        agreed: list[Probe] = []
        for probe, outcome in observed:
            agreement = _agree(outcome, probe.outcomes[wrong.id])
            if agreement is False:
                return False
            if agreement:
                agreed.append(probe)
        evidence = self._evidence(wrong, agreed)
        others = [other.id for other in self._loaded.wrong_answers if other.id != wrong.id]
        return bool(evidence) and all(
            any(_agree(probe.outcomes[wrong.id], probe.outcomes[other]) is not True for probe in evidence)
            for other in others
        )

    def _evidence(self, wrong: WrongAnswer, agreed: list[Probe]) -> list[Probe]:
        """Where the agreement shows the mistake. An exception is a weak sign: it counts only for a wrong answer that
        never returns a wrong value, and only beside a value that agrees."""
        values = [probe for probe in agreed if isinstance(probe.outcomes[wrong.id], Returned)]
        telling = [probe for probe in values if self._is_wrong(probe, wrong)]
        if telling or not values or any(self._is_wrong(p, wrong) for p in self.probes() if _returned(p, wrong)):
            return telling
        return [probe for probe in agreed if not _returned(probe, wrong)]

    def _is_wrong(self, probe: Probe, wrong: WrongAnswer) -> bool:
        outcome = probe.outcomes[wrong.id]
        assert isinstance(outcome, Returned)
        return compare(outcome.value, probe.expected, probe.case, self._loaded.kata) is not None


def _returned(probe: Probe, wrong: WrongAnswer) -> bool:
    return isinstance(probe.outcomes[wrong.id], Returned)


def _agree(one: Outcome, other: Outcome) -> bool | None:
    """Do two outcomes agree? None when one of them says nothing: one returned and the other raised, or did not run."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        return same(one.value, other.value)
    if isinstance(one, Failed) and isinstance(other, Failed):
        return one.type == other.type and one.stage == other.stage
    return None
