"""What the attempts at katas show: where each kata stands, and which misconceptions were met and overcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quiz.progress.log import Log


@dataclass(frozen=True)
class KataState:
    """Where a kata stands: attempts made, whether one ever passed, how and when the last one ended."""

    item: str
    attempts: int
    solved: bool
    last_passed: bool
    last_day: date


@dataclass(frozen=True)
class Misconception:
    """A misconception that attempts at a kata have shown; overcome when a later attempt passed."""

    kata: str
    id: str
    met: int
    last_day: date
    overcome: bool


def katas(log: Log) -> dict[str, KataState]:
    """The katas that were tried, by their item."""
    found: dict[str, KataState] = {}
    for item, passed, day, _ in _attempts(log):
        before = found.get(item)
        found[item] = KataState(
            item,
            attempts=before.attempts + 1 if before else 1,
            solved=passed or (before is not None and before.solved),
            last_passed=passed,
            last_day=day,
        )
    return found


def misconceptions(log: Log) -> list[Misconception]:
    """The misconceptions met so far, those not overcome first, then the latest first."""
    met: dict[tuple[str, str], list[date]] = {}
    open_ones: set[tuple[str, str]] = set()
    for item, passed, day, misconception in _attempts(log):
        if misconception is not None:
            met.setdefault((item, misconception), []).append(day)
            open_ones.add((item, misconception))
        elif passed:
            open_ones = {key for key in open_ones if key[0] != item}
    found = [Misconception(*key, len(days), days[-1], key not in open_ones) for key, days in met.items()]
    return sorted(found, key=lambda each: (each.overcome, -each.last_day.toordinal(), each.kata, each.id))


def _attempts(log: Log) -> list[tuple[str, bool, date, str | None]]:
    query = "SELECT item, score, day, misconception FROM act WHERE kind = 'attempt' ORDER BY instant, device, counter"
    return [(item, bool(score), date.fromisoformat(day), wrong) for item, score, day, wrong in log.rows(query)]
