"""Facts in the fewest words, the same on every screen and in every verb."""

from __future__ import annotations

FLAGS = ("", "red", "orange", "green", "blue")  # by number; 0 is no flag

_ACTS = {
    "attempt": "attempt at",
    "reveal": "look at the answer of",
    "bury": "putting off of",
    "suspend": "suspension of",
    "unsuspend": "return of",
    "forget": "forgetting of",
    "due": "due day of",
}


def undone(kind: str, called: str) -> str:
    """What an undo took back: `the note of “Why rectified?”`."""
    return f"the {_ACTS.get(kind, f'{kind} of')} {called}"


def interval(days: int) -> str:
    """`2 d`, `3.2 mo`, `1.5 y`; nothing stands for the ten minutes after which a failed card returns."""
    if days == 0:
        return "<10 min"
    if days < 31:
        return f"{days} d"
    if days < 365:
        return f"{days / 30.44:.1f}".removesuffix(".0") + " mo"
    return f"{days / 365.25:.1f} y"


def spelled(days: int) -> str:
    """The same in whole words, to be heard: `2 days`, `3 months`, `1.5 years`."""
    number, _, unit = interval(days).partition(" ")
    words = {"d": "day", "mo": "month", "y": "year"}
    if unit not in words:
        return "10 minutes"
    return f"{number} {words[unit]}" if number == "1" else f"{number} {words[unit]}s"
