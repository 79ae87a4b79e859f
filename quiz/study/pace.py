"""The learner's own seconds: for a new, a failed and a recalled card, and for each card that takes longer than most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from quiz.progress.log import Log
from quiz.scheduling.worth import Pace

_TIMED = 1_000  # the latest reviews, which are looked at
_ENOUGH = 10  # times before the learner's own count
_DOUBT = 2  # times as long as usual that are assumed of each card, beside its own
_SHORTEST = 3.0  # seconds: who only presses keys reads nothing, and would be promised hundreds of cards in ten minutes
_QUICK, _SLOW = 0.3, 4.0  # the bounds of how much longer than usual a card may take


@dataclass(frozen=True)
class Times:
    """`pace`: medians over all cards. `slow`: how many times as long as usual a card takes, where it was timed."""

    pace: Pace
    slow: dict[str, float]

    def longer(self, item: str) -> float:
        """How many times as long as usual this card takes."""
        return self.slow.get(item, 1.0)

    def review(self, item: str, chance: float) -> float:
        """Expected seconds for a known card that is recalled with this probability, its repeats included."""
        return self.longer(item) * self.pace.expected(chance)


def times(log: Log) -> Times:
    """What the latest reviews say; the usual figures until there are enough.

    What a card took is the sum over one day: one that fails comes back.
    """
    query = """SELECT item, sum(seconds), max(age IS NULL), max(age > 0 AND score = 1)
               FROM (SELECT * FROM act WHERE kind = 'review' ORDER BY instant DESC LIMIT ?)
               GROUP BY day, item HAVING sum(seconds) > 0"""
    rows, usual = log.rows(query, _TIMED), Pace()
    new = [row[1] for row in rows if row[2]]
    failed = [row[1] for row in rows if not row[2] and row[3]]
    passed = [row[1] for row in rows if not row[2] and not row[3]]
    pace = Pace(_median(new, usual.new), _median(failed, usual.failed), _median(passed, usual.passed))
    own: dict[str, list[float]] = {}
    for item, seconds, is_new, has_failed in rows:
        own.setdefault(item, []).append(seconds / (pace.new if is_new else pace.failed if has_failed else pace.passed))
    return Times(pace, {item: _shrunk(found) for item, found in own.items()})


def _median(seconds: Sequence[float], usual: float) -> float:
    return max(_SHORTEST, median(seconds)) if len(seconds) >= _ENOUGH else usual


def _shrunk(found: Sequence[float]) -> float:
    """The mean, drawn towards one while there are few."""
    return min(_SLOW, max(_QUICK, (sum(found) + _DOUBT) / (len(found) + _DOUBT)))
