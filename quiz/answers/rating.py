"""From confirmed key points to a rating on the scale of a review."""

from __future__ import annotations

AGAIN, HARD, GOOD = 1, 2, 3


def suggest_rating(ticked: int, of: int, slip: bool) -> int:
    """Suggest 1 below a third of the points, 2 below two thirds, else 3; a slip allows 2 at most.

    Raises ValueError when there are no points, or more ticked than there are.
    """
    if not 0 <= ticked <= of or of == 0:
        raise ValueError(f"{ticked} of {of} key points cannot be ticked")
    if 3 * ticked < of:
        return AGAIN
    return HARD if slip or 3 * ticked < 2 * of else GOOD
