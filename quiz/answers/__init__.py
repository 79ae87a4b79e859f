"""What a typed answer says: which key points it covers, and whether it holds the usual slip."""

from __future__ import annotations

from quiz.answers.assessment import Assessment, Misconception, Point, Tick, assess
from quiz.answers.keyword_line import KeywordLine
from quiz.answers.lint import lint, warnings
from quiz.answers.rating import suggest_rating

__all__ = [
    "Assessment",
    "KeywordLine",
    "Misconception",
    "Point",
    "Tick",
    "assess",
    "lint",
    "suggest_rating",
    "warnings",
]
