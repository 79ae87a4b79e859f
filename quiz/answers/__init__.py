"""What a typed answer says: key points and the usual slip in a longer one, right or wrong for a short one."""

from __future__ import annotations

from quiz.answers.assessment import Assessment, Misconception, Point, Tick, assess, is_slip
from quiz.answers.checked import Checked, UnreadableError
from quiz.answers.folding import fold
from quiz.answers.keyword_line import KeywordLine
from quiz.answers.lint import lint, warnings
from quiz.answers.orders import check_order, in_order, suggest_order_rating
from quiz.answers.pieces import check_piece
from quiz.answers.rating import suggest_rating
from quiz.answers.typed import Accepted, check_typed, names, shown

__all__ = [
    "Accepted",
    "Assessment",
    "Checked",
    "KeywordLine",
    "Misconception",
    "Point",
    "Tick",
    "UnreadableError",
    "assess",
    "check_order",
    "check_piece",
    "check_typed",
    "fold",
    "in_order",
    "is_slip",
    "lint",
    "names",
    "shown",
    "suggest_order_rating",
    "suggest_rating",
    "warnings",
]
