"""The least that a program on SQLite does for the cards and reviews of a made-up learner: one plain statement a verb.

python tests/bench/peers/plain_sqlite.py make CARDS.jsonl DATABASE
python tests/bench/peers/plain_sqlite.py first DATABASE
python tests/bench/peers/plain_sqlite.py serve DATABASE   # see serving.py
"""

from __future__ import annotations

import json
import sqlite3
import sys
from typing import Any

from serving import serve, show, timed

TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE card (id TEXT PRIMARY KEY, question TEXT, answer TEXT, due INTEGER, stability REAL, difficulty REAL);
CREATE INDEX card_due ON card (due);
CREATE TABLE review (at INTEGER PRIMARY KEY, card TEXT, day TEXT, rating INTEGER, seconds REAL);
CREATE INDEX review_day ON review (day, rating);
"""


def make(file: str, path: str) -> None:
    """A database with the cards and reviews of a file; due days count from today."""
    database = _opened(path)
    database.executescript(TABLES)
    database.execute("BEGIN")
    with open(file, encoding="utf-8") as stream:
        for card in map(json.loads, stream):
            answer = "\n".join((card["answer"], *card["points"]))
            facts = (card["due"], card["stability"], card["difficulty"])
            database.execute(
                "INSERT INTO card VALUES (?, ?, ?, ?, ?, ?)", (card["id"], card["question"], answer, *facts)
            )
            rows = ((past["ms"], card["id"], past["day"], past["rating"], past["seconds"]) for past in card["past"])
            database.executemany("INSERT INTO review VALUES (?, ?, ?, ?, ?)", rows)
    database.execute("COMMIT")


def first(path: str) -> None:
    """The question of the first card, as soon as it is there."""
    query = "SELECT question FROM card WHERE due <= 0 ORDER BY due"
    show(_opened(path).execute(query).fetchall()[0][0])


def _opened(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = FULL")
    return database


class PlainSitting:
    """One learner at one database (see `serving.Sitting`)."""

    def __init__(self, path: str) -> None:
        self._database = _opened(path)

    def queue(self) -> tuple[float, int]:
        taken, self._queue = self._asked("SELECT id FROM card WHERE due <= 0 ORDER BY due")
        return taken, len(self._queue)

    def next(self) -> float:
        self._id = self._queue.pop(0)[0]
        return self._asked("SELECT * FROM card WHERE id = ?", self._id)[0]

    def answer(self, rating: int) -> float:
        """A row of its own in a transaction of its own, durable at the end."""
        query = "INSERT INTO review SELECT max(at) + 1, ?, date(), ?, 8.0 FROM review"
        return self._asked(query, self._id, rating)[0]

    def undo(self) -> float:
        return self._asked("DELETE FROM review WHERE at = (SELECT max(at) FROM review)")[0]

    def search(self, text: str) -> tuple[float, int]:
        if text == "is:due":
            taken, found = self._asked("SELECT id FROM card WHERE due <= 0")
        else:
            words = [f"%{word}%" for word in text.split()]
            holds = " AND ".join(["question || answer LIKE ?"] * len(words))
            taken, found = self._asked(f"SELECT id FROM card WHERE {holds}", *words)
        return taken, len(found)

    first_search = search

    def statistics(self) -> float:
        """How many reviews of a day were recalled: one of the many figures."""
        return self._asked("SELECT day, count(*), sum(rating > 1), sum(seconds) FROM review GROUP BY day")[0]

    def _asked(self, query: str, *values: object) -> tuple[float, list[Any]]:
        return timed(lambda: self._database.execute(query, values).fetchall())


def main() -> None:
    act, *files = sys.argv[1:]
    {"make": make, "first": first, "serve": lambda path: serve(PlainSitting(path))}[act](*files)


if __name__ == "__main__":
    main()
