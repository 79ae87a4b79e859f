"""A log of years: what an answer costs the later it comes, and how long a replay of everything takes; `make bench`.

The answers to the logs of different sizes are given in turn.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import large
import learner
from figure import Figure, table
from home import new_home

from quiz.progress import cache
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study.session import Session

COMMAND = "python tests/bench/long_log.py"
ROUNDS, WARM_UP = 7, 1
SIZES = (1_000, 100_000, 1_000_000)  # reviews
REPLAYED = 300_000  # reviews
A_CARD, MOST_CARDS = 3, 100_000
ASKED = 190  # cards of each log

Thing = TypeVar("Thing")


def figures(rounds: int = ROUNDS, sizes: tuple[int, ...] = SIZES, replayed: int = REPLAYED) -> list[Figure]:
    """Everything that this file measures."""
    with new_home() as home:
        return [*answers(home.folder, rounds, sizes), replay(home.folder, rounds, replayed)]


def answers(folder: Path, rounds: int, sizes: tuple[int, ...]) -> list[Figure]:
    """A rating with its commit, in a sitting over as many cards each, after so many reviews."""
    samples = defaultdict[int, list[float]](list)
    with contextlib.ExitStack() as stack:
        sessions = {}
        for size in sizes:
            log = stack.enter_context(Log.open(learnt(folder, size)))
            sessions[size] = Session.over(log, [f"{large.NAME}:q{number}" for number in range(ASKED)], now())
        for number in range(WARM_UP + rounds):
            for turn in range(ASKED // (WARM_UP + rounds)):
                for size, session in rotated(list(sessions.items()), turn):
                    taken = answer(session)
                    if number >= WARM_UP:
                        samples[size].append(taken)
    least, *more = sizes
    return [
        Figure(f"answer after {size:,} reviews", samples[size], f"after {least:,}", samples[least], COMMAND, "flat")
        for size in more
    ]


def rotated(things: list[Thing], turn: int) -> list[Thing]:
    """Another one first in each turn: who writes right after somebody else finds some of the disk's work done."""
    first = turn % len(things)
    return things[first:] + things[:first]


def answer(session: Session) -> float:
    """Milliseconds until a rating is durable and the next card is chosen."""
    session.next(now())
    started = time.perf_counter()
    session.rate(3, now(), seconds=8.0)
    session.next(now())
    return (time.perf_counter() - started) * 1e3


def replay(folder: Path, rounds: int, size: int) -> Figure:
    """States, acts and days from all events, and the floor: the same events read and parsed alone."""
    replays, reads = [], []
    with contextlib.closing(sqlite3.connect(learnt(folder, size))) as database:
        for number in range(WARM_UP + rounds):
            seconds = timed(lambda: cache.derive(database)), timed(lambda: read(database))
            if number >= WARM_UP:
                replays.append(seconds[0])
                reads.append(seconds[1])
    what = f"replay of {size:,} reviews, all states"
    return Figure(what, replays, "reading and parsing them alone", reads, COMMAND, "3 s", "s")


def read(database: sqlite3.Connection) -> None:
    """Every payload, as a replay reads them."""
    for (payload,) in database.execute("SELECT payload FROM event ORDER BY instant, device, counter"):
        json.loads(payload)


def learnt(folder: Path, reviews: int) -> Path:
    """A log with so many reviews."""
    file = folder / f"{reviews}.sqlite3"
    with Log.open(file) as log:
        large.fill(log, learner.learn(min(reviews // A_CARD, MOST_CARDS), reviews, now()))
    return file


def timed(act: Callable[[], object]) -> float:
    """Seconds that it takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def now() -> Instant:
    return Instant.of(datetime.now().astimezone())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="REVIEWS", help="the smallest one first")
    parser.add_argument("--replayed", type=int, default=REPLAYED, metavar="REVIEWS")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    print(table(figures(chosen.rounds, tuple(chosen.sizes), chosen.replayed)))


if __name__ == "__main__":
    main()
