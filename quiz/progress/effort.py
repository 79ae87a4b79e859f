"""What study costs and how well it is judged: time spent, hardest cards, confidence against result."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from quiz.progress.log import Log

LATEST = 10_000  # reviews in which a confidence is looked for
_HARDEST, _PAGE = 8, 500  # cards


@dataclass(frozen=True)
class Hard:
    """A card that was forgotten: how often, in how many reviews, and its stability in days."""

    item: str
    lapses: int
    reviews: int
    stability: float


@dataclass(frozen=True)
class Confidence:
    """Reviews that were called `sure` or `unsure` before the answer was shown, and how many of them were recalled."""

    name: str
    passed: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.passed / self.total


@dataclass(frozen=True)
class SelfKnowledge:
    """How well the learner and the schedule foretell a review, over the same reviews.

    Brier scores, mean squared errors of a forecast (Brier 1950): 0 is perfect, 0.25 what half and half gives. `learner`
    takes sure for 1 and unsure for one half, `schedule` is the predicted recall; both None without such reviews.
    """

    groups: tuple[Confidence, ...] = ()
    learner: float | None = None
    schedule: float | None = None


def seconds_by_week(log: Log, first: date, last: date) -> dict[date, float]:
    """Seconds spent on cards and katas in each week that has any, by its Monday, oldest first."""
    query = "SELECT day, milliseconds / 1000.0 FROM day_total WHERE day BETWEEN ? AND ? ORDER BY day"
    weeks: dict[date, float] = {}
    for text, seconds in log.rows(query, first.isoformat(), last.isoformat()):
        day = date.fromisoformat(text)
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0.0) + seconds
    return weeks


def hardest(log: Log, items: Collection[str]) -> tuple[Hard, ...]:
    """Of these the cards forgotten most often that are still asked, the least stable first among equals."""
    wanted, found = frozenset(items), list[Hard]()
    query = """SELECT item, lapses, reps, stability FROM state WHERE lapses > 0 AND NOT suspended
               ORDER BY lapses DESC, stability, item LIMIT ? OFFSET ?"""
    for start in count(0, _PAGE):  # the first page nearly always has them; the cards of other courses stand between
        rows = log.rows(query, _PAGE, start)
        found += [Hard(*row) for row in rows if row[0] in wanted]
        if len(found) >= _HARDEST or len(rows) < _PAGE:
            break
    return tuple(found[:_HARDEST])


def self_knowledge(log: Log) -> SelfKnowledge:
    """Confidence against result, over the latest reviews of cards seen before.

    The window keeps the figure quick in a log of a million reviews, most of them without a confidence.
    """
    query = """SELECT json_extract(payload, '$.confidence') AS confidence, sum(score > 1), count(*),
                      sum((recall - (score > 1)) * (recall - (score > 1)))
               FROM (SELECT device, counter, score, recall FROM act
                     WHERE kind = 'review' AND age > 0 AND recall IS NOT NULL ORDER BY instant DESC LIMIT ?)
               JOIN event USING (device, counter)
               WHERE confidence IN ('sure', 'unsure') GROUP BY confidence"""
    rows = log.rows(query, LATEST)
    groups = tuple(Confidence(name, passed, total) for name, passed, total, _ in rows)
    total = sum(group.total for group in groups)
    if not total:
        return SelfKnowledge()
    wrong = sum(group.total - group.passed if group.name == "sure" else group.total / 4 for group in groups)
    return SelfKnowledge(groups, wrong / total, sum(row[3] for row in rows) / total)
