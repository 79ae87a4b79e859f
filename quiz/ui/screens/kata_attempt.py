"""What the learner reads about an attempt, beside its verdict."""

from __future__ import annotations

from quiz.course.card import Card
from quiz.ui.judging import Graded
from quiz.ui.typeset import one_line


def consequence(graded: Graded, card: Card | None, *, logged: bool) -> str:
    """One line below the verdict: time and hints after a pass, else the card to look at."""
    submission = graded.submission
    if graded.verdict["passed"]:
        hints = f"{submission.hints} hint{'s' * (submission.hints > 1)}" if submission.hints else "no hints"
        return f"in {max(1, round(submission.seconds / 60))} min, {hints}"
    if card is None:
        return ""
    return f"card “{one_line(card.question).plain}” {'is due now' if logged else 'is about this'}"
