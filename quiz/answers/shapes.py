"""Shapes: `(N, T, 4H)`, however it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.answers.checked import Checked, UnreadableError
from quiz.answers.expressions import compared
from quiz.answers.formulas import Formula, formula
from quiz.answers.notation import LONGEST

FORM = "Write the lengths such as N, T, 4H."

_CALL = re.compile(r"^\s*(?:torch\.)?(?:Size|shape)\s*(?:=\s*)?", re.IGNORECASE)
_GLUED = re.compile(r"\s*(\*\*|//|[-+*/^·])\s*")
_TIMES = re.compile(r"\s*×\s*|\s+[xX]\s+")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def check_shape(answer: str, accepted: str) -> Checked:
    """Compare the lengths of a shape one by one, as expressions."""
    try:
        right = lengths(accepted)
        names = frozenset[str]().union(*(length.names for length in right))
        typed = [formula(part, names) for part in _parts(answer)]
    except UnreadableError as error:
        return Checked(None, f"{error} {FORM}")
    if not typed:
        return Checked(None, FORM)
    return _compared(typed, right)


def lengths(shape: str) -> list[Formula]:
    """The lengths of a shape, each a formula. Raises UnreadableError."""
    return [formula(part) for part in _parts(shape)]


def _compared(typed: Sequence[Formula], right: Sequence[Formula]) -> Checked:
    if len(typed) != len(right):
        return Checked(False, f"It has {len(typed)} {'axis' if len(typed) == 1 else 'axes'}, the answer {len(right)}.")
    wrong = [place for place, pair in enumerate(zip(typed, right, strict=True)) if not _same(*pair)]
    if not wrong:
        return Checked(True)
    if _permuted(typed, right):
        return Checked(False, "The right lengths, in another order.")
    if len(wrong) == 1 and len(right) > 1:
        return Checked(False, f"Right but for the {_ordinal(wrong[0], len(right))} length.")
    return Checked(False)


def _same(typed: Formula, right: Formula) -> bool:
    return compared(typed, right).right is True


def _permuted(typed: Sequence[Formula], right: Sequence[Formula]) -> bool:
    left = list(right)
    for length in typed:
        place = next((n for n, other in enumerate(left) if _same(length, other)), None)
        if place is None:
            return False
        left.pop(place)
    return True


def _ordinal(place: int, count: int) -> str:
    return "last" if place == count - 1 else _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"


def _parts(text: str) -> list[str]:
    """The lengths: between commas, else between crosses, else between blanks."""
    if len(text) > LONGEST:
        raise UnreadableError("This is too long for a shape.")
    text = _CALL.sub("", text).strip().strip("$`").strip()
    while text[:1] in ("(", "[", "{") and text[-1:] in (")", "]", "}") and _enclosed(text):
        text = text[1:-1].strip()
    if "," in text or ";" in text:
        parts = re.split("[,;]", text)
        return parts if parts[-1].strip() else parts[:-1]  # a shape of one axis ends in a comma
    if _TIMES.search(text):
        return _TIMES.split(text)
    return _GLUED.sub(r"\1", text).split()


def _enclosed(text: str) -> bool:
    """Whether the first bracket closes at the end."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth == 0:
            return place == len(text) - 1
    return False
