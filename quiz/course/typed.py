"""Typed answers: `number: 6.9 ± 0.1`, `shape: (N, T)`, `expression: s*(1-s)`, `text: this | that`, and draws."""

from __future__ import annotations

import re

from quiz.course.card import Draw, Form, TypedAnswer

_PLAIN = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_TAIL = rf"(?:\s*(?:±|\+/-|\+-)\s*(?P<tolerance>{_PLAIN}))?(?:\s*(?P<unit>(?:[^\W\d_]|[%°/])[^\d(){{}}]*))?"
_NUMBER = re.compile(rf"(?P<value>{_PLAIN}(?:/\d+)?){_TAIL}")
_DRAWN_NUMBER = re.compile(rf"(?P<value>.*?[\d)}}])(?=\s*(?:±|\+/-|\+-)|\s+[^\W\d_%][^\d(){{}}]*$|\s*%?$){_TAIL}")
_DRAW = re.compile(r"(?P<name>[a-z][a-z0-9_]+)\s*:\s*(?P<low>[-−]?\d+)\s*\.\.\s*(?P<high>[-−]?\d+)")
NAME = re.compile(r"\{([a-z][a-z0-9_]+)\}")

FORMS = "write `number: 0.25`, `shape: (N, T)`, `expression: s*(1-s)` or `text: argmax`"
NUMBER = "write `number: 0.25`, `number: 6.9 ± 0.1` or `number: 78500 parameters`, without separators between digits"
DRAW = "write `name: 1..9`; the name has at least two characters: small letters, digits, `_`"


def typed_answer(item: str) -> TypedAnswer:
    """Read one accepted answer; a number may be an expression in drawn names, each in braces.

    Raises ValueError, whose text says what to write.
    """
    key, colon, value = item.partition(":")
    value = _unquoted(value.strip())
    if not colon or key not in list(Form):
        raise ValueError(f"unknown form of answer `{key.strip()}`: {FORMS}")
    if not value:
        raise ValueError(f"nothing stands after `{key}:`: {FORMS}")
    form = Form(key)
    if form is Form.NUMBER:
        return _number(value)
    if form is Form.SHAPE and not re.fullmatch(r"\([^()]*\)", value):
        raise ValueError(f"`{value}` is no shape: write the lengths in brackets, `shape: (N, T, 4H)`")
    values = [part.strip() for part in value.split("|")] if form is Form.TEXT else [value]
    if not all(values):
        raise ValueError("an alternative is empty: write `text: argmax | softargmax`")
    return TypedAnswer(form, tuple(values))


def _number(value: str) -> TypedAnswer:
    value = value.replace("−", "-")
    match = (_DRAWN_NUMBER if NAME.search(value) else _NUMBER).fullmatch(value)
    if not match:
        raise ValueError(f"`{value}` is no number: {NUMBER}")
    tolerance = float(match["tolerance"]) if match["tolerance"] else None
    return TypedAnswer(Form.NUMBER, (match["value"],), tolerance, (match["unit"] or "").strip())


def _unquoted(value: str) -> str:
    """Backquotes keep `*` from being emphasis where the deck is read as a page."""
    return value[1:-1].strip() if re.fullmatch(r"`[^`]+`", value) else value


def draw(item: str) -> Draw:
    """Read one line of `### Draw`. Raises ValueError, whose text says what to write."""
    match = _DRAW.fullmatch(_unquoted(item))
    if not match:
        raise ValueError(f"`{item}` is no draw: {DRAW}")
    low, high = (int(match[end].replace("−", "-")) for end in ("low", "high"))
    if low >= high:
        raise ValueError(f"`{item}` leaves nothing to draw: the first number must be the smaller one")
    return Draw(match["name"], low, high)
