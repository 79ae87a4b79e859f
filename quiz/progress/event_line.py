"""An event as a line of text, one JSON object whole in itself, and the lines of a file of them."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8

from quiz.progress.event import Event, Row, to_row
from quiz.progress.validity import fault

_KEYS = ("device", "counter", "instant", "offset", "day", "kind", "item", "payload")

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?')  # or one that was cut off


def line_of(event: Event) -> str:
    """The event as a line, without its end; the same event gives the same bytes."""
    return line_of_row(to_row(event))


def line_of_row(row: Row) -> str:
    """The same of an event as a row of its table."""
    *facts, payload = row
    known = json.dumps(dict(zip(_KEYS, facts, strict=False)), ensure_ascii=False, separators=(",", ":"))
    return f'{known[:-1]},"payload":{payload}}}'


def event_of(line: str) -> Event:
    """The event on a line; raises ValueError, whose text says what is wrong with it, when it is not understood."""
    try:
        known = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("is not a JSON object") from None
    if type(known) is not dict:
        raise ValueError("is not a JSON object")
    if missing := [key for key in _KEYS if key not in known]:
        raise ValueError(f"has no `{missing[0]}`")
    if unknown := known.keys() - set(_KEYS):
        raise ValueError(f"has `{min(unknown)}`, which no event has")
    event = Event(*(known[key] for key in _KEYS))
    if problem := fault(event):
        raise ValueError(problem)
    return event


def lines_of(content: bytes) -> list[bytes]:
    """The lines of a file, whatever ends them; JSON has none of these ends in its midst. What follows the last end
    comes last, even when it is empty. The mark of UTF-8 that some editors begin a file with is left out."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return [line.removeprefix(BOM_UTF8) for line in lines]  # git may have put the first line into the midst


def is_cut(line: bytes) -> bool:
    """Whether a line is the beginning of an object that nothing closes: what an interrupted copy leaves at its end."""
    outside = _STRING.sub(b"", line.strip())
    return outside.startswith(b"{") and outside.count(b"{") > outside.count(b"}")
