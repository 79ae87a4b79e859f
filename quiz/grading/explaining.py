"""A wrong value shown: the smallest input that fails in the same way, and the fact in one sentence."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from quiz.errors import CourseError
from quiz.grading import relations, sentences
from quiz.grading.cases import LAYOUT, RANDOM, SINGLE, Case, double
from quiz.grading.checks import Checker, Observation
from quiz.grading.comparison import Mismatch, compare, wanted_dtype
from quiz.grading.equality import finite, has_single
from quiz.grading.shrinking import shrink
from quiz.grading.trial import Trial
from quiz.kata import Kata
from quiz.sandbox.outcome import Failed, Returned


class Explainer:
    """Explains what one submission gets wrong; `expected` gives the right answer of a case."""

    def __init__(self, kata: Kata, trial: Trial, checker: Checker, expected: Callable[[Case], Any]) -> None:
        self._kata, self._trial, self._checker, self._expected = kata, trial, checker, expected

    def smallest(self, failing: Observation, seed: int) -> Observation:
        """The failing input, made smaller when it was drawn at random, with what goes wrong on it."""
        if failing.case.drawn_by is None or failing.mismatch is None:
            return failing
        smaller = shrink(failing.case, lambda cases: self._tried(cases, failing.mismatch), seed)
        if smaller is None:
            return failing
        case, expected, got = smaller
        return Observation(case, expected, Returned(got, (), {}), compare(got, expected, case, self._kata))

    def _tried(self, cases: Iterable[Case], mismatch: Mismatch | None) -> Iterator[tuple[Case, tuple[Any, Any] | None]]:
        """Each case that is one of the kata's, with expected and got when it fails in the same way."""
        planned: deque[tuple[Case, Any]] = deque()

        def called() -> Iterator[Case]:
            for case in cases:
                try:
                    expected = self._expected(case)
                except CourseError:  # the reference refuses it
                    continue
                planned.append((case, expected))
                yield case

        for outcome in self._trial.calls(called()):
            case, expected = planned.popleft()
            yield case, self._attempt(case, expected, outcome, mismatch)

    def _attempt(
        self, case: Case, expected: Any, outcome: Returned | Failed | None, mismatch: Mismatch | None
    ) -> tuple[Any, Any] | None:
        if not finite(expected) or not isinstance(outcome, Returned) or mismatch is None:
            return None
        now = compare(outcome.value, expected, case, self._kata)
        return (expected, outcome.value) if now and now.outcome is mismatch.outcome else None

    def fact(self, failing: Observation, shown: Observation, seen: Sequence[Observation]) -> str:
        """What went wrong in one sentence, with the numbers of the case that is shown.

        A wrong dtype is the same everywhere, so it names no case.
        """
        if failing.mismatch and failing.mismatch.dtype:
            return sentences.sentence(self._checker.reason(failing))
        phrase, check = self._where(seen) or self._relation(seen), shown.case.check
        if check in (SINGLE, LAYOUT) and not self._right_when_plain(shown.case):
            check = RANDOM  # it fails for what was drawn, not for its type or layout
        fact = f"{check}: {self._checker.reason(shown)}"
        return sentences.sentence(f"{phrase} ({fact})" if phrase else fact)

    def _where(self, seen: Sequence[Observation]) -> str:
        """What all failing cases have in common, and no other one."""
        bad = [o for o in seen if o.failed]
        phrase = relations.where((o.case.check for o in bad), (o.case.check for o in seen if not o.failed))
        return f"yours is {phrase}" if phrase and all(self._right_when_plain(o.case) for o in bad) else ""

    def _relation(self, seen: Sequence[Observation]) -> str:
        """How each wrong result follows from the right one."""
        bad = [o for o in seen if o.failed]
        if any(isinstance(o.outcome, Failed) or o.outcome is None for o in bad):
            return ""
        exact = [o for o in bad if not has_single(o.case)] or bad  # small float32 results have few digits
        results = [(o.expected, o.outcome.value) for o in exact if isinstance(o.outcome, Returned)]
        return relations.relation(results, self._kata.returns)

    def _right_when_plain(self, case: Case) -> bool:
        """Does a failing case pass in float64 and C order? Only then is its dtype or layout to blame."""
        plain = double(replace(case, layout="C"))
        outcome = self._trial.call(plain)
        return isinstance(outcome, Returned) and not compare(outcome.value, self._expected(plain), plain, self._kata)


def as_wanted(shown: Observation) -> Any:
    """What was expected; in the dtype that was, where that is what went wrong."""
    if not (shown.mismatch and shown.mismatch.dtype):
        return shown.expected
    wanted, expected = wanted_dtype(shown.case), shown.expected
    parts = [part.astype(wanted) if part.dtype.kind == "f" else part for part in _tuple(expected)]
    return tuple(parts) if isinstance(expected, tuple) else parts[0]


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
