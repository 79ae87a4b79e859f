"""Which misconception does a submission's behaviour show?

The kata's wrong answers run once on the edge cases and a few drawn inputs, in runners like any submission; `fitting`
compares. How the learner wrote it does not matter. A kata that is judged by its properties alone has `signatures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from quiz.grading.cases import Case, random_cases
from quiz.grading.comparison import compare, same
from quiz.grading.constants import further
from quiz.grading.extent import EVERYWHERE, extent
from quiz.grading.fitting import Fault, Outcome, Probe, belief, faults, parts, seen_by, shared_faults, whole
from quiz.grading.loading import LoadedKata
from quiz.grading.loose_fit import beside_overflow, first_fault, in_one_place
from quiz.grading.signatures import Signatures
from quiz.grading.trial import Submission, Trial
from quiz.grading.verdict import Misconception
from quiz.sandbox.host import Sandbox
from quiz.sandbox.outcome import Failed, Returned

PROBE_SEED = 20
PROBES = 6  # random inputs that every wrong answer has run on, besides the edge cases

RULES = (  # the strictest first
    (whole, " or "),
    (parts, " and "),
    (beside_overflow, " and "),
    (first_fault, " or "),
    (in_one_place, " or "),
)


@dataclass(frozen=True)
class Diagnosis:
    """A misconception, and the edge cases on which the submission fails just as the misconception does.

    `of_type`: it accounts for a wrong type of number.
    """

    misconception: Misconception
    shown_by: tuple[Case, ...] = ()
    of_type: bool = False

    def shows(self, case: Case) -> bool:
        """Is this one of those edge cases?"""
        return any(case is one for one in self.shown_by)


class Diagnostician:
    """Compares a submission with the wrong answers of one kata; runs those once, when first needed."""

    def __init__(self, loaded: LoadedKata, server: Sandbox) -> None:
        self._loaded = loaded
        self._server = server
        self._sources = {
            f"{wrong.id}#{number}" if number else wrong.id: source
            for wrong in loaded.wrong_answers
            for number, source in enumerate((wrong.source, *wrong.variants))
        }
        self._names = list(self._sources)
        self._cases = [*loaded.edges, *islice(random_cases(loaded.kata, PROBE_SEED), PROBES)]
        self._probes: list[Probe] | None = None
        self._signatures = Signatures(loaded, self._names, self._trial)

    def diagnose(self, trial: Trial, seen: list[tuple[Case, Any, Returned | Failed]]) -> Diagnosis | None:
        """The misconception that fits, or None. `seen` are the submission's own results on the edge cases.

        Two that explain everything are both named, with "or"; several faults in one submission with "and".
        """
        if self._loaded.reference is None:
            fitting = self._signatures.fitting(trial)
            return Diagnosis(self._named(fitting, " or ")) if len(set(map(belief, fitting))) == 1 else None
        observed = [self._outcome(trial, case, seen) for case in self._cases]
        beside = self._beside(self.probes(), observed)
        telling = self._telling(beside)
        probes, kept = [beside[number] for number in telling], [observed[number] for number in telling]
        for rule, joint in RULES:
            if names := rule(self._names, probes, kept):
                wrong = faults(probes, kept)
                shared = set[Fault]().union(*(shared_faults(name, wrong, probes, kept) for name in names))
                rest = shared < wrong or (rule is parts and _does_more(names, probes, kept))
                rest = rest and rule in (parts, beside_overflow)  # the others say themselves what they leave open
                where = self._where(names, probes, kept) or ("among other things" if rest else "")
                return Diagnosis(
                    self._named(names, joint, where),
                    shown_by=tuple(self._cases[telling[place]] for place in sorted(dict(shared))),
                    of_type=any(name in probe.by_kind for name in names for probe in probes),
                )
            if rule is whole and (name := self._with_another_constant(beside, observed)):
                return Diagnosis(self._named([name], joint))
        return None

    def _with_another_constant(self, beside: list[Probe], observed: list[Outcome]) -> str | None:
        """The wrong answer that explains everything if only its constant is another one; an edge case must show it."""
        failing = (n for n, probe in enumerate(beside) if probe.named and not probe.accepted)
        first = next((n for n in failing if isinstance(observed[n], Returned)), None)
        if first is None:
            return None
        for found in further(self._loaded, self._server, self._cases, first, observed[first], PROBE_SEED):
            probes = [
                self._probe(case, probe.right, {**probe.outcomes, found.name: outcome})
                for case, probe, outcome in zip(self._cases, self.probes(), found.outcomes, strict=True)
            ]
            beside = self._beside(probes, observed)
            telling = self._telling(beside)
            kept = [observed[number] for number in telling]
            if found.name in whole([*self._names, found.name], [beside[number] for number in telling], kept):
                return found.name
        return None

    def _beside(self, probes: list[Probe], observed: list[Outcome]) -> list[Probe]:
        """The probes as this submission is to be compared on them."""
        return [
            seen_by(probe, outcome, isinstance(outcome, Returned) and not self._mismatch(outcome, probe.right, case))
            for probe, outcome, case in zip(probes, observed, self._cases, strict=True)
        ]

    def _where(self, names: list[str], probes: list[Probe], observed: list[Outcome]) -> str:
        """Where the code acts on a belief, when it does not do so everywhere."""
        extents = [it for name in names if (it := extent(name, probes, observed)) is not EVERYWHERE]
        if not extents:
            return ""
        parts = [self._loaded.kata.returns[part] for part in extents[0] if part < len(self._loaded.kata.returns)]
        return f"for {' and '.join(f'`{part}`' for part in parts)}" if parts and len(names) == 1 else "in places"

    def _telling(self, probes: list[Probe]) -> list[int]:
        """The numbers of the probes that show something.

        Without any element a mean is nan and a sum is 0; so empty arrays are left out, unless only they expose a wrong
        answer.
        """
        full = [number for number, case in enumerate(self._cases) if all(array.size for array in case.arrays)]
        exposed = {name for number in full for name in probes[number].exposed}
        return full if all(probe.exposed <= exposed for probe in probes) else list(range(len(probes)))

    def _named(self, names: list[str], joint: str, where: str = "") -> Misconception:
        beliefs = set(map(belief, names))
        wrongs = [wrong for wrong in self._loaded.wrong_answers if wrong.id in beliefs]
        title = joint.join(dict.fromkeys(wrong.title for wrong in wrongs))
        explanation = " ".join(dict.fromkeys(wrong.explanation for wrong in wrongs))
        return Misconception(wrongs[0].id, title, explanation, wrongs[0].card, where)

    def probes(self) -> list[Probe]:
        """The edge cases and a few fixed random inputs, with the outcomes of all wrong answers."""
        if self._probes is None:
            rows = {name: self._run(name, self._cases) for name in self._names}
            self._probes = [
                self._probe(case, self._right(case), {name: row[number] for name, row in rows.items()})
                for number, case in enumerate(self._cases)
            ]
        return self._probes

    def _right(self, case: Case) -> Any:
        reference = self._loaded.reference
        assert reference is not None
        return reference.expected(case.args, case.kwargs, "cpu")

    def _probe(self, case: Case, expected: Any, outcomes: dict[str, Outcome]) -> Probe:
        exposed = frozenset(name for name, outcome in outcomes.items() if self._mismatch(outcome, expected, case))
        values = {name: outcome.value for name, outcome in outcomes.items() if isinstance(outcome, Returned)}
        by_kind = frozenset(name for name in exposed if same(values[name], expected))
        return Probe(expected, outcomes, exposed, case.drawn_by is None, by_kind)

    def _mismatch(self, outcome: Outcome, expected: Any, case: Case) -> bool:
        return isinstance(outcome, Returned) and bool(compare(outcome.value, expected, case, self._loaded.kata))

    def prepare(self) -> None:
        """Run the wrong answers now."""
        if self._loaded.reference is None:
            self._signatures.prepare()
        else:
            self.probes()

    def _run(self, name: str, cases: list[Case]) -> list[Outcome]:
        with self._trial(name) as trial:
            return list(trial.calls(cases))

    def _trial(self, name: str) -> Trial:
        source = self._sources[name].encode()
        it = Submission(source, self._loaded.kata.functions, f"{belief(name)}.py", self._loaded.driver)
        return Trial(self._server, it, PROBE_SEED)

    def _outcome(self, trial: Trial, case: Case, seen: list[tuple[Case, Any, Returned | Failed]]) -> Outcome:
        """The submission's outcome on a case: seen already, or called now."""
        return next((outcome for known, _, outcome in seen if known is case), None) or trial.call(case)


def _does_more(names: list[str], probes: list[Probe], observed: list[Outcome]) -> bool:
    """Do drawn inputs show another fault beside the one that is named? Several are mixed there, and show nothing."""
    wrong = faults(probes, observed, drawn=True)
    shared = set[Fault]().union(*(shared_faults(name, wrong, probes, observed) for name in names))
    return len(set(map(belief, names))) == 1 and shared < wrong
