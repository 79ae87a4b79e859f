"""What the learner reads about an attempt, beside its verdict."""

from __future__ import annotations

from datetime import date

from quiz.course.card import Card
from quiz.progress.event import Event
from quiz.ui.judging import Graded
from quiz.ui.typeset import one_line
from quiz.ui.widgets.attempt_list import duration


def consequence(graded: Graded, card: Card | None, event: Event | None) -> str:
    """One line below the verdict: after a pass time, hints and the day it comes back, else the card to look at.

    `event`: the attempt as it was logged, None when it was not.
    """
    submission = graded.submission
    if graded.verdict["passed"]:
        many = f"{submission.hints} hint{'s' * (submission.hints > 1)} in this round"
        hints = many if submission.hints else "no hints"
        return f"in {duration(submission.seconds)}, {hints}{_back(event)}"
    if card is None:
        return ""
    return f"card “{one_line(card.question).plain}” {'is due now' if event else 'is about this'}"


def _back(event: Event | None) -> str:
    """When the kata comes back, if this pass has settled that."""
    if event is None or not event.payload.get("due"):
        return ""
    day, today = date.fromisoformat(event.payload["due"]), date.fromisoformat(event.day)
    return f"; comes back {'tomorrow' if (day - today).days == 1 else f'on {day:%a} {day.day} {day:%b}'}"
