"""`quiz check`: everything an author can get wrong in a course, with file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.authoring.cards import check_cards
from quiz.authoring.katas import KataCheck, check_kata
from quiz.course.course import Course
from quiz.course.plots import plot_file, plot_names, read_picture
from quiz.errors import CourseError, Problem
from quiz.grading.client import Client


@dataclass(frozen=True)
class Report:
    """What a course holds and what is wrong with it. `katas_graded` is False when no judge was at hand."""

    units: int
    cards: dict[str, int]
    katas: int
    wrong_answers: int
    katas_graded: bool
    kata_checks: tuple[KataCheck, ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The keys are a contract; paths are as given."""
        return {
            "units": self.units,
            "cards": self.cards,
            "katas": self.katas,
            "wrong_answers": self.wrong_answers,
            "katas_graded": self.katas_graded,
            "problems": [{"file": str(p.file), "line": p.line, "message": p.message} for p in self.problems],
        }


def _pictures(course: Course) -> Iterator[Problem]:
    for name in sorted(plot_names(course.folder)):
        try:
            read_picture(plot_file(course.folder, name))
        except CourseError as error:
            yield Problem(plot_file(course.folder, name), error.line or 1, f"{error.message}: {error.hint}")


def check(course: Course, judge: Client | None, only: str | None = None, *, cache: Path | None = None) -> Report:
    """Check cards and katas; without a judge the katas' code is not run, and with `only` that of one kata.

    With a cache folder, decks that are as they were at the last check are not checked again.
    Raises CourseError when there is no kata of that name.
    """
    pages = (course.kata(only),) if only else course.katas
    graded = [check_kata(course, page, judge) for page in pages] if judge else []
    problems = [
        *course.problems,
        *check_cards(course, cache),
        *_pictures(course),
        *(problem for kata in graded for problem in kata.problems),
    ]
    return Report(
        units=len(course.units),
        cards=dict(Counter(str(card.kind) for card in course.cards)),
        katas=len(course.katas),
        wrong_answers=sum(kata.wrong_answers for kata in graded),
        katas_graded=judge is not None,
        kata_checks=tuple(graded),
        problems=tuple(sorted(problems)),
    )
