"""What an author can get wrong in a kata: the judge says whether its checks are worth anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.errors import CourseError, JudgeError, Problem
from quiz.grading.client import Client
from quiz.grading.solution import Solution, WrongAnswer, defined_functions

SEEDS = (1, 2)  # a right answer must pass whatever is drawn


@dataclass(frozen=True)
class KataCheck:
    """The problems of one kata and how many of its wrong answers were tried."""

    kata: str
    wrong_answers: int
    problems: tuple[Problem, ...]


def check_kata(course: Course, page: KataPage, judge: Client) -> KataCheck:
    """Prove that the stub fails, the model answer passes, and each wrong answer is rejected as what it is."""
    try:
        functions = defined_functions(page.stub)
        solution = Solution(page.solution)
        wrongs = solution.wrong_answers(functions)
        problems = [
            *_stub(page, judge),
            *_model(page, solution.model_answer(functions), judge),
            *(problem for wrong in wrongs for problem in _wrong(course, page, wrong, judge)),
        ]
    except (CourseError, JudgeError) as error:
        return KataCheck(page.id, 0, (Problem(error.file or page.checks, error.line or 1, error.message),))
    if not wrongs:
        hint = 'mark one with `@wrong("the belief", card="card-id")`'
        problems.append(Problem(page.solution, 1, f"no wrong answer proves that the checks reject one: {hint}"))
    return KataCheck(page.id, len(wrongs), tuple(problems))


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


def _wrong(course: Course, page: KataPage, wrong: WrongAnswer, judge: Client) -> Iterator[Problem]:
    verdict = _grade(page, wrong.source, judge, SEEDS[0])
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
    if wrong.card and wrong.card not in {card.id for card in course.cards}:
        yield Problem(page.solution, wrong.line, f"`{wrong.id}` names the card `{wrong.card}`, which does not exist")


def _grade(page: KataPage, source: str, judge: Client, seed: int) -> dict[str, Any]:
    return judge.grade(page.id, source.encode(), file=page.stub.name, device="cpu", seed=seed)
