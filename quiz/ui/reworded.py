"""Whether what is known of a card goes on under its new question."""

from __future__ import annotations

from quiz.authoring.stamp import keep_history
from quiz.course.reworded import Reworded
from quiz.errors import QuizError
from quiz.study.plain_text import plain_line
from quiz.ui.services import Services
from quiz.ui.widgets.menu import Entry
from quiz.ui.widgets.question import Question


def question(change: Reworded) -> Question:
    """Closes with `keep`, or with nothing."""
    before, since = plain_line(change.question), plain_line(change.card.question)
    asked = f"In {change.card.file.name} the card\n“{before}”\nasks now\n“{since}”\nIs it the same card?"
    answers = (
        Entry("y", "yes: keep its history, write its id into the file", "keep"),
        Entry("n", "no: begin anew with it", ""),
    )
    return Question(asked, answers, on_escape="")


def keep(services: Services, change: Reworded) -> str:
    """Write the id into the file and read it again; what became of it, in a sentence."""
    try:
        kept = keep_history(change)
        services.read_course_again()
    except QuizError as error:
        return str(error)
    return "Its history goes on." if kept else "The card has changed once more: nothing was written."
