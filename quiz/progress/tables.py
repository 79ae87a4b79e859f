"""The tables of the cache and their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from quiz.progress.replay import Act, Ledger, State
from quiz.progress.schema import run_script
from quiz.scheduling.memory import Memory
from quiz.scheduling.streak import ActiveDay

TABLES = """
DROP TABLE IF EXISTS state;
DROP TABLE IF EXISTS act;
DROP TABLE IF EXISTS active_day;
DROP TABLE IF EXISTS day_total;
DROP TABLE IF EXISTS setting;
DROP TABLE IF EXISTS frontier;
CREATE TABLE state (
    item TEXT PRIMARY KEY,
    stability REAL, difficulty REAL, last_day TEXT, reps INTEGER, lapses INTEGER,
    due_day TEXT, last_review TEXT, last_rating INTEGER NOT NULL, last_us INTEGER NOT NULL,
    buried TEXT, suspended INTEGER NOT NULL, flag INTEGER NOT NULL, note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE act (
    instant INTEGER NOT NULL, device TEXT NOT NULL, counter INTEGER NOT NULL,
    kind TEXT NOT NULL, item TEXT NOT NULL, day TEXT NOT NULL,
    score INTEGER NOT NULL, seconds REAL, age INTEGER, recall REAL, misconception TEXT, hints INTEGER NOT NULL,
    PRIMARY KEY (instant, device, counter)
) STRICT, WITHOUT ROWID;
CREATE TABLE active_day (
    day TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, studied INTEGER NOT NULL, earliest_due TEXT,
    first_shift INTEGER NOT NULL, last_shift INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE day_total (
    day TEXT PRIMARY KEY,
    acts INTEGER NOT NULL, milliseconds INTEGER NOT NULL, asked INTEGER NOT NULL, recalled INTEGER NOT NULL,
    old_asked INTEGER NOT NULL, old_recalled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE frontier (listing TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

# What a frontier says holds until an item that it may have passed is unseen and not suspended.
TRIGGERS = """
CREATE TRIGGER frontier_passed AFTER INSERT ON state WHEN new.stability IS NULL AND NOT new.suspended
BEGIN DELETE FROM frontier; END;
CREATE TRIGGER frontier_gone AFTER DELETE ON state
BEGIN DELETE FROM frontier; END;
"""

# Made once the tables are full: that is quicker than to keep them up to date row by row.
INDEXES = """
CREATE INDEX state_due ON state
    (due_day, suspended, last_review, buried, stability, difficulty, last_day, last_rating, last_us);
CREATE INDEX state_buried ON state (buried) WHERE buried IS NOT NULL;
CREATE INDEX state_suspended ON state (suspended) WHERE suspended;
CREATE INDEX state_lapses ON state (lapses DESC, stability, item) WHERE lapses > 0;
CREATE INDEX act_day ON act (day, kind, age, score, seconds);
CREATE INDEX act_attempt ON act (item, instant) WHERE kind = 'attempt';
CREATE INDEX act_reveal ON act (item, instant) WHERE kind = 'reveal';
CREATE INDEX act_due ON act (item, instant) WHERE kind = 'due';
"""

OLD = 21  # days after which a card that comes back is a mature one, as in Anki

# Of a day: reviews and attempts, their time, cards asked on a later day than before, and those of them recalled; of
# mature cards the last two again. All are whole numbers, so that they add up to the same in any order.
_TOTALS = f"""
SELECT day, count(*), coalesce(sum(CAST(1000 * seconds AS INTEGER)), 0),
       count(*) FILTER (WHERE kind = 'review' AND age > 0),
       count(*) FILTER (WHERE kind = 'review' AND age > 0 AND score > 1),
       count(*) FILTER (WHERE kind = 'review' AND age >= {OLD}),
       count(*) FILTER (WHERE kind = 'review' AND age >= {OLD} AND score > 1)
FROM act WHERE kind IN ('review', 'attempt')"""

_ADDED = ", ".join(
    f"{name} = {name} + excluded.{name}"
    for name in ("acts", "milliseconds", "asked", "recalled", "old_asked", "old_recalled")
)

STATE_COLUMNS = (
    "item, stability, difficulty, last_day, reps, lapses, due_day, last_review, last_rating, last_us, "
    "buried, suspended, flag, note"
)
PUT_OFF = "buried BETWEEN ?1 AND date(?1, '+1 day')"  # on the day that is the first parameter: `State.put_off`
DAY_COLUMNS = "day, first, last, studied, earliest_due, first_shift, last_shift"


def write(connection: sqlite3.Connection, ledger: Ledger) -> None:
    """Make the tables anew and fill them with a ledger."""
    run_script(connection, TABLES)
    put_states(connection, sorted(ledger.states.values(), key=attrgetter("item")))
    put_acts(connection, ledger.acts)
    put_days(connection, ledger.days.values())
    put_settings(connection, ledger.settings)
    run_script(connection, INDEXES + TRIGGERS)
    connection.execute(f"INSERT INTO day_total {_TOTALS} GROUP BY day")


def read(connection: sqlite3.Connection) -> Ledger:
    """The tables as the ledger that a replay gives."""
    states = [state_of(row) for row in connection.execute(f"SELECT {STATE_COLUMNS} FROM state")]
    acts = connection.execute("SELECT * FROM act ORDER BY instant, device, counter")
    return Ledger(
        {state.item: state for state in states},
        [Act._make(row) for row in acts],
        {day.day.isoformat(): day for day in active_days(connection)},
        setting_values(connection),
    )


def active_days(connection: sqlite3.Connection) -> list[ActiveDay]:
    """All days with an act, oldest first."""
    return [_day_of(row) for row in connection.execute(f"SELECT {DAY_COLUMNS} FROM active_day ORDER BY day")]


def active_day(connection: sqlite3.Connection, day: str) -> ActiveDay | None:
    """The active day at this ISO date."""
    row = connection.execute(f"SELECT {DAY_COLUMNS} FROM active_day WHERE day = ?", (day,)).fetchone()
    return None if row is None else _day_of(row)


def setting_values(connection: sqlite3.Connection) -> dict[str, Any]:
    """The last value of each setting."""
    return {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM setting")}


def state(connection: sqlite3.Connection, item: str) -> State | None:
    """The state of one item, None for one that no event has touched."""
    row = connection.execute(f"SELECT {STATE_COLUMNS} FROM state WHERE item = ?", (item,)).fetchone()
    return None if row is None else state_of(row)


def earliest_due(connection: sqlite3.Connection) -> date | None:
    """The earliest due day of all items that were reviewed and are not suspended."""
    row = connection.execute(
        """SELECT due_day FROM state
           WHERE due_day IS NOT NULL AND last_review IS NOT NULL AND NOT suspended ORDER BY due_day LIMIT 1"""
    ).fetchone()
    return None if row is None else date.fromisoformat(row[0])


def put_states(connection: sqlite3.Connection, states: Iterable[State]) -> None:
    connection.executemany(_put("state", 14), map(_state_row, states))


def put_acts(connection: sqlite3.Connection, acts: Iterable[Act]) -> None:
    connection.executemany(_put("act", 12), acts)


def put_days(connection: sqlite3.Connection, days: Iterable[ActiveDay]) -> None:
    connection.executemany(_put("active_day", 7), map(_day_row, days))


def put_settings(connection: sqlite3.Connection, values: dict[str, Any]) -> None:
    connection.executemany(_put("setting", 2), ((name, json.dumps(value)) for name, value in values.items()))


def add_to_totals(connection: sqlite3.Connection, act: Act) -> None:
    """Count one more act, which is in its table, among the totals of its day."""
    connection.execute(
        f"""INSERT INTO day_total {_TOTALS} AND (instant, device, counter) = (?, ?, ?) GROUP BY day
            ON CONFLICT DO UPDATE SET {_ADDED}""",
        act[:3],
    )


def sum_up(connection: sqlite3.Connection, day: str) -> None:
    """Bring the totals of a day up to date with its acts."""
    connection.execute("DELETE FROM day_total WHERE day = ?", (day,))
    connection.execute(f"INSERT INTO day_total {_TOTALS} AND day = ? GROUP BY day", (day,))


def totals_are_right(connection: sqlite3.Connection) -> bool:
    """Whether the totals of all days are those of their acts."""
    found = connection.execute("SELECT * FROM day_total ORDER BY day").fetchall()
    return found == connection.execute(f"{_TOTALS} GROUP BY day ORDER BY day").fetchall()


def state_of(row: tuple[Any, ...]) -> State:
    """The state in a row of STATE_COLUMNS."""
    item, stability, difficulty, last_day, reps, lapses, due, review, rating, moment, *aside = row
    buried, suspended, flag, note = aside
    memory = None if stability is None else Memory(stability, difficulty, date.fromisoformat(last_day), reps, lapses)
    return State(item, memory, _date(due), review, rating, moment, _date(buried), bool(suspended), flag, note)


def _put(table: str, width: int) -> str:
    return f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * width)})"


def _state_row(known: State) -> tuple[object, ...]:
    memory = known.memory
    facts: tuple[object, ...] = (None,) * 5
    if memory is not None:
        facts = (memory.stability, memory.difficulty, memory.last_day.isoformat(), memory.reps, memory.lapses)
    last = (known.last_review, known.last_rating, known.last_us)
    return (known.item, *facts, _text(known.due), *last, _text(known.buried), known.suspended, known.flag, known.note)


def _day_of(row: tuple[str, int, int, int, str | None, int, int]) -> ActiveDay:
    day, first, last, studied, due, *shifts = row
    return ActiveDay(date.fromisoformat(day), first, last, bool(studied), _date(due), *shifts)


def _day_row(day: ActiveDay) -> tuple[object, ...]:
    due = _text(day.earliest_due)
    return (day.day.isoformat(), day.first, day.last, day.studied, due, day.first_shift, day.last_shift)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
