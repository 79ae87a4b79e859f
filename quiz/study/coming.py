"""How many cards come on which day. Of the gaps of one card one comes on a day, the others on the days after it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quiz.progress.log import Log
from quiz.progress.tables import PUT_OFF
from quiz.scheduling.day import Instant
from quiz.study.agenda import today
from quiz.study.waiting import asked_on, card_of

_ALL = 366 * 100  # days: no card is due later


@dataclass(frozen=True)
class Next:
    """The next day on which cards are asked, and how many, due and new."""

    day: date
    due: int
    new: int = 0


def forecast(log: Log, items: Collection[str], day: date, days: int) -> tuple[int, ...]:
    """How many of these cards fall due on each of so many days from `day` on, all overdue ones on the first.

    Those of the first day are the ones that the day asks and those that its limits hold back. A card put off today
    waits until tomorrow; suspended ones never fall due.
    """
    counts = _by_day(log, items, day, days)
    return tuple(counts[ahead] for ahead in range(days))


def next_day(log: Log, items: Sequence[str], now: Instant) -> Next | None:
    """When it goes on after today, and with what: tomorrow's new cards and those put off until then are among it.

    None when there is nothing, or when cards are due that tomorrow does not ask: no due day says when they come.
    """
    day, asked = log.day(now), today(log, items, now + timedelta(days=1)).queue.counts
    if asked.total:
        return Next(day + timedelta(days=1), asked.due + asked.again, asked.new)
    counts = _by_day(log, items, day)
    if counts[0]:
        return None
    first = min((ahead for ahead, count in counts.items() if ahead > 0 and count), default=None)
    return Next(day + timedelta(days=first), counts[first]) if first else None


def _by_day(log: Log, items: Collection[str], day: date, days: int = _ALL) -> Counter[int]:
    """The cards by the number of days after `day` on which they are due, those of so many days."""
    asked = asked_on(log, day)
    counts: Counter[int] = Counter()
    gaps: dict[str, list[int]] = {}
    for ahead, due in _due(log, items, day, days):
        apart = [item for item in due if "#" in item and not (ahead == 0 and item in asked)]
        counts[ahead] += len(due) - len(apart)
        for item in apart:
            gaps.setdefault(card_of(item), []).append(ahead)
    met = set(map(card_of, asked))
    for card, wanted in gaps.items():
        free = 1 if card in met else 0
        for ahead in sorted(wanted):
            free = max(ahead, free)
            counts[free] += 1
            free += 1
    return counts


def _due(log: Log, items: Collection[str], day: date, days: int) -> Iterator[tuple[int, Collection[str]]]:
    """Those of these items that are due, by the number of days until then."""
    wanted, today, last = frozenset(items), day.isoformat(), (day + timedelta(days=days - 1)).isoformat()
    put_off = log.rows(f"SELECT item, buried FROM state WHERE {PUT_OFF}", today)
    back = {item: (date.fromisoformat(buried) - day).days + 1 for item, buried in put_off}
    query = "SELECT due_day, json_group_array(item) FROM state WHERE due_day <= ? AND NOT suspended GROUP BY due_day"
    for due, names in log.rows(query, last):
        ahead, mine = max(0, (date.fromisoformat(due) - day).days), wanted.intersection(json.loads(names))
        waiting = [item for item in mine & back.keys() if back[item] > ahead]
        for item in waiting:
            yield back[item], {item}
        yield ahead, mine.difference(waiting)
