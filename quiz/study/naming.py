"""What a person calls a card or a kata: its question or its title, never the name that the log has for it."""

from __future__ import annotations

from quiz.course.course import Course
from quiz.errors import CourseError
from quiz.study.plain_text import plain_line
from quiz.study.turn import question_of

_LONGEST = 48  # characters of a question


def called(course: Course, item: str) -> str:
    """`“Why rectified?”` for a card, the title for a kata; of what the course has no more, the name in the log."""
    name = item.partition(":")[2]
    try:
        if name.startswith("kata/"):
            return course.kata(name.removeprefix("kata/")).title
        question = plain_line(question_of(item, course.card(item), None))
    except CourseError:
        return name
    return f"“{question if len(question) <= _LONGEST else question[: _LONGEST - 1].rstrip() + '…'}”"
