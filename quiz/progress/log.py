"""The log of one learner: events are appended, never changed, and survive whatever happens to the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from quiz.errors import LogError
from quiz.progress import cache, schema
from quiz.progress.device import home_of, random_device, this_machine
from quiz.progress.event import Event, Row, to_row
from quiz.progress.faults import damaged, explain, explained, understood
from quiz.progress.merge import Union
from quiz.progress.queries import Queries
from quiz.progress.validity import EARLIEST_CLOCK, LATEST_CLOCK, fault
from quiz.scheduling.day import Instant, day_of


class Log(Queries):
    """An open log, to be read (see `Queries`) and written.

    It holds one connection, which belongs to the thread that opened it; another thread or program opens its own, and
    each waits for the other's transaction. All methods raise LogError when the file cannot be read or written.
    """

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

    def _is_at_home(self) -> bool:
        """Whether the log was named here, and is no copy of one that was."""
        return self._meta("device") is not None and self._meta("home") == home_of(self.path)

    def _name_device(self, name: str) -> None:
        meta = (("device", name), ("home", home_of(self.path)))
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)

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
                    is_shared = is_shared or device in (event.device, placed.device)
            if added:
                self.rebuild()
            if is_shared:
                self._name_device(random_device())
        return added

    def keep_said(self, values: Mapping[str, Any]) -> None:
        """Keep what this machine's configuration file says, beside the events: under whatever name the log goes on."""
        text = json.dumps({"machine": this_machine(), "values": dict(values)}, sort_keys=True)
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('said', ?)", (text,))

    def keep_frontier(self, listing: str, place: int) -> None:
        """Keep what `frontier` tells, until any item is unseen again. `listing` names the items and their order."""
        with self.writing(), understood(self.path):
            self._connection.execute("INSERT OR REPLACE INTO frontier VALUES (?, ?)", (listing, place))

    def rebuild(self) -> None:
        """Throw the cache away and derive it anew from the events."""
        with self.writing(), understood(self.path):
            cache.rebuild(self._connection)

    def verify(self) -> list[str]:
        """What is wrong with the file, and where the cache differs from a replay; empty when all is well."""
        with self.writing(), understood(self.path):
            problems = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            return problems + cache.differences(self._connection)

    def copy_to(self, path: Path) -> None:
        """Write a whole copy of the log to `path`, one file that names no device, while the log may be in use.

        Inside `writing` it is a copy of the log as it was before the block. Raises LogError when the copy cannot be
        written, or shows that the log is damaged.
        """
        with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as target:
            if self._connection.in_transaction:  # which SQLite copies through another connection only
                with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as source:
                    source.backup(target)
            else:
                self._connection.backup(target)
            if target.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise damaged(self.path)
            target.execute("PRAGMA journal_mode = DELETE")
            target.execute("DELETE FROM meta WHERE key IN ('device', 'home')")

    def become(self, other: Log) -> None:
        """Hold the events of the other log instead, under a new name, at once or not at all, also while in use."""
        with self.writing(), understood(self.path):
            schema.clear(self._connection)
            for row in other.rows(f"SELECT {cache.EVENT_COLUMNS} FROM event ORDER BY rowid"):
                self._insert(row)
            cache.take_over(self._connection, other._connection)
            self._name_device(random_device())

    def _insert(self, row: Row) -> None:
        marks = ", ".join("?" * 8)
        self._connection.execute(f"INSERT INTO event ({cache.EVENT_COLUMNS}) VALUES ({marks})", row)
