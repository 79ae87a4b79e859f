"""From a verdict to the log, and what the learner reads about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.errors import CourseError
from quiz.study import acts
from quiz.ui.judging import Graded
from quiz.ui.services import Services
from quiz.ui.typeset import one_line


def due_card(course: Course, verdict: Mapping[str, Any]) -> Card | None:
    """The card of the misconception that the verdict names, when the course has it."""
    try:
        return course.card(verdict["misconception"]["card"]) if verdict["misconception"] else None
    except CourseError:
        return None


def log_attempt(services: Services, page: KataPage, graded: Graded, card: Card | None) -> None:
    """Log an attempt; a failed one makes `card` due. Raises LogError; nothing is changed then."""
    submission = graded.submission
    acts.attempt(
        services.log,
        services.course.kata_item(page.id),
        graded.verdict,
        services.now(),
        source=submission.source,
        hints=submission.hints,
        seconds=submission.seconds,
        cards=[services.course.item(local) for local in card.items()] if card else (),
    )


def consequence(graded: Graded, card: Card | None, *, logged: bool) -> str:
    """One line below the verdict: time and hints after a pass, else the card to look at."""
    submission = graded.submission
    if graded.verdict["passed"]:
        hints = f"{submission.hints} hint{'s' * (submission.hints > 1)}" if submission.hints else "no hints"
        return f"in {max(1, round(submission.seconds / 60))} min, {hints}"
    if card is None:
        return ""
    return f"card “{one_line(card.question).plain}” {'is due now' if logged else 'is about this'}"
