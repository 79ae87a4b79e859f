"""What is asked of a log: its events, and what follows from them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from quiz.bulk import without_collecting
from quiz.progress import cache, event_check, tables
from quiz.progress.device import this_machine
from quiz.progress.event import Event, from_row, in_order
from quiz.progress.faults import explained, understood
from quiz.progress.replay import State
from quiz.progress.settings import Settings
from quiz.scheduling.day import Instant, day_of
from quiz.scheduling.streak import ActiveDay


class Queries:
    """The questions to an open log, without the means to change it.

    All methods raise LogError when it cannot be read.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @property
    def device(self) -> str:
        """The name of this device in the log: another one in every copy, and after a merge with a copy."""
        return self._meta("device") or ""

    def _meta(self, key: str) -> str | None:
        rows = self.rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def size(self) -> int:
        """How many events it holds."""
        return self._one("SELECT count(*) FROM event")

    def devices(self) -> set[str]:
        """The names of all devices that wrote events."""
        return {row[0] for row in self.rows("SELECT DISTINCT device FROM event")}

    def events(self) -> list[Event]:
        """Every event, in the order of replay."""
        rows = self.rows(f"SELECT {cache.EVENT_COLUMNS} FROM event ORDER BY instant")
        with understood(self.path):
            return list(in_order(map(from_row, rows)))

    def event(self, id: str) -> Event | None:
        """The event of this id."""
        device, _, counter = id.rpartition("-")
        return self._event(device, int(counter))

    def _event(self, device: str, counter: int) -> Event | None:
        query = f"SELECT {cache.EVENT_COLUMNS} FROM event WHERE device = ? AND counter = ?"
        rows = self.rows(query, device, counter)
        with understood(self.path):
            return from_row(rows[0]) if rows else None

    def events_of(self, item: str) -> list[Event]:
        """The acts on one item that count, in their order."""
        with understood(self.path):
            return cache.events_of(self._connection, item)

    def last_act(self) -> Event | None:
        """This device's latest act that no undo names: a review, an attempt, or anything else done to an item."""
        query = "SELECT counter FROM act WHERE device = ? ORDER BY instant DESC, device DESC, counter DESC LIMIT 1"
        device = self.device
        rows = self.rows(query, device)
        return self.event(f"{device}-{rows[0][0]}") if rows else None

    def settings(self) -> Settings:
        with understood(self.path):
            return Settings.from_events(self.setting_values())

    def setting_values(self) -> dict[str, Any]:
        """The last value of each setting that was ever set."""
        with understood(self.path):
            return tables.setting_values(self._connection)

    def settings_said(self) -> dict[str, Any] | None:
        """What this machine's configuration file said last, None when that was never kept (see `keep_said`)."""
        with understood(self.path):
            kept = json.loads(self._meta("said") or "{}")
            return dict(kept["values"]) if kept.get("machine") == this_machine() else None

    def settings_set(self) -> dict[str, Any]:
        """The last value of each setting that this device has set, whatever another one set later."""
        query = "SELECT item, payload FROM event WHERE kind = 'setting' AND device = ? ORDER BY counter"
        with understood(self.path):
            return {item: json.loads(payload)["value"] for item, payload in self.rows(query, self.device)}

    def day(self, now: Instant) -> date:
        """The learner's day at `now`."""
        with understood(self.path):
            return day_of(now, self.settings().rollover)

    def state(self, item: str) -> State | None:
        """The state of a card or a kata, None for one that no act has touched."""
        with understood(self.path):
            return tables.state(self._connection, item)

    def due(self, day: date) -> list[State]:
        """The items to review on `day`, in the order of their due days: without those suspended or put off."""
        query = f"""SELECT {tables.STATE_COLUMNS} FROM state
                    WHERE due_day <= ?1 AND NOT suspended AND ({tables.PUT_OFF}) IS NOT TRUE ORDER BY due_day, item"""
        with understood(self.path):
            return [tables.state_of(row) for row in self.rows(query, day.isoformat())]

    def states(self) -> list[State]:
        """Every card and kata that an act has touched."""
        with understood(self.path), without_collecting():
            return [tables.state_of(row) for row in self.rows(f"SELECT {tables.STATE_COLUMNS} FROM state")]

    def seen(self) -> set[str]:
        """The items that were reviewed, and not forgotten since."""
        return self._items("stability IS NOT NULL")

    def known_and_learning(self, stability: float) -> tuple[set[str], set[str]]:
        """The items that were reviewed: those of at least this stability, and the others."""
        query = """SELECT json_group_array(item) FILTER (WHERE stability >= ?1),
                          json_group_array(item) FILTER (WHERE stability < ?1) FROM state"""
        ((known, learning),) = self.rows(query, stability)
        return set(json.loads(known)), set(json.loads(learning))

    def seen_or_suspended(self, items: Sequence[str] | None = None) -> set[str]:
        """The items, or those of some, that were reviewed, and not forgotten since, or are suspended."""
        condition = "(stability IS NOT NULL OR suspended)"
        if items is None:
            return self._items(condition)
        return self._items(f"{condition} AND item IN (SELECT value FROM json_each(?))", json.dumps(items))

    def frontier(self, listing: str) -> int:
        """How many items at the beginning of a listing are known to be seen or suspended, all of them."""
        rows = self.rows("SELECT place FROM frontier WHERE listing = ?", listing)
        return int(rows[0][0]) if rows else 0

    def suspended(self) -> set[str]:
        """The items that are suspended."""
        return self._items("suspended")

    def left_out(self, day: date) -> set[str]:
        """The items that the queue of `day` leaves out: suspended, put off, or new and set on a later day."""
        later = self._items("due_day > ? AND stability IS NULL", day.isoformat())
        return self.suspended() | self._items(tables.PUT_OFF, day.isoformat()) | later

    def _items(self, condition: str, *parameters: object) -> set[str]:
        # One JSON text is read in half the time that as many rows take.
        ((names,),) = self.rows(f"SELECT json_group_array(item) FROM state WHERE {condition}", *parameters)
        return set(json.loads(names))

    def active_days(self) -> list[ActiveDay]:
        """All days with an act that counts, oldest first."""
        with understood(self.path):
            return tables.active_days(self._connection)

    def faults(self) -> list[str]:
        """The events that another machine would refuse, or a replay by other rules stumble over."""
        with explained(self.path):
            return event_check.faults(self._connection)

    def lost(self) -> list[event_check.Lost]:
        """The acts that the cache still names although their events are gone."""
        with explained(self.path):
            return event_check.lost(self._connection)

    def gaps(self) -> list[event_check.Gap]:
        """The numbers that devices skipped: events that were lost, or were never taken in."""
        with explained(self.path):
            return event_check.gaps(self._connection)

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of a query on the events or the cache."""
        with explained(self.path):
            return self._connection.execute(query, parameters).fetchall()

    def _one(self, query: str, *parameters: object) -> int:
        return int(self.rows(query, *parameters)[0][0])
