"""Days as a learner types them."""

from __future__ import annotations

from datetime import date, timedelta

from quiz.errors import QuizError
from quiz.progress.validity import FIRST_DAY, LAST_DUE

_FARTHEST = 36_500  # days
_WORDS = {"today": 0, "tomorrow": 1}


def bounded(day: date) -> date:
    """The nearest day that a log can hold as a due day: other programs write the year 1 or 9999 for never."""
    return min(max(day, date.fromisoformat(FIRST_DAY)), date.fromisoformat(LAST_DUE))


def read_day(text: str, today: date) -> date:
    """`2026-12-01`, `today`, `tomorrow`, or a number of days from today.

    A day that nobody will see is brought nearer. Raises QuizError for anything else, and for a day that is over.
    """
    word = text.strip().lower().removeprefix("+")
    days = _WORDS.get(word, _number(word) if word.isdecimal() else None)
    try:
        day = date.fromisoformat(word) if days is None else today + timedelta(min(days, _FARTHEST))
    except ValueError:
        hint = f"Write a day such as {today + timedelta(7)}, or how many days from today, such as 7."
        raise QuizError(f"`{text.strip()}` is not a day", hint=hint) from None
    if day < today:
        raise QuizError(f"{day} is over", hint="Choose today or a later day.")
    return min(day, today + timedelta(_FARTHEST))


def _number(digits: str) -> int:
    return int(digits) if len(digits) < 10 else _FARTHEST  # Python refuses to read thousands of digits
