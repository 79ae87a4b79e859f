"""Reviews of the log as CSV and as JSON lines, either way; an event comes back as exactly the same event."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from quiz.errors import QuizError
from quiz.exchange.arrival import Arrival
from quiz.progress.event import Event, Kind
from quiz.progress.event_line import event_of, line_of
from quiz.progress.log import Log

_FACTS = ("device", "counter", "instant", "offset", "day", "kind", "item")  # as in the text form of the log
_NUMBERS = ("counter", "instant", "offset")
_WHOLE = re.compile(r"-?[0-9]{1,30}")


def reviews_of(log: Log, items: Iterable[str]) -> list[Event]:
    """The reviews of these items that count, and where one was forgotten on purpose, in the order of replay."""
    kinds = (Kind.REVIEW, Kind.FORGET)
    found = [event for item in items for event in log.events_of(item) if event.kind in kinds]
    return sorted(found, key=lambda event: event.order)


def to_json_lines(events: Sequence[Event]) -> str:
    """One event a line, as in the text form of the log."""
    return "".join(f"{line_of(event)}\n" for event in events)


def to_csv(events: Sequence[Event]) -> str:
    """One event a row: its facts, then its payload, a column for each key; a key that an event lacks is empty there."""
    keys = list(dict.fromkeys(key for event in events for key in event.payload))
    target = io.StringIO()
    table = csv.writer(target, lineterminator="\n")
    table.writerow([*_FACTS, *keys])
    for event in events:
        facts = (event.device, event.counter, event.instant_us, event.offset_minutes, event.day, event.kind, event.item)
        cells = (_cell(event.payload[key]) if key in event.payload else "" for key in keys)
        table.writerow([*facts, *cells])
    return target.getvalue()


def from_json_lines(file: Path, text: str) -> Arrival:
    """The events of JSON lines. Raises QuizError with the line for one that is not understood."""
    rows = [(number, row) for number, row in enumerate(text.split("\n"), 1) if row.strip()]
    return _arrival(_event(row, file, number) for number, row in rows)


def from_csv(file: Path, text: str) -> Arrival:
    """The events of a table. Raises QuizError with the line for a row that is not understood."""
    return _arrival(_rows(file, text))


def _rows(file: Path, text: str) -> Iterator[Event]:
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in table:
            if None in row or None in row.values():
                raise QuizError("this row has not as many cells as there are columns", file=file, line=table.line_num)
            facts: dict[str, Any] = {key: row.get(key, "") for key in _FACTS}
            facts |= {key: int(facts[key]) for key in _NUMBERS if _WHOLE.fullmatch(facts[key])}
            payload = {key: _value(cell) for key, cell in row.items() if key not in _FACTS and cell}
            yield _event(json.dumps(facts | {"payload": payload}), file, table.line_num)
    except csv.Error as error:
        raise QuizError(f"this is no CSV: {error}", file=file, line=table.line_num + 1) from error


def _arrival(events: Iterable[Event]) -> Arrival:
    return Arrival("reviews", events=sorted(events, key=lambda event: event.order))


def _event(row: str, file: Path, line: int) -> Event:
    try:
        return event_of(row)
    except ValueError as error:
        hint = "Nothing was taken in. Put the line right, or take it out to go on without it."
        raise QuizError(f"this line {error}", hint=hint, file=file, line=line) from error


def _cell(value: object) -> str:
    """A text as it is, anything else as JSON, and so a text that would be read as JSON."""
    if isinstance(value, str) and value and "\r" not in value and _value(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _value(cell: str) -> object:
    try:
        return json.loads(cell)
    except ValueError:
        return cell
