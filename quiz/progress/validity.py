"""Whether an event can be replayed: asked of all that comes from outside, as an edited line or a damaged page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from quiz.config import Config
from quiz.errors import ConfigError
from quiz.progress.event import Event, Kind
from quiz.progress.plain_json import LARGEST, is_number, is_text, oddity
from quiz.progress.settings import Settings
from quiz.scheduling.memory import Scheduler

Check = Callable[[Any], bool]

LATEST = 7_258_118_400_000_000  # the year 2200, in microseconds since 1970: no clock is that wrong
# Two days inside, whatever offset and rollover.
EARLIEST_CLOCK, LATEST_CLOCK = 172_800_000_000, LATEST - 172_800_000_000
FIRST_DAY, LAST_DAY, LAST_DUE = "1970-01-01", "2199-12-31", "2299-12-31"  # an interval is a hundred years at the most
_LONGEST = 1e9  # seconds
_ID = re.compile(r".+-([0-9]{1,19})", re.DOTALL)
_LOW_AND_HIGH = {f.name: f.metadata for f in fields(Config) if "low" in f.metadata}


def fault(event: Event) -> str | None:
    """What is wrong with an event, as the end of a sentence; None when it can be replayed."""
    if not (event.device and is_text(event.device) and _within(1, LARGEST)(event.counter)):
        return "has no device and counter"
    if not _within(1, LATEST - 1)(event.instant_us):
        return "has no instant between 1970 and 2199"
    if not _within(1 - 24 * 60, 24 * 60 - 1)(event.offset_minutes):
        return "has no UTC offset below a day"
    if not (_is_day(event.day) and event.day <= LAST_DAY):
        return "has no day between 1970-01-01 and 2199-12-31"
    if not (is_text(event.kind) and is_text(event.item)):
        return "has a kind or item that is no text"
    if problem := oddity(event.payload):
        return problem
    for key, is_right in _CHECKS.get(event.kind, {}).items():
        if not is_right(event.payload.get(key)):
            return f"has no right `{key}` for the kind `{event.kind}`"
    if event.kind == Kind.SETTING and not _is_setting(event.item, event.payload):
        return f"sets `{event.item}` to a value that it cannot have"
    return None


def _is_bool(value: Any) -> bool:
    return type(value) is bool


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _names_a_day(value)


@lru_cache(maxsize=4096)  # days repeat
def _names_a_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text and FIRST_DAY <= text <= LAST_DUE
    except ValueError:
        return False


def _is_share(value: Any) -> bool:
    return is_number(value) and 0 <= value <= 1


def _is_span(value: Any) -> bool:
    """Below 0, too: a clock was set back meanwhile, and the answer is no less one (see `replay.act_of`)."""
    return is_number(value) and abs(value) <= _LONGEST


def _within(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _is_id(value: Any) -> bool:
    found = _ID.fullmatch(value) if is_text(value) else None
    return found is not None and int(found[1]) <= LARGEST


def _is_list_of(check: Check) -> Check:
    return lambda value: type(value) is list and all(map(check, value))


def _is_check(value: Any) -> bool:
    return type(value) is dict and is_text(value.get("name")) and _is_bool(value.get("passed"))


# What is read of every act, whatever its kind.
_ACT: dict[str, Check] = {
    "seconds": _or_none(_is_span),
    "recall": _or_none(_is_share),
    "misconception": _or_none(is_text),
    "hints": _or_none(_within(0, 1000)),
}

_REVIEW: dict[str, Check] = {
    "rating": _within(1, 4),
    "due": _or_none(_is_day),
    "previous": _or_none(_is_id),
}

_PAYLOADS: dict[str, dict[str, Check]] = {
    Kind.REVIEW: _REVIEW,
    Kind.REVEAL: _REVIEW,
    Kind.ATTEMPT: {
        **_REVIEW,
        "rating": _or_none(_within(1, 4)),
        "passed": _is_bool,
        "made_due": _is_list_of(is_text),
        "verdict": _or_none(is_text),
        "checks": _or_none(_is_list_of(_is_check)),
        "source": _or_none(is_text),
    },
    Kind.FLAG: {"flag": _within(0, 4)},
    Kind.NOTE: {"text": is_text},
    Kind.DUE: {"due": _is_day},
    Kind.UNDO: {"target": _is_id},
}
_CHECKS = {str(kind): {**_ACT, **_PAYLOADS.get(kind, {})} for kind in Kind}


def _is_setting(name: str, payload: Mapping[str, Any]) -> bool:
    if "value" not in payload:
        return False
    value = payload["value"]
    if name == "parameters":
        if not _or_none(_is_list_of(is_number))(value):
            return False
        try:
            Scheduler(value)
        except (ConfigError, TypeError):
            return False
        return True
    if name not in Settings.__dataclass_fields__:
        return True
    if name not in _LOW_AND_HIGH:
        return type(value) is type(getattr(Settings, name))
    bounds = _LOW_AND_HIGH[name]
    return is_number(value) and bounds["low"] <= value <= bounds["high"] and (name == "retention" or type(value) is int)
