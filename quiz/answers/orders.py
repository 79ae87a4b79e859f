"""Steps put in order: which of them stand right, and what that is worth."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.answers.checked import Checked
from quiz.answers.rating import AGAIN, GOOD, HARD

_LONG = 4  # things, from which on a single one out of place is a small mistake


def in_order(places: Sequence[int]) -> frozenset[int]:
    """The places of the things that stand right among each other: the longest rising run, gaps allowed.

    `places`: the right place of each thing, as it was put. The others have to be moved.
    """
    runs: list[tuple[int, ...]] = [()]  # the longest one that ends at each thing
    for place in places:
        fitting = [run for run in runs if not run or run[-1] < place]
        before = max(fitting, key=len)
        runs.append((*before, place))
    longest = max(runs, key=len)
    return frozenset(longest)


def check_order(places: Sequence[int]) -> Checked:
    """Whether things were put in order; the message says how many are out of place."""
    out = len(places) - len(in_order(places))
    if not out:
        return Checked(True)
    return Checked(False, "One is out of place." if out == 1 else f"{out} of {len(places)} are out of place.")


def suggest_order_rating(places: Sequence[int]) -> int:
    """Suggest 3 for the right order, 2 for a long one with a single thing out of place, else 1."""
    out = len(places) - len(in_order(places))
    if out == 1 and len(places) >= _LONG:
        return HARD
    return AGAIN if out else GOOD
