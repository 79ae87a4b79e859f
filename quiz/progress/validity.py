"""Whether an event can be replayed: asked of all that comes from outside, as an edited line or a damaged page."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from quiz.config import Config
from quiz.errors import ConfigError
from quiz.progress.event import Event, Kind
from quiz.progress.settings import Settings
from quiz.scheduling.memory import Scheduler

Check = Callable[[Any], bool]

LATEST = 4_102_444_800_000_000  # the year 2100, in microseconds since 1970: no clock is that wrong
_ID = re.compile(r".+-\d+", re.DOTALL)
_LOW_AND_HIGH = {f.name: f.metadata for f in fields(Config) if "low" in f.metadata}


def fault(event: Event) -> str | None:
    """What is wrong with an event, as the end of a sentence; None when it can be replayed."""
    if not (event.device and type(event.counter) is int and event.counter > 0):
        return "has no device and counter"
    if not (type(event.instant_us) is int and 0 < event.instant_us < LATEST):
        return "has no instant between 1970 and 2100"
    if not (type(event.offset_minutes) is int and abs(event.offset_minutes) < 24 * 60):
        return "has no UTC offset below a day"
    if not _is_day(event.day):
        return "has no day like 2026-11-20"
    for key, is_right in _PAYLOADS.get(event.kind, {}).items():
        if not is_right(event.payload.get(key)):
            return f"has no right `{key}` for the kind `{event.kind}`"
    if event.kind == Kind.SETTING and not _is_setting(event.item, event.payload):
        return f"sets `{event.item}` to a value that it cannot have"
    return None


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_bool(value: Any) -> bool:
    return type(value) is bool


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


def _is_day(value: Any) -> bool:
    try:
        return _is_text(value) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _within(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _is_id(value: Any) -> bool:
    return _is_text(value) and _ID.fullmatch(value) is not None


def _is_list_of(check: Check) -> Check:
    return lambda value: type(value) is list and all(map(check, value))


def _is_check(value: Any) -> bool:
    return type(value) is dict and _is_text(value.get("name")) and _is_bool(value.get("passed"))


_REVIEW: Mapping[str, Check] = {
    "rating": _within(1, 4),
    "due": _or_none(_is_day),
    "previous": _or_none(_is_id),
    "seconds": _or_none(_is_number),
}

_PAYLOADS: Mapping[str, Mapping[str, Check]] = {
    Kind.REVIEW: {**_REVIEW, "recall": _or_none(_is_number)},
    Kind.REVEAL: _REVIEW,
    Kind.ATTEMPT: {
        **_REVIEW,
        "rating": _or_none(_within(1, 4)),
        "passed": _is_bool,
        "made_due": _is_list_of(_is_text),
        "verdict": _or_none(_is_text),
        "checks": _or_none(_is_list_of(_is_check)),
        "misconception": _or_none(_is_text),
        "hints": _or_none(_within(0, 1000)),
        "source": _or_none(_is_text),
    },
    Kind.FLAG: {"flag": _within(0, 4)},
    Kind.NOTE: {"text": _is_text},
    Kind.DUE: {"due": _is_day},
    Kind.UNDO: {"target": _is_id},
}


def _is_setting(name: str, payload: Mapping[str, Any]) -> bool:
    if "value" not in payload:
        return False
    value = payload["value"]
    if name == "parameters":
        try:
            Scheduler(value)
        except (ConfigError, TypeError):
            return False
        return value is None or _is_list_of(_is_number)(value)
    if name not in Settings.__dataclass_fields__:
        return True
    if name not in _LOW_AND_HIGH:
        return type(value) is type(getattr(Settings, name))
    bounds = _LOW_AND_HIGH[name]
    return (
        _is_number(value) and bounds["low"] <= value <= bounds["high"] and (name == "retention" or type(value) is int)
    )
