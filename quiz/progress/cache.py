"""The states, acts and days that follow from the log, kept in tables that may be thrown away at any time.

Whatever these functions do to the tables must equal a replay of the whole log; they run inside the transaction that
appends the event.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from quiz.bulk import without_collecting
from quiz.progress import tables
from quiz.progress.event import ACTS, Event, Kind, from_row, from_rows, in_order
from quiz.progress.faults import NOT_UNDERSTOOD
from quiz.progress.replay import Ledger, State, apply, extended, replay, rollovers, touched
from quiz.progress.settings import Settings
from quiz.scheduling.streak import shift_of

VERSION = "9"  # of the tables below and of the rules of replay; another one in the file means: build anew

EVENT_COLUMNS = "device, counter, instant, offset, day, kind, item, payload"
_JOINED = ", ".join(f"event.{name}" for name in EVENT_COLUMNS.split(", "))


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables were made by these rules."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'cache'").fetchone()
    return row is not None and row[0] == VERSION


def derive(connection: sqlite3.Connection) -> Ledger:
    """The ledger by replay of the whole log, without a look at the tables of the cache."""
    with without_collecting():
        return replay(_events(connection, *ACTS), _events(connection, Kind.UNDO, Kind.SETTING))


def differences(connection: sqlite3.Connection) -> list[str]:
    """Where the tables differ from a replay of the whole log, a sentence for each of them."""
    with without_collecting():
        derived = derive(connection)
        try:
            cached = tables.read(connection)
        except NOT_UNDERSTOOD:
            return ["the tables of the cache hold what cannot be understood"]
        derived.acts.sort(key=lambda act: act[:3])  # where instants are equal, replay has an order of its own
    parts = {name: getattr(cached, name) == getattr(derived, name) for name in ("states", "acts", "days", "settings")}
    parts["totals"] = tables.totals_are_right(connection)
    return [f"the cached {name} differ from the replay of the log" for name, agree in parts.items() if not agree]


def _events(connection: sqlite3.Connection, *kinds: Kind) -> Iterator[Event]:
    marks = ", ".join("?" * len(kinds))
    query = f"SELECT {EVENT_COLUMNS} FROM event WHERE kind IN ({marks}) ORDER BY instant"
    return in_order(from_rows(connection.execute(query, kinds)))


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the tables anew from the whole log."""
    _write(connection, derive(connection))


def take_over(connection: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Make the tables those of another log with the same events, which is quicker than a replay."""
    with without_collecting():
        _write(connection, tables.read(other))


def _write(connection: sqlite3.Connection, ledger: Ledger) -> None:
    tables.write(connection, ledger)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('cache', ?)", (VERSION,))


def follow(connection: sqlite3.Connection, event: Event, settings: Settings) -> None:
    """Bring the tables up to date with an event that is the last one of the log; `settings`: those before it."""
    if event.kind in ACTS:
        _follow_act(connection, event, settings)
    elif event.kind == Kind.UNDO:
        _follow_undo(connection, event.payload["target"])
    elif event.kind == Kind.SETTING:
        tables.put_settings(connection, {event.item: event.payload["value"]})
        if event.item in ("parameters", "retention"):
            rebuild(connection)


def _follow_act(connection: sqlite3.Connection, event: Event, settings: Settings) -> None:
    items = {event.item, *touched(event)}
    states = {item: known for item in items if (known := tables.state(connection, item))}
    act = apply(states, event, settings.scheduler)
    tables.put_states(connection, (states[item] for item in touched(event) if item in states))
    tables.put_acts(connection, [act])
    begun, due = tables.active_day(connection, event.day), tables.earliest_due(connection)
    tables.put_days(connection, [extended(begun, [event], due, lambda act: settings.rollover)])
    tables.add_to_totals(connection, act)


def _follow_undo(connection: sqlite3.Connection, target: str) -> None:
    device, _, counter = target.rpartition("-")
    key = (device, int(counter))
    row = connection.execute(f"SELECT {EVENT_COLUMNS} FROM event WHERE device = ? AND counter = ?", key).fetchone()
    if row is None:
        return
    event = from_row(row)
    removed = connection.execute("DELETE FROM act WHERE (instant, device, counter) = (?, ?, ?)", event.key)
    if not removed.rowcount:
        return
    latest = connection.execute(
        "SELECT instant, device, counter, day FROM act WHERE instant = (SELECT max(instant) FROM act)"
    ).fetchall()
    left, studied = connection.execute(
        "SELECT count(*), max(kind IN ('review', 'attempt')) FROM act WHERE day = ?", (event.day,)
    ).fetchone()
    last = latest[0] if latest else None
    if last and (len(latest) > 1 or last[0] >= event.instant_us or (last[3] != event.day and left)):
        # An act in the midst of others: what came after it was computed on top of it.
        rebuild(connection)
        return
    for item in touched(event):
        _refold(connection, item)
    tables.sum_up(connection, event.day)
    known = tables.active_day(connection, event.day)
    connection.execute("DELETE FROM active_day WHERE day = ?", (event.day,))
    if known and left and last:
        due, shift = tables.earliest_due(connection), _shift_at(connection, last[1:3])
        day = replace(known, last=last[0], studied=bool(studied), earliest_due=due, last_shift=shift)
        tables.put_days(connection, [day])


def _shift_at(connection: sqlite3.Connection, key: tuple[str, int]) -> int:
    """The shift of the learner's days at an act."""
    query = f"SELECT {EVENT_COLUMNS} FROM event WHERE device = ? AND counter = ?"
    act = from_row(connection.execute(query, key).fetchone())
    changes = f"SELECT {EVENT_COLUMNS} FROM event WHERE item = 'rollover' AND kind = 'setting' ORDER BY instant"
    return shift_of(act.offset_minutes, rollovers(in_order(from_rows(connection.execute(changes))))(act))


def events_of(connection: sqlite3.Connection, item: str) -> list[Event]:
    """The acts on one item that count, in their order."""
    query = f"SELECT {_JOINED} FROM event JOIN act USING (instant, device, counter) WHERE event.item = ?"
    return sorted(map(from_row, connection.execute(query, (item,))), key=lambda event: event.order)


def _refold(connection: sqlite3.Connection, item: str) -> None:
    """Derive one item's state anew from the acts that count: those on it, and the attempts that made it due."""
    pointing = connection.execute(
        f"""SELECT {_JOINED} FROM act INDEXED BY act_attempt JOIN event USING (device, counter)
            WHERE act.kind = 'attempt' AND event.item <> :item
              AND EXISTS (SELECT 1 FROM json_each(event.payload, '$.made_due') WHERE value = :item)""",
        {"item": item},
    )
    events = [*events_of(connection, item), *map(from_row, pointing)]
    scheduler = Settings.from_events(tables.setting_values(connection)).scheduler
    states: dict[str, State] = {}
    for event in sorted(events, key=lambda event: event.order):
        apply(states, event, scheduler)
    if item in states:
        tables.put_states(connection, [states[item]])
    else:
        connection.execute("DELETE FROM state WHERE item = ?", (item,))
