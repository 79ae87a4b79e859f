"""From the bytes of a submission to a verdict."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any

from quiz.errors import CourseError
from quiz.grading import reference, sentences
from quiz.grading.cases import Case, random_cases
from quiz.grading.checks import DIFFERS, FRESH, REMEMBERS, UNCHANGED, Checker, Observation
from quiz.grading.comparison import compare, same
from quiz.grading.diagnosis import Diagnosis, Diagnostician
from quiz.grading.equality import has_single
from quiz.grading.explaining import Explainer, as_wanted
from quiz.grading.loading import LoadedKata
from quiz.grading.properties import name_of
from quiz.grading.trial import Submission, Trial
from quiz.grading.values import as_json, bytes_in
from quiz.grading.verdict import Check, Counterexample, Outcome, Verdict
from quiz.sandbox.host import Sandbox
from quiz.sandbox.outcome import Failed, Returned

LAST_CHECKS = {UNCHANGED: Outcome.MUTATED_INPUT, FRESH: Outcome.BAD_RETURN}
ROOM, SPARE_ROOM = 16, 1 << 20  # a result may have so many times the bytes of what is expected, and so many more


class Grader:
    """Grades submissions to one kata. The expected values of the edge cases are computed once."""

    def __init__(self, loaded: LoadedKata, server: Sandbox) -> None:
        self.loaded = loaded
        self.server = server
        self._edges: dict[str, list[Any]] = {}
        self._diagnostician = Diagnostician(loaded, server)

    def grade(self, source: bytes, *, file: str, seed: int, device: str = "cpu") -> Verdict:
        """Judge one submission. `file` is the name that tracebacks show; `device` computes the reference.

        Raises JudgeError or CourseError when the kata itself is at fault; a submission never raises.
        """
        started = time.perf_counter()
        verdict = _Grading(self, source, file, seed, device).verdict()
        seconds = round(time.perf_counter() - started, 4)
        return replace(verdict, seconds=seconds, device=device, reference=reference.version())

    def prepare(self) -> None:
        """Do now what the first grading would do: expected values, and the wrong answers' outcomes."""
        _ = self.most
        self._diagnostician.prepare()

    def edges(self, device: str) -> list[tuple[Case, Any]]:
        """The edge cases with their expected values."""
        if device not in self._edges:
            self._edges[device] = [self.expected(case, device) for case in self.loaded.edges]
        return list(zip(self.loaded.edges, self._edges[device], strict=True))

    def drawn(self, seed: int, device: str) -> Iterator[tuple[Case, Any]]:
        """The random cases of a seed with their expected values, drawn one by one."""
        return ((case, self.expected(case, device)) for case in random_cases(self.loaded.kata, seed))

    @cached_property
    def most(self) -> int:
        """How many bytes a result may have, by what is expected on the edge cases and on inputs that are drawn once."""
        known = [*self.edges("cpu"), *self.drawn(0, "cpu")]
        return ROOM * max((bytes_in((expected, case.arrays)) for case, expected in known), default=0) + SPARE_ROOM

    def expected(self, case: Case, device: str) -> Any:
        """What the reference gives; None for a kata that is judged by its properties alone.

        Raises CourseError with the name of the case.
        """
        if self.loaded.reference is None:
            return None
        try:
            return self.loaded.reference.expected(case.args, case.kwargs, device)
        except CourseError as error:
            raise CourseError(f"“{case.check}”: {error.message}", file=self.loaded.page.checks) from error

    def diagnose(self, trial: Trial, seen: list[tuple[Case, Any, Returned | Failed]]) -> Diagnosis | None:
        """What the submission's behaviour shows to be believed, if anything."""
        return self._diagnostician.diagnose(trial, seen)


class _Grading:
    """One submission on its way to a verdict."""

    def __init__(self, grader: Grader, source: bytes, file: str, seed: int, device: str) -> None:
        self.grader, self.source, self.seed, self.device = grader, source, seed, device
        self.file = file
        self.loaded = grader.loaded
        self.kata = self.loaded.kata
        self.checker = Checker(self.loaded, source)

    def verdict(self) -> Verdict:
        with Trial(self.grader.server, self._submission(), self.seed) as trial:
            planned: list[tuple[Case, Any]] = []
            outcomes = trial.calls(self._plan(planned))
            seen = [self._observe(*planned[number], outcome) for number, outcome in enumerate(outcomes)]
            if trial.load_failure:
                return self._not_loaded(trial.load_failure)
            verdict = self._judge(trial, seen[:-1], seen[-1:])
        return replace(verdict, output=trial.output)

    def _plan(self, planned: list[tuple[Case, Any]]) -> Iterator[Case]:
        """The cases, each put down with what is expected before it is called; the last one is called twice."""
        for pair in chain(self.grader.edges(self.device), self.grader.drawn(self.seed, self.device)):
            planned.append(pair)
            yield pair[0]
        if planned:
            planned.append(planned[-1])
            yield planned[-1][0]

    def _submission(self) -> Submission:
        it = self.loaded
        return Submission(self.source, self.kata.functions, self.file, it.driver, it.page.forbids, self.grader.most)

    def _observe(self, case: Case, expected: Any, outcome: Returned | Failed | None) -> Observation:
        mismatch = None
        if isinstance(outcome, Returned) and self.loaded.reference is not None:
            mismatch = compare(outcome.value, expected, case, self.kata)
        return Observation(case, expected, outcome, mismatch)

    def _judge(self, trial: Trial, seen: list[Observation], again: list[Observation]) -> Verdict:
        checks = self.checker.of_cases(seen)
        value = next((o for o in seen if o.mismatch or _bad_type(o.outcome)), None)
        if value:
            return self._wrong_value(trial, seen, value, checks)
        if trial.stop:
            return self._verdict(trial.stop.outcome, sentences.sentence(trial.stop.message), checks)
        raised = next((o for o in seen if isinstance(o.outcome, Failed)), None)
        if raised:
            return self._raised(trial, seen, raised, checks)
        checks += [
            *self.checker.of_properties(trial, seen),
            self.checker.inputs_unchanged(seen),
            *self.checker.results_fresh(seen),
            self.checker.same_twice(seen[-1:], again),
        ]
        if trial.stop:
            return self._verdict(trial.stop.outcome, sentences.sentence(trial.stop.message), checks)
        first = next((check for check in checks if not check.passed), None)
        if first is None:
            return self._verdict(Outcome.PASSED, f"Right: all {len(checks)} checks pass.", checks)
        if first.name in map(name_of, self.kata.properties):
            return self._broken_property(trial, seen, first, checks)
        outcome = LAST_CHECKS.get(first.name, Outcome.NONDETERMINISTIC)
        shown = self._shown(first)
        return self._verdict(outcome, sentences.sentence(first.message), checks, counterexample=shown)

    # what goes wrong

    def _wrong_value(self, trial: Trial, seen: list[Observation], failing: Observation, checks: list[Check]) -> Verdict:
        outcome = failing.mismatch.outcome if failing.mismatch else Outcome.BAD_RETURN
        again = trial.call(failing.case)
        if isinstance(again, Returned) and isinstance(failing.outcome, Returned):
            changed = not same(again.value, failing.outcome.value)
            if changed:
                return self._verdict(Outcome.NONDETERMINISTIC, sentences.sentence(DIFFERS), checks)
        found = self._diagnose(trial, seen)
        if not found and failing.mismatch and self._is_right_alone(failing):
            message = sentences.sentence(f"“{failing.case.check}” {REMEMBERS}")
            got = failing.outcome.value if isinstance(failing.outcome, Returned) else None
            counterexample = self._counterexample(failing.case, failing.expected, got)
            return self._verdict(Outcome.NONDETERMINISTIC, message, checks, counterexample=counterexample)
        message = sentences.belief(found.misconception) if found else ""
        if found and failing.mismatch and failing.mismatch.dtype and not found.of_type:
            message += f" Besides, {self.checker.reason(failing)}."
        if found:
            failing = next((o for o in seen if o.mismatch and found.shows(o.case)), failing)
        explain = Explainer(self.kata, trial, self.checker, lambda case: self.grader.expected(case, self.device))
        shown = explain.smallest(failing, self.seed)
        message = message or explain.fact(failing, shown, seen)
        told, now = self.checker.reason(failing), self.checker.reason(shown)
        checks = [replace(check, message=now) if check.message == told else check for check in checks]
        got = shown.outcome.value if isinstance(shown.outcome, Returned) else None
        return self._verdict(
            outcome,
            message,
            checks,
            misconception=found.misconception if found else None,
            counterexample=self._counterexample(shown.case, as_wanted(shown), got),
        )

    def _is_right_alone(self, failing: Observation) -> bool:
        """Does a failing case pass where nothing was called before it?"""
        with Trial(self.grader.server, self._submission(), self.seed) as trial:
            outcome = trial.call(failing.case)
        return isinstance(outcome, Returned) and not compare(outcome.value, failing.expected, failing.case, self.kata)

    def _broken_property(self, trial: Trial, seen: list[Observation], broken: Check, checks: list[Check]) -> Verdict:
        found = self._diagnose(trial, seen)
        misconception = found.misconception if found else None
        message = sentences.belief(misconception) if misconception else sentences.sentence(broken.message)
        shown = self._shown(broken)
        return self._verdict(Outcome.WRONG_ANSWER, message, checks, misconception=misconception, counterexample=shown)

    def _shown(self, broken: Check) -> Counterexample | None:
        """The input on which a check failed that compares no values."""
        case = self.checker.breaks.get(broken.name)
        return self._counterexample(case, None, None) if case and (case.args or case.kwargs) else None

    def _raised(self, trial: Trial, seen: list[Observation], raised: Observation, checks: list[Check]) -> Verdict:
        failure = raised.outcome
        assert isinstance(failure, Failed)
        outcome = sentences.outcome_of(failure)
        found = self._diagnose(trial, seen) if outcome is Outcome.RAISED else None
        misconception = found.misconception if found else None
        message = (
            sentences.belief(misconception)
            if misconception
            else sentences.sentence(sentences.failure(failure, self.kata.functions))
        )
        return self._verdict(
            outcome,
            message,
            checks,
            misconception=misconception,
            traceback=failure.traceback or None,
            counterexample=self._counterexample(raised.case, raised.expected, None),
        )

    def _not_loaded(self, failure: Failed) -> Verdict:
        if failure.stage == "forbidden":
            name = failure.message if failure.message in self.loaded.page.forbids else "a name"
            message = f"`{name}` is forbidden in this kata (line {failure.line}): it does the exercise for you."
            return self._verdict(Outcome.FORBIDDEN, message, ())
        if failure.stage == "missing":
            return self._verdict(Outcome.MISSING, sentences.missing(failure, self.kata.functions), ())
        message = sentences.sentence(f"the file cannot be loaded: {failure.type}: {failure.message}".rstrip(": "))
        return self._verdict(sentences.outcome_of(failure), message, (), traceback=failure.traceback or None)

    def _diagnose(self, trial: Trial, seen: list[Observation]) -> Diagnosis | None:
        usable = [
            (o.case, o.expected, o.outcome)
            for o in seen
            if o.outcome is not None and o.case.layout == "C" and not has_single(o.case)
        ]
        return self.grader.diagnose(trial, usable)

    def _counterexample(self, case: Case, expected: Any, got: Any) -> Counterexample:
        inputs = {name: as_json(value) for name, value in self.checker.named(case).items()}
        return Counterexample(inputs, as_json(expected), as_json(got))

    def _verdict(self, outcome: Outcome, message: str, checks: Any, **facts: Any) -> Verdict:
        return Verdict(self.loaded.page.id, outcome, tuple(checks), message, self.seed, **facts)


def _bad_type(outcome: object) -> bool:
    return isinstance(outcome, Failed) and sentences.outcome_of(outcome) is Outcome.BAD_RETURN
