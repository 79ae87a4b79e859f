"""Which misconception does a submission's behaviour show?

The kata's wrong answers run once on the edge cases and a few drawn inputs, in runners like any submission; `fitting`
compares. How the learner wrote it does not matter. In a kata that is judged by its properties alone, the properties
that break, and where, take the place of values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quiz.grading.cases import Case, random_cases
from quiz.grading.comparison import compare
from quiz.grading.fitting import Outcome, Probe
from quiz.grading.fitting import parts as fitting_parts
from quiz.grading.fitting import whole as fitting_whole
from quiz.grading.loading import LoadedKata
from quiz.grading.properties import Unanswered, holds, name_of
from quiz.grading.solution import WrongAnswer
from quiz.grading.trial import Submission, Trial
from quiz.grading.verdict import Misconception
from quiz.sandbox.host import Failed, ForkServer, Returned

PROBE_SEED = 20
PROBES = 6  # random inputs that every wrong answer has run on, besides the edge cases

Broken = frozenset[tuple[str, int]]  # properties that do not hold, with the numbers of the edge cases


class Diagnostician:
    """Compares a submission with the wrong answers of one kata; runs those once, when first needed."""

    def __init__(self, loaded: LoadedKata, server: ForkServer) -> None:
        self._loaded = loaded
        self._server = server
        self._names = [wrong.id for wrong in loaded.wrong_answers]
        self._cases = [*loaded.edges, *random_cases(loaded.kata, PROBE_SEED)[:PROBES]]
        self._probes: list[Probe] | None = None
        self._signatures: dict[str, Broken] | None = None

    def diagnose(self, trial: Trial, seen: list[tuple[Case, Any, Returned | Failed]]) -> Misconception | None:
        """The misconception that fits, or None. `seen` are the submission's own results on the edge cases.

        Two that explain everything are both named, with "or"; several faults in one submission with "and".
        """
        if self._loaded.reference is None:
            broken = self._broken(trial, self._loaded.edges)
            fitting = [name for name in self._names if self.signatures()[name] == broken]
            return self._named(fitting, " or ") if len(fitting) == 1 else None
        observed = [self._outcome(trial, case, seen) for case in self._cases]
        fitting = fitting_whole(self._names, self.probes(), observed)
        if fitting:
            return self._named(fitting, " or ")
        return self._named(fitting_parts(self._names, self.probes(), observed), " and ")

    def _named(self, names: list[str], joint: str) -> Misconception | None:
        wrongs = [wrong for wrong in self._loaded.wrong_answers if wrong.id in names]
        if not wrongs:
            return None
        title = joint.join(wrong.title for wrong in wrongs)
        return Misconception(wrongs[0].id, title, " ".join(wrong.explanation for wrong in wrongs), wrongs[0].card)

    def probes(self) -> list[Probe]:
        """The edge cases and a few fixed random inputs, with the outcomes of all wrong answers."""
        if self._probes is None:
            rows = {wrong.id: self._run(wrong, self._cases) for wrong in self._loaded.wrong_answers}
            self._probes = [
                self._probe(case, {name: row[number] for name, row in rows.items()})
                for number, case in enumerate(self._cases)
            ]
        return self._probes

    def _probe(self, case: Case, outcomes: dict[str, Outcome]) -> Probe:
        reference = self._loaded.reference
        assert reference is not None
        expected = reference.expected(case.args, case.kwargs, "cpu")
        exposed = frozenset(
            name
            for name, outcome in outcomes.items()
            if isinstance(outcome, Returned) and compare(outcome.value, expected, case, self._loaded.kata)
        )
        return Probe(expected, outcomes, exposed, named=case.drawn_by is None)

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

    def _outcome(self, trial: Trial, case: Case, seen: list[tuple[Case, Any, Returned | Failed]]) -> Outcome:
        """The submission's outcome on a case: seen already, or called now."""
        return next((outcome for known, _, outcome in seen if known is case), None) or trial.call(case)
