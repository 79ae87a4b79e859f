"""Days as a learner types them."""

from __future__ import annotations

from datetime import date, timedelta

from quiz.errors import QuizError

_FARTHEST = 36_500  # days
_WORDS = {"today": 0, "tomorrow": 1}


def read_day(text: str, today: date) -> date:
    """`2026-12-01`, `today`, `tomorrow`, or a number of days from today.

    Raises QuizError for anything else, and for a day that is over.
    """
    word = text.strip().lower().removeprefix("+")
    days = _WORDS.get(word, int(word) if word.isdecimal() else None)
    try:
        day = date.fromisoformat(word) if days is None else today + timedelta(min(days, _FARTHEST))
    except ValueError:
        hint = f"Write a day such as {today + timedelta(7)}, or how many days from today, such as 7."
        raise QuizError(f"`{text.strip()}` is not a day", hint=hint) from None
    if day < today:
        raise QuizError(f"{day} is over", hint="Choose today or a later day.")
    return day
