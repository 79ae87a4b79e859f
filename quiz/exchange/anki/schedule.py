"""What the log knows of each item, written into the tables of an Anki package."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from quiz.progress.event import Event, Kind
from quiz.progress.log import Log
from quiz.progress.replay import State
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating

_NEW, _REVIEW = 0, 2  # a card's type and queue
_SUSPENDED = -1  # a queue
_LEARNED, _REVIEWED, _RELEARNED, _MANUAL = 0, 1, 2, 4  # the kinds of lines in the review log
_EASE = 2500  # FSRS does not look at it
_WITHIN_DAY = -600  # an interval of ten minutes, in seconds below zero


def write_schedule(
    cursor: sqlite3.Cursor, cards: Mapping[str, int], log: Log, now: Instant, lost: Counter[str]
) -> tuple[int, int]:
    """Give the cards, by their items, the schedule and the reviews of the log; returns how many of both.

    The collection begins on the learner's present day, and due days count from it. `lost` counts what Anki has no
    place for. Intervals, due days, stability and difficulty arrive as they are; Anki's own ease does not exist here.
    """
    settings = log.settings()
    today = log.day(now)
    _begin(cursor, now, today, settings.rollover)
    scheduled, reviews, taken = 0, 0, set[int]()
    for item, card in cards.items():
        state = log.state(item)
        if state is None:
            continue
        scheduled += _write_card(cursor, card, state, today, settings.retention)
        lost["due days of new cards"] += state.memory is None and state.due is not None
        lost["notes of yours"] += bool(state.note)
        events = [event for event in log.events_of(item) if event.kind in (Kind.REVIEW, Kind.FORGET)]
        _write_reviews(cursor, card, events, taken)
        reviews += sum(event.kind == Kind.REVIEW for event in events)
    return scheduled, reviews


def _begin(cursor: sqlite3.Cursor, now: Instant, today: date, rollover: int) -> None:
    (settings,) = cursor.execute("SELECT conf FROM col").fetchone()
    known = {**json.loads(settings), "schedVer": 2, "creationOffset": -now.offset, "rollover": rollover}
    local = now.local.replace(year=today.year, month=today.month, day=today.day, hour=rollover, minute=0, second=0)
    began = int((local.replace(microsecond=0)).timestamp())
    cursor.execute("UPDATE col SET crt = ?, conf = ?", (began, json.dumps(known)))


def _write_card(cursor: sqlite3.Cursor, card: int, state: State, today: date, retention: float) -> bool:
    memory, queue = state.memory, _SUSPENDED if state.suspended else _NEW
    if memory is None or state.due is None:
        cursor.execute("UPDATE cards SET queue = ?, flags = ? WHERE id = ?", (queue, state.flag, card))
        return False
    queue = queue or _REVIEW
    data = json.dumps({"s": round(memory.stability, 4), "d": round(memory.difficulty, 3), "dr": retention})
    known = (_REVIEW, queue, (state.due - today).days, max(1, (state.due - memory.last_day).days), _EASE)
    cursor.execute(
        "UPDATE cards SET type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?, flags = ?, data = ?"
        " WHERE id = ?",
        (*known, memory.reps, memory.lapses, state.flag, data, card),
    )
    return True


def _write_reviews(cursor: sqlite3.Cursor, card: int, events: list[Event], taken: set[int]) -> None:
    """Write the reviews of a card, and where it was forgotten what Anki writes there: a line without a button."""
    before, interval = None, 0
    for event in events:
        known, last = event.payload, interval
        id = event.instant_us // 1000
        while id in taken:  # Anki tells reviews apart by their millisecond
            id += 1
        taken.add(id)
        if event.kind == Kind.FORGET:
            before, interval = None, 0
            _write_line(cursor, (id, card, 0, 0, last, 0, 0, _MANUAL))
            continue
        due = known.get("due")
        days = (date.fromisoformat(due) - date.fromisoformat(event.day)) if due else timedelta(0)
        interval = days.days if days.days > 0 else _WITHIN_DAY
        kind = _LEARNED if before is None else _RELEARNED if before == Rating.AGAIN else _REVIEWED
        time = round(1000 * (known.get("seconds") or 0))
        _write_line(cursor, (id, card, known["rating"], interval, last, _EASE, time, kind))
        before = known["rating"]


def _write_line(cursor: sqlite3.Cursor, line: tuple[int, ...]) -> None:
    cursor.execute("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", line)
