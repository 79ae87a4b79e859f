"""Catching up: what piled up while the learner was away is spread over days, not asked at once."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

USUAL = 30  # cards a day, until there are enough of the learner's own days
_PILE = 2.0  # times a usual day's cards: more are a pile
_STRETCH = 1.5  # times a usual day's cards that are asked while there is a pile


def share(due: int, usual: float) -> int:
    """How many of the cards of a day are asked on it: all, unless they are far more than on a usual day.

    `due`: those of that day, with the ones that were reviewed on it already.
    """
    return due if due <= _PILE * usual else ceil(_STRETCH * usual)


def days_needed(pile: int, daily: int, coming: Sequence[int]) -> int:
    """After how many days nothing of a pile is left when so many cards are asked a day.

    `coming`: the cards that fall due on each of the next days; at most as many days are looked at.
    """
    for number, due in enumerate(coming, start=1):
        pile += due - daily
        if pile <= 0:
            return number
    return len(coming)
