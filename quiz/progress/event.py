"""The events of the log: the one record of a learner's work that nothing else can restore.

Payloads by kind; a reader ignores keys and kinds that it does not know:

review   rating 1-4, seconds, recall (predicted, null for a new card), due (ISO day written), previous (id of the
         card's review before, or null), confidence ("sure", "unsure" or null), ticks (key points hit, or null),
         scheduler (name and version)
attempt  verdict, passed, checks [{name, passed}], misconception (id or null), hints (number used), source_hash
         (SHA-256 of the bytes), source, seconds (or null), made_due (ids of cards), rating (1-4; null when it is no
         review of the kata), due and previous (as in a review; null with the rating)
reveal   the model answer was looked at before a pass: rating (1), due, previous
bury, suspend, unsuspend, forget
         nothing; a card is buried for the event's day, and a forgotten one is new again
flag     flag (1-4, 0 for none)
note     text (the learner's own, empty for none)
due      due (ISO day on which the learner wants it)
undo     target (id of an event of the kinds above)
setting  value; the event's item is the setting's name
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from operator import attrgetter
from typing import Any

from quiz.progress.identity import FORK, Content
from quiz.scheduling.day import Instant


class Kind(StrEnum):
    """What an event records; a reader keeps and ignores any other kind."""

    REVIEW = "review"
    ATTEMPT = "attempt"
    REVEAL = "reveal"
    BURY = "bury"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    FORGET = "forget"
    FLAG = "flag"
    NOTE = "note"
    DUE = "due"
    UNDO = "undo"
    SETTING = "setting"


STUDY = (Kind.REVIEW, Kind.ATTEMPT)  # what makes a day one of study
ACTS = tuple(kind for kind in Kind if kind not in (Kind.UNDO, Kind.SETTING))  # what an undo takes back


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log, identified by `device` and that device's `counter`.

    `instant_us`: microseconds since 1970 in UTC, growing along the log. `offset_minutes`: the learner's clock less
    UTC. `day`: the learner's day, ISO. `item`: `course:id`.
    """

    device: str
    counter: int
    instant_us: int
    offset_minutes: int
    day: str
    kind: str
    item: str
    payload: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.device}-{self.counter}"

    @property
    def key(self) -> tuple[int, str, int]:
        """What finds the event in a log."""
        return self.instant_us, self.device, self.counter

    @property
    def order(self) -> tuple[int, str, int, Content]:
        """The place in the order that replay follows, the same in every log, whatever names merges have given."""
        return self.instant_us, self.device.partition(FORK)[0], self.counter, Content(self)

    @property
    def instant(self) -> Instant:
        return Instant.at(self.instant_us, self.offset_minutes)


def in_order(events: Iterable[Event]) -> Iterator[Event]:
    """Events that come by their instants, those of one instant put into the order of replay."""
    same: list[Event] = []
    for event in events:
        if same and event.instant_us != same[0].instant_us:
            yield from same if len(same) == 1 else sorted(same, key=attrgetter("order"))
            same = []
        same.append(event)
    yield from sorted(same, key=attrgetter("order"))


Row = tuple[str, int, int, int, str, str, str, str]


def to_row(event: Event) -> Row:
    """The event as a row of its table; raises ValueError for a payload that is not plain JSON."""
    try:
        payload = json.dumps(event.payload, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except TypeError as error:
        raise ValueError(f"a payload must be plain JSON: {error}") from error
    return (
        event.device,
        event.counter,
        event.instant_us,
        event.offset_minutes,
        event.day,
        event.kind,
        event.item,
        payload,
    )


def from_row(row: Row) -> Event:
    """The event in a row of its table."""
    return Event(*row[:7], json.loads(row[7]))


def from_rows(rows: Iterable[Row]) -> Iterator[Event]:
    """The events in many rows, whose payloads are parsed a thousand at a time: that takes half as long."""
    rows = iter(rows)
    while batch := list(islice(rows, 1000)):
        payloads = json.loads(f"[{','.join([row[7] for row in batch])}]")
        for row, payload in zip(batch, payloads, strict=True):
            yield Event(*row[:7], payload)
