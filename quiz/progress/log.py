"""The log of one learner: events are appended, never changed, and survive whatever happens to the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from quiz.bulk import without_collecting
from quiz.errors import LogError
from quiz.progress import cache, event_check, schema, tables
from quiz.progress.device import home_of, random_device, this_machine
from quiz.progress.event import Event, Row, from_row, in_order, to_row
from quiz.progress.faults import damaged, explain, explained, understood
from quiz.progress.merge import Union
from quiz.progress.replay import State
from quiz.progress.settings import Settings
from quiz.progress.validity import EARLIEST_CLOCK, LATEST_CLOCK, fault
from quiz.scheduling.day import Instant, day_of
from quiz.scheduling.streak import ActiveDay


class Log:
    """An open log.

    It holds one connection, which belongs to the thread that opened it; another thread or program opens its own, and
    each waits for the other's transaction. All methods raise LogError when the file cannot be read or written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, new_device: Callable[[], str] = random_device) -> Log:
        """Open the log at `path`, made when there is none; `new_device` names this device, once for each copy."""
        connection = schema.connect(path)
        log = cls(path, connection)
        try:
            if not log._is_at_home() or not log._is_current():
                with log.writing():
                    if not log._is_at_home():
                        log._name_device(new_device())
                    if not log._is_current():
                        log.rebuild()
        except BaseException:
            connection.close()
            raise
        return log

    @property
    def device(self) -> str:
        """The name of this device in the log: another one in every copy, and after a merge with a copy."""
        return self._meta("device") or ""

    def _is_at_home(self) -> bool:
        """Whether the log was named here, and is no copy of one that was."""
        return self._meta("device") is not None and self._meta("home") == home_of(self.path)

    def _name_device(self, name: str, home: Path | None = None) -> None:
        meta = (("device", name), ("home", home_of(home or self.path)))
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)

    def _meta(self, key: str) -> str | None:
        rows = self.rows("SELECT value FROM meta WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def _is_current(self) -> bool:
        with explained(self.path):
            return cache.is_current(self._connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: everything inside is written and durable at its end, or nothing is.

        What is read inside cannot be changed by another program before the end. Blocks may be nested.
        """
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise explain(error, self.path) from error
            raise

    def append(self, kind: str, item: str, payload: Mapping[str, Any], now: Instant) -> Event:
        """Write one event and what follows from it, in one transaction; return it when it is durable.

        Its instant lies after every other one of the log, even when the clock was set back. A clock that names a year
        which no log can hold is refused, and so is what could not be replayed elsewhere.
        """
        if not EARLIEST_CLOCK <= now.microseconds < LATEST_CLOCK:
            message = f"the clock says {now.local.date()}, and a log holds days from 1970 to 2199; nothing was written"
            raise LogError(message, hint="Set the clock of this machine, then repeat the last step.", file=self.path)
        with self.writing():
            with understood(self.path):
                device, settings = self.device, self.settings()
                event = Event(
                    device=device,
                    counter=self._one("SELECT coalesce(max(counter), 0) + 1 FROM event WHERE device = ?", device),
                    instant_us=max(now.microseconds, self._one("SELECT coalesce(max(instant), 0) + 1 FROM event")),
                    offset_minutes=now.offset,
                    day=day_of(now, settings.rollover).isoformat(),
                    kind=str(kind),
                    item=item,
                    payload=payload,
                )
            if problem := fault(event):  # else no other machine would take it, and a text form could not hold it
                raise LogError(f"nothing was written: this {event.kind} {problem}", hint="Repeat the last step.")
            with understood(self.path):
                self._insert(to_row(event))
                cache.follow(self._connection, event, settings)
        return event

    def merge(self, events: Iterable[Event]) -> int:
        """Take in the events of another log, which come in the order of replay; return how many this one lacked.

        An event whose id names another one here gets a new name (see `Union`). News under this device's own name show
        that another copy of this log was used; from then on this one goes by a new name. Raises LogError for an event
        that cannot be replayed; nothing is taken in then.
        """
        added, is_shared = 0, False
        with self.writing():
            union, device = Union(self.devices(), self._event), self.device
            for event in events:
                if problem := fault(event):
                    hint = "Nothing was taken in. Merge an older backup of that log instead."
                    raise LogError(f"the event {event.id} of the other log {problem}", hint=hint)
                if placed := union.place(event):
                    self._insert(to_row(placed))
                    added += 1
                    is_shared = is_shared or event.device == device
            if added:
                self.rebuild()
            if is_shared:
                self._name_device(random_device())
        return added

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

    def keep_said(self, values: Mapping[str, Any]) -> None:
        """Keep what this machine's configuration file says, beside the events: under whatever name the log goes on."""
        text = json.dumps({"machine": this_machine(), "values": dict(values)}, sort_keys=True)
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('said', ?)", (text,))

    def day(self, now: Instant) -> date:
        """The learner's day at `now`."""
        with understood(self.path):
            return day_of(now, self.settings().rollover)

    def state(self, item: str) -> State | None:
        """The state of a card or a kata, None for one that no act has touched."""
        with understood(self.path):
            return tables.state(self._connection, item)

    def due(self, day: date) -> list[State]:
        """The items to review on `day`, in the order of their due days: without those suspended or buried that day."""
        query = f"""SELECT {tables.STATE_COLUMNS} FROM state
                    WHERE due_day <= ? AND NOT suspended AND buried IS NOT ? ORDER BY due_day, item"""
        with understood(self.path):
            return [tables.state_of(row) for row in self.rows(query, day.isoformat(), day.isoformat())]

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

    def seen_or_suspended(self, items: Sequence[str]) -> set[str]:
        """Those of some items that were reviewed, and not forgotten since, or are suspended."""
        among = "item IN (SELECT value FROM json_each(?))"
        return self._items(f"{among} AND (stability IS NOT NULL OR suspended)", json.dumps(items))

    def frontier(self, listing: str) -> int:
        """How many items at the beginning of a listing are known to be seen or suspended, all of them."""
        rows = self.rows("SELECT place FROM frontier WHERE listing = ?", listing)
        return int(rows[0][0]) if rows else 0

    def keep_frontier(self, listing: str, place: int) -> None:
        """Keep what `frontier` tells, until any item is unseen again. `listing` names the items and their order."""
        with self.writing(), understood(self.path):
            self._connection.execute("INSERT OR REPLACE INTO frontier VALUES (?, ?)", (listing, place))

    def suspended(self) -> set[str]:
        """The items that are suspended."""
        return self._items("suspended")

    def left_out(self, day: date) -> set[str]:
        """The items that the queue of `day` leaves out: the suspended ones and those buried that day."""
        return self.suspended() | self._items("buried = ?", day.isoformat())

    def _items(self, condition: str, *parameters: object) -> set[str]:
        # One JSON text is read in half the time that as many rows take.
        ((names,),) = self.rows(f"SELECT json_group_array(item) FROM state WHERE {condition}", *parameters)
        return set(json.loads(names))

    def active_days(self) -> list[ActiveDay]:
        """All days with an act that counts, oldest first."""
        with understood(self.path):
            return tables.active_days(self._connection)

    def rebuild(self) -> None:
        """Throw the cache away and derive it anew from the events."""
        with self.writing(), understood(self.path):
            cache.rebuild(self._connection)

    def verify(self) -> list[str]:
        """What is wrong with the file, and where the cache differs from a replay; empty when all is well."""
        with self.writing(), understood(self.path):
            problems = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            return problems + cache.differences(self._connection)

    def faults(self) -> list[str]:
        """The events that another machine would refuse, or a replay by other rules stumble over."""
        with explained(self.path):
            return event_check.faults(self._connection)

    def gaps(self) -> list[event_check.Gap]:
        """The numbers that devices skipped: events that were lost, or were never taken in."""
        with explained(self.path):
            return event_check.gaps(self._connection)

    def lost(self) -> list[event_check.Lost]:
        """The acts that the cache still names although their events are gone."""
        with explained(self.path):
            return event_check.lost(self._connection)

    def copy_to(self, path: Path) -> None:
        """Write a whole copy of the log to `path`, one file that names no device, while the log may be in use.

        Raises LogError when the copy cannot be written, or shows that the log is damaged.
        """
        with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as target:
            self._connection.backup(target)
            if target.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise damaged(self.path)
            target.execute("PRAGMA journal_mode = DELETE")
            target.execute("DELETE FROM meta WHERE key IN ('device', 'home')")

    def become(self, other: Log) -> None:
        """Hold what the other log holds instead, at once or not at all, while this one may be in use.

        The other one goes by a new name then, which it must not use.
        """
        said = self.settings_said()
        with other.writing():
            other._name_device(random_device(), home=self.path)
            if said is not None:
                other.keep_said(said)
        with explained(self.path):
            other._connection.backup(self._connection)

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of a query on the events or the cache."""
        with explained(self.path):
            return self._connection.execute(query, parameters).fetchall()

    def _one(self, query: str, *parameters: object) -> int:
        return int(self.rows(query, *parameters)[0][0])

    def _insert(self, row: Row) -> None:
        marks = ", ".join("?" * 8)
        self._connection.execute(f"INSERT INTO event ({cache.EVENT_COLUMNS}) VALUES ({marks})", row)
