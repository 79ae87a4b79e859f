"""One line of a file of typed answers: from parsed JSON to parsed JSON."""

from __future__ import annotations

from typing import Any

from quiz.answers.assessment import Misconception, Point, assess


def assess_line(line: object) -> dict[str, Any]:
    """Assess `{key_points: [{text, keywords}], slip: {text, keywords}, sides, answer}`.

    Returns `{ticks: [found|maybe|not_found], slip: true or false, rating: 1-3 or None}`. `slip` and `sides` may be left
    out or null. Raises ValueError when the line has another shape or a keyword line is malformed.
    """
    fields = _object(line, "a line")
    points = [_point(point, f"key_points[{i}]") for i, point in enumerate(_list(fields, "key_points", "a line"))]
    slip = None if fields.get("slip") is None else _slip(fields["slip"])
    assessment = assess(_text(fields, "answer", "a line"), points, slip, _sides(fields))
    return {
        "ticks": [tick.state for tick in assessment.ticks],
        "slip": assessment.slip is not None,
        "rating": assessment.rating,
    }


def _point(value: object, place: str) -> Point:
    fields = _object(value, place)
    return Point(_text(fields, "text", place), _texts(fields, "keywords", place))


def _slip(value: object) -> Misconception:
    fields = _object(value, "slip")
    return Misconception(_text(fields, "text", "slip"), _texts(fields, "keywords", "slip"))


def _sides(fields: dict[str, Any]) -> tuple[str, ...]:
    if fields.get("sides") is None:
        return ()
    sides = _texts(fields, "sides", "a line")
    if len(sides) not in (0, 2):
        raise ValueError(f'sides must name 2 sides or none, not {len(sides)}: write ["a|other name of a", "b"]')
    return sides


def _object(value: object, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{place} must be an object, not {_kind(value)}")
    return value


def _list(fields: dict[str, Any], key: str, place: str) -> list[Any]:
    value = _present(fields, key, place)
    if not isinstance(value, list):
        raise ValueError(f"{key} of {place} must be a list, not {_kind(value)}")
    return value


def _texts(fields: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
    values = _list(fields, key, place)
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"{key} of {place} must be a list of strings")
    return tuple(values)


def _text(fields: dict[str, Any], key: str, place: str) -> str:
    value = _present(fields, key, place)
    if not isinstance(value, str):
        raise ValueError(f"{key} of {place} must be a string, not {_kind(value)}")
    return value


def _present(fields: dict[str, Any], key: str, place: str) -> object:
    if key not in fields:
        raise ValueError(f"{place} has no {key}")
    return fields[key]


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", int: "a number", float: "a number"}
    return names.get(type(value), "null")
