"""What an author can get wrong in a kata: the judge says whether its checks are worth anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.errors import CourseError, JudgeError, Problem
from quiz.grading.client import Client
from quiz.grading.solution import Solution, WrongAnswer, defined_functions

SEEDS = (1, 2)  # a right answer must pass whatever is drawn
MOST_TOLERANCE = 0.1  # a float32 tolerance that the model answer nearly uses up would fail right answers
_NOT_DEFINED = re.compile(r"NameError: name '(\w+)'")


@dataclass(frozen=True)
class KataCheck:
    """The problems of one kata, how many wrong answers it has, and how many are rejected and recognised.

    `margin` is the largest share of the float32 tolerance that the model answer uses, `compared` the number of entries
    of gradients that agree with central differences.
    """

    page: KataPage
    wrong_answers: int
    rejected: int
    recognised: int
    margin: float
    compared: int
    problems: tuple[Problem, ...]


def check_kata(course: Course, page: KataPage, judge: Client) -> KataCheck:
    """Prove that the stub and trivial answers fail, that the model answer passes with room to spare, that each wrong
    answer is rejected as what it is, and that gradients agree with differences."""
    try:
        functions = defined_functions(page.stub)
        solution = Solution(page.solution)
        wrongs = solution.wrong_answers(functions)
        audit = judge.audit(page.id)
        verdicts = [(wrong, _grade(page, wrong.source, judge, SEEDS[0])) for wrong in wrongs]
        variants = [(w, _grade(page, source, judge, SEEDS[0])) for w in wrongs for source in w.variants]
        problems = [
            *_stub(page, judge),
            *_model(page, solution.model_answer(functions), judge),
            *_audit(page, audit),
            *(problem for wrong, verdict in verdicts + variants for problem in _wrong(course, page, wrong, verdict)),
        ]
    except (CourseError, JudgeError) as error:
        problem = Problem(error.file or page.checks, error.line or 1, error.message)
        return KataCheck(page, 0, 0, 0, 0.0, 0, (problem,))
    if not wrongs:
        hint = 'mark one with `@wrong("the belief", card="card-id")`'
        problems.append(Problem(page.solution, 1, f"no wrong answer proves that the checks reject one: {hint}"))
    rejected = sum(not verdict["passed"] for _, verdict in verdicts)
    recognised = sum((verdict["misconception"] or {}).get("id") == wrong.id for wrong, verdict in verdicts)
    return KataCheck(page, len(wrongs), rejected, recognised, audit["margin"], audit["compared"], tuple(problems))


def _audit(page: KataPage, audit: dict[str, Any]) -> Iterator[Problem]:
    for name in audit["passing"]:
        advice = "add an edge case against it, or declare it in `Kata(..., harmless={...})` with the reason"
        yield Problem(page.checks, 1, f"a trivial answer passes ({name}): {advice}")
    for name in audit["unknown_harmless"]:
        yield Problem(page.checks, 1, f"`harmless` names `{name}`, which is no trivial answer of this kata")
    for fault in audit["faults"]:
        yield Problem(page.checks, fault["line"], fault["message"])
    if audit["unproved"]:
        advice = "write the scalar that is differentiated under `@kata.gradient(...)` (CONTRIBUTING.md)"
        yield Problem(page.checks, 1, f"no central difference proves the gradient of this kata: {advice}")
    if audit["margin"] > MOST_TOLERANCE:
        used = f"the model answer uses {audit['margin']:.2f} of the float32 tolerance, a tenth is the most"
        yield Problem(page.checks, 1, f"{used}: draw tamer numbers")


def _stub(page: KataPage, judge: Client) -> Iterator[Problem]:
    verdict = _grade(page, page.stub.read_text(encoding="utf-8"), judge, SEEDS[0])
    if verdict["passed"]:
        yield Problem(page.stub, 1, "the stub passes: let its functions raise NotImplementedError")


def _model(page: KataPage, source: str, judge: Client) -> Iterator[Problem]:
    for seed in SEEDS:
        verdict = _grade(page, source, judge, seed)
        if not verdict["passed"]:
            yield Problem(page.solution, 1, f"the model answer does not pass (seed {seed}): {verdict['message']}")
            return


def _wrong(course: Course, page: KataPage, wrong: WrongAnswer, verdict: dict[str, Any]) -> Iterator[Problem]:
    if verdict["passed"]:
        advice = "add an edge case that tells it from the right answer"
        yield Problem(page.solution, wrong.line, f"the wrong answer `{wrong.id}` passes: {advice}")
    elif not verdict["misconception"]:
        advice = "add an edge case that tells it from the other wrong answers"
        yield Problem(page.solution, wrong.line, f"the wrong answer `{wrong.id}` is not diagnosed: {advice}")
    elif verdict["misconception"]["id"] != wrong.id:
        taken = verdict["misconception"]["id"]
        advice = "add an edge case on which they differ"
        yield Problem(page.solution, wrong.line, f"the wrong answer `{wrong.id}` is taken for `{taken}`: {advice}")
    if missing := _NOT_DEFINED.search(verdict["traceback"] or ""):
        advice = "it is run with nothing but the functions of the solution file that it names"
        yield Problem(page.solution, wrong.line, f"the wrong answer `{wrong.id}` needs `{missing[1]}`: {advice}")
    if wrong.card and wrong.card not in {card.id for card in course.cards}:
        yield Problem(page.solution, wrong.line, f"`{wrong.id}` names the card `{wrong.card}`, which does not exist")


def _grade(page: KataPage, source: str, judge: Client, seed: int) -> dict[str, Any]:
    return judge.grade(page.id, source.encode(), file=page.stub.name, device="cpu", seed=seed)
