"""What there is to learn: decks of cards, folders of katas."""

from __future__ import annotations

from quiz.course.card import Card, Curveball, Draw, Form, Gap, KeyPoint, Kind, Option, Slip, TypedAnswer
from quiz.course.course import Course
from quiz.course.drawn import drawn
from quiz.course.gaps import hide
from quiz.course.katas import KataPage
from quiz.course.outline import Unit

__all__ = [
    "Card",
    "Course",
    "Curveball",
    "Draw",
    "Form",
    "Gap",
    "KataPage",
    "KeyPoint",
    "Kind",
    "Option",
    "Slip",
    "TypedAnswer",
    "Unit",
    "drawn",
    "hide",
]
