"""Figures about a learner's work, each from one query on the cache."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from quiz.progress.log import Log

KNOWN_DAYS = 21.0  # stability from which a card counts as known
USUAL_SECONDS = 15.0  # for a card, until there are enough of the learner's own
_ENOUGH, _RECENT = 10, 500  # reviews
_CALIBRATING = 20_000  # reviews
_BINS = 10


@dataclass(frozen=True)
class Retention:
    """Of `total` cards asked on a later day than before, `passed` were recalled."""

    passed: int
    total: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None without any."""
        return self.passed / self.total if self.total else None


@dataclass(frozen=True)
class Counts:
    """Cards of a course: known (stability of 21 days and more), being learnt, and never seen."""

    known: int
    learning: int
    new: int


@dataclass(frozen=True)
class Bin:
    """Of `total` reviews with about the recall `predicted`, `passed` were recalled."""

    predicted: float
    passed: int
    total: int


def acts_per_day(log: Log, first: date, last: date) -> dict[date, int]:
    """Reviews and attempts on each day from `first` to `last` that has any."""
    query = "SELECT day, acts FROM day_total WHERE day BETWEEN ? AND ?"
    return {date.fromisoformat(day): n for day, n in log.rows(query, first.isoformat(), last.isoformat())}


def introduced(log: Log, day: date) -> list[str]:
    """The cards that were reviewed for the first time on `day`."""
    query = "SELECT item FROM act WHERE day = ? AND kind = 'review' AND age IS NULL"
    return [row[0] for row in log.rows(query, day.isoformat())]


def in_all(parts: Collection[Retention]) -> Retention:
    """The retention over several spans of days."""
    return Retention(sum(each.passed for each in parts), sum(each.total for each in parts))


def retention_by_week(log: Log, first: date, last: date) -> dict[date, Retention]:
    """Recall at the first review of a day of cards seen before, for each week that has reviews, by its Monday."""
    query = "SELECT day, recalled, asked FROM day_total WHERE day BETWEEN ? AND ? AND asked ORDER BY day"
    weeks: dict[date, Retention] = {}
    for text, passed, total in log.rows(query, first.isoformat(), last.isoformat()):
        day = date.fromisoformat(text)
        monday = day - timedelta(days=day.weekday())
        sofar = weeks.get(monday, Retention(0, 0))
        weeks[monday] = Retention(sofar.passed + passed, sofar.total + total)
    return weeks


def mature_retention(log: Log, first: date, last: date) -> Retention:
    """The same over these days for mature cards: those that came back after three weeks or more."""
    query = "SELECT total(old_recalled), total(old_asked) FROM day_total WHERE day BETWEEN ? AND ?"
    ((passed, total),) = log.rows(query, first.isoformat(), last.isoformat())
    return Retention(int(passed), int(total))


def calibration(log: Log) -> tuple[Bin, ...]:
    """Predicted against actual recall of the latest reviews, in bins of equal width that have any."""
    query = """SELECT avg(recall), sum(score > 1), count(*)
               FROM (SELECT recall, score FROM act WHERE kind = 'review' AND age > 0 AND recall IS NOT NULL
                     ORDER BY instant DESC LIMIT ?)
               GROUP BY min(CAST(recall * ? AS INTEGER), ? - 1) ORDER BY 1"""
    return tuple(Bin(*row) for row in log.rows(query, _CALIBRATING, _BINS, _BINS))


def counts(log: Log, items: Collection[str]) -> Counts:
    """How many of these cards are known, being learnt and new."""
    (found,) = counts_of_each(log, [items])
    return found


def counts_of_each(log: Log, decks: Iterable[Collection[str]]) -> list[Counts]:
    """The counts of several decks of different cards, for one look at the log."""
    known, learning = log.known_and_learning(KNOWN_DAYS)
    found = []
    for items in decks:
        learnt, met = (len(some.intersection(items)) for some in (known, learning))
        found.append(Counts(learnt, met, len(items) - learnt - met))
    return found


def seconds_per_card(log: Log) -> float:
    """The median time of the learner's latest reviews, a usual one until there are ten."""
    query = "SELECT seconds FROM act WHERE kind = 'review' ORDER BY instant DESC LIMIT ?"
    seconds = [row[0] for row in log.rows(query, _RECENT) if row[0] is not None]
    return statistics.median(seconds) if len(seconds) >= _ENOUGH else USUAL_SECONDS
