"""The log of one learner: events are appended, never changed, and survive whatever happens to the program."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from quiz.errors import LogError
from quiz.progress import cache, schema, tables
from quiz.progress.event import Event, from_row, to_row
from quiz.progress.faults import explain, explained
from quiz.progress.replay import State
from quiz.progress.settings import Settings
from quiz.scheduling.day import Instant, day_of
from quiz.scheduling.streak import ActiveDay


def random_device() -> str:
    """A new name for this device."""
    return os.urandom(5).hex()


class Log:
    """An open log.

    It holds one connection, which belongs to the thread that opened it; another thread or program opens its own, and
    each waits for the other's transaction. All methods raise LogError when the file cannot be read or written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, device: str) -> None:
        self.path = path
        self.device = device
        self._connection = connection

    @classmethod
    def open(cls, path: Path, *, new_device: Callable[[], str] = random_device) -> Log:
        """Open the log at `path`, made when there is none; `new_device` names this device, once."""
        connection = schema.connect(path)
        log = cls(path, connection, "")
        try:
            if (row := log._device()) is None or not log._is_current():
                with log.writing():
                    connection.execute("INSERT OR IGNORE INTO meta VALUES ('device', ?)", (new_device(),))
                    if not log._is_current():
                        cache.rebuild(connection)
                row = log._device()
            assert row is not None
            log.device = row
        except BaseException:
            connection.close()
            raise
        return log

    def _device(self) -> str | None:
        rows = self.rows("SELECT value FROM meta WHERE key = 'device'")
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

        Its instant lies after every other one of the log, even when the clock was set back.
        """
        with self.writing():
            event = Event(
                device=self.device,
                counter=self._one("SELECT coalesce(max(counter), 0) + 1 FROM event WHERE device = ?", self.device),
                instant_us=max(now.microseconds, self._one("SELECT coalesce(max(instant), 0) + 1 FROM event")),
                offset_minutes=now.offset,
                day=self.day(now).isoformat(),
                kind=str(kind),
                item=item,
                payload=payload,
            )
            self._insert(event)
            cache.follow(self._connection, event)
        return event

    def merge(self, events: Iterable[Event]) -> int:
        """Take in the events of another log that this one lacks; return how many.

        Raises LogError when both have an event of the same id that is not the same.
        """
        added = 0
        with self.writing():
            for event in events:
                known = self.event(event.id)
                if known is None:
                    self._insert(event)
                    added += 1
                elif known != event:
                    hint = "One of them was copied from the other and used on; merge an older backup instead."
                    raise LogError(f"the two logs disagree about the event {event.id}", hint=hint, file=self.path)
            if added:
                cache.rebuild(self._connection)
        return added

    def events(self) -> list[Event]:
        """Every event, in the order of replay."""
        rows = self.rows(f"SELECT {cache.EVENT_COLUMNS} FROM event ORDER BY instant, device, counter")
        return [from_row(row) for row in rows]

    def event(self, id: str) -> Event | None:
        """The event of this id."""
        device, _, counter = id.rpartition("-")
        query = f"SELECT {cache.EVENT_COLUMNS} FROM event WHERE device = ? AND counter = ?"
        rows = self.rows(query, device, int(counter))
        return from_row(rows[0]) if rows else None

    def last_act(self) -> Event | None:
        """This device's latest act that no undo names: a review, an attempt, or a card put aside or taken back."""
        query = "SELECT counter FROM act WHERE device = ? ORDER BY instant DESC, device DESC, counter DESC LIMIT 1"
        rows = self.rows(query, self.device)
        return self.event(f"{self.device}-{rows[0][0]}") if rows else None

    def settings(self) -> Settings:
        return Settings.from_events(self.setting_values())

    def setting_values(self) -> dict[str, Any]:
        """The last value of each setting that was ever set."""
        with explained(self.path):
            return tables.setting_values(self._connection)

    def day(self, now: Instant) -> date:
        """The learner's day at `now`."""
        return day_of(now, self.settings().rollover)

    def state(self, item: str) -> State | None:
        """The state of a card, None for one that was neither reviewed nor made due."""
        with explained(self.path):
            return tables.state(self._connection, item)

    def due(self, day: date) -> list[State]:
        """The cards to review on `day`, in the order of their due days: without those suspended or buried that day."""
        query = f"""SELECT {tables.STATE_COLUMNS} FROM state
                    WHERE due_day <= ? AND NOT suspended AND buried IS NOT ? ORDER BY due_day, item"""
        return [tables.state_of(row) for row in self.rows(query, day.isoformat(), day.isoformat())]

    def states(self) -> list[State]:
        """Every card that was reviewed or made due."""
        return [tables.state_of(row) for row in self.rows(f"SELECT {tables.STATE_COLUMNS} FROM state")]

    def seen(self) -> set[str]:
        """The cards that were reviewed at least once."""
        return {row[0] for row in self.rows("SELECT item FROM state WHERE stability IS NOT NULL")}

    def suspended(self) -> set[str]:
        """The cards that are suspended."""
        return {row[0] for row in self.rows("SELECT item FROM state WHERE suspended")}

    def left_out(self, day: date) -> set[str]:
        """The cards that the queue of `day` leaves out: the suspended ones and those buried that day."""
        buried = self.rows("SELECT item FROM state WHERE buried = ?", day.isoformat())
        return self.suspended() | {row[0] for row in buried}

    def active_days(self) -> list[ActiveDay]:
        """All days with an act that counts, oldest first."""
        with explained(self.path):
            return tables.active_days(self._connection)

    def rebuild(self) -> None:
        """Throw the cache away and derive it anew from the events."""
        with self.writing():
            cache.rebuild(self._connection)

    def verify(self) -> list[str]:
        """What is wrong with the file, and where the cache differs from a replay; empty when all is well."""
        with self.writing():
            problems = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            cached, derived = tables.read(self._connection), cache.derive(self._connection)
        names = ("states", "acts", "days", "settings")
        return problems + [
            f"the cached {name} differ from the replay of the log"
            for name in names
            if getattr(cached, name) != getattr(derived, name)
        ]

    def copy_to(self, path: Path) -> None:
        """Write a whole copy of the log to `path`, while it may be in use."""
        with explained(path):
            target = sqlite3.connect(path)
            try:
                self._connection.backup(target)
            finally:
                target.close()

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of a query on the events or the cache."""
        with explained(self.path):
            return self._connection.execute(query, parameters).fetchall()

    def _one(self, query: str, *parameters: object) -> int:
        return int(self.rows(query, *parameters)[0][0])

    def _insert(self, event: Event) -> None:
        marks = ", ".join("?" * 8)
        self._connection.execute(f"INSERT INTO event ({cache.EVENT_COLUMNS}) VALUES ({marks})", to_row(event))
