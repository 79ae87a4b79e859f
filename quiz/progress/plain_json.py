"""What a payload may be made of: JSON that every program reads alike, and that SQLite can hold."""

from __future__ import annotations

import math
from itertools import chain
from typing import Any

DEEPEST = 32  # lists and objects inside each other; ours are three
LARGEST = 2**63 - 1  # what SQLite holds in an integer
_SURE = {type(None), bool, dict, list, tuple}  # nothing can be wrong with these themselves


def oddity(payload: Any) -> str | None:
    """What is wrong with a payload, as the end of a sentence; None when it is an object of plain JSON."""
    if type(payload) is not dict:
        return "has a payload that is no object"
    parts: list[Any] = [payload]
    for _ in range(DEEPEST):
        values = [value for part in parts for value in (_pairs(part) if type(part) is dict else part)]
        parts = [value for value in values if type(value) in (dict, list, tuple)]
        for value in values:
            if type(value) not in _SURE and (problem := _of_value(value)):
                return f"has {problem} in its payload"
        if not parts:
            return None
    return f"has a payload that is nested more than {DEEPEST} deep"


def _pairs(part: dict[str, Any]) -> chain[Any]:
    return chain(part, part.values())


def is_text(value: Any) -> bool:
    """Whether it is a text of whole characters, which half of a pair (a lone surrogate) is not."""
    if not isinstance(value, str):
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_number(value: Any) -> bool:
    """Whether it is a finite number that SQLite can hold."""
    return (type(value) is int and abs(value) <= LARGEST) or (type(value) is float and math.isfinite(value))


def _of_value(value: Any) -> str | None:
    if isinstance(value, str):
        return None if is_text(value) else "half a character"
    return None if is_number(value) else "a number that is none, or too large,"
