"""What the judge says about one submission."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from quiz.sandbox.text import clean


class Outcome(StrEnum):
    """The verdict in one word."""

    PASSED = "passed"
    WRONG_ANSWER = "wrong_answer"
    RAISED = "raised"
    MISSING = "missing"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    LEFT_EARLY = "left_early"
    FORBIDDEN = "forbidden"
    BAD_RETURN = "bad_return"
    MUTATED_INPUT = "mutated_input"
    NONDETERMINISTIC = "nondeterministic"
    PROTOCOL_VIOLATION = "protocol_violation"


@dataclass(frozen=True)
class Check:
    """One thing the submission was tried on. The message is empty when it passed."""

    name: str
    passed: bool
    message: str = ""


@dataclass(frozen=True)
class Misconception:
    """The belief that the submission's behaviour shows: `title` as a belief, `explanation` why it fails.

    `where` is empty for code that always acts on it and does nothing else wrong; else it says where: "in places",
    "for `dx`", "among other things".
    """

    id: str
    title: str
    explanation: str
    card: str
    where: str = ""


@dataclass(frozen=True)
class Counterexample:
    """A small failing input. Values are in the form of `quiz.grading.values.as_json`."""

    inputs: dict[str, Any]
    expected: Any
    got: Any


@dataclass(frozen=True)
class Verdict:
    """The answer to one grading; the keys of its JSON are a contract (`quiz grade --json`)."""

    kata: str
    verdict: Outcome
    checks: tuple[Check, ...]
    message: str
    seed: int
    misconception: Misconception | None = None
    counterexample: Counterexample | None = None
    traceback: str | None = None
    output: str = ""
    seconds: float = 0.0
    device: str = "cpu"
    reference: str = ""

    @property
    def passed(self) -> bool:
        return self.verdict is Outcome.PASSED

    def as_json(self) -> dict[str, Any]:
        """A dict of plain values, without anything that acts upon a terminal."""
        facts = _clean(asdict(self))
        return {
            "kata": facts.pop("kata"),
            "verdict": str(facts.pop("verdict")),
            "passed": self.passed,
            "message": facts.pop("message"),
            **facts,
            "checks": list(facts["checks"]),
        }


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple | list):
        return [_clean(item) for item in value]
    return {_clean(key): _clean(item) for key, item in value.items()} if isinstance(value, dict) else value
