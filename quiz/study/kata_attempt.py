"""From a verdict to the log: the attempt, and the card that a failure makes due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.errors import CourseError
from quiz.progress.event import Event
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import acts


def due_card(course: Course, verdict: Mapping[str, Any]) -> Card | None:
    """The card of the misconception that the verdict names, when the course has it."""
    try:
        return course.card(verdict["misconception"]["card"]) if verdict["misconception"] else None
    except CourseError:
        return None


def log_attempt(
    log: Log,
    course: Course,
    kata: str,
    verdict: Mapping[str, Any],
    now: Instant,
    *,
    source: bytes,
    hints: int = 0,
    seconds: float | None = None,
) -> Event:
    """Log an attempt at a kata; a failed one makes the card of its misconception due.

    Raises LogError; nothing is changed then.
    """
    card = due_card(course, verdict)
    cards = course.items_of(card) if card else ()
    item = course.kata_item(kata)
    return acts.attempt(log, item, verdict, now, source=source, hints=hints, seconds=seconds, cards=cards)
