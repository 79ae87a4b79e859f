"""What the log says of some cards on one day: due, new, failed, and what was done already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import filterfalse
from math import inf
from statistics import median
from typing import NamedTuple

from quiz.progress.log import Log
from quiz.progress.tables import PUT_OFF
from quiz.scheduling.backlog import USUAL, days_needed, share
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating
from quiz.scheduling.plan_memory import curve_of
from quiz.scheduling.worth import HORIZON, chance_and_gain, gain_of_a_new_card
from quiz.study.pace import times
from quiz.study.unseen import unseen

_LATELY, _ENOUGH = 30, 5  # days of study that show what is usual, and from how many on
_LONGEST = 60  # days over which a pile is spread at most


class Candidate(NamedTuple):
    """A card, what a second on it buys (see `quiz.scheduling.worth`), and the seconds that it takes."""

    value: float
    seconds: float
    item: str


_Due = tuple[str, float, float, str | None]  # item, stability, difficulty, last day: None for one that is still new


class Waiting:
    """`failed`: cards rated Again today, with the moment (UTC) of it."""

    def __init__(self, log: Log, items: Sequence[str], now: Instant) -> None:
        """Look at these cards, which are in course order, at `now`."""
        self._log, self._items, self.day, self._settings = log, tuple(items), log.day(now), log.settings()
        self._place = _places(self._items)
        self.times, self._curve = times(log), curve_of(self._settings.parameters)
        self._due, self.failed = self._due_cards(now)
        query = """SELECT item, max(age IS NULL), max(age > 0), sum(seconds) FROM act
                   WHERE day = ? AND kind = 'review' GROUP BY item"""
        self._done = log.rows(query, self.day.isoformat())

    def due(self) -> list[Candidate]:
        """The due cards that did not fail today, the one on which a second buys most first.

        A card that is still new, because a kata or the learner made it due, comes before all others.
        """
        found = [self._candidate(card) for card in self._due]
        return sorted(found, key=lambda each: -each.value)

    def new(self) -> Iterator[str]:
        """The unseen cards, in course order."""
        elsewhere = self._log.left_out(self.day).union(self.failed, (card[0] for card in self._due))
        return filterfalse(elsewhere.__contains__, unseen(self._log, self._items))

    def met(self, item: str) -> Candidate:
        """A new card, as it competes with due ones."""
        pace = self.times.pace.new
        return Candidate(gain_of_a_new_card(self._curve, HORIZON) / pace, pace, item)

    def soonest(self) -> list[str]:
        """The known cards that fall due after today and were not asked today, those of the next day first."""
        out, today = self._log.left_out(self.day), self.day
        query = "SELECT due_day, item FROM state WHERE due_day > ? AND last_day < ?"
        rows = self._log.rows(query, today.isoformat(), today.isoformat())
        ahead = [(due, self._place[item], item) for due, item in rows if item in self._place and item not in out]
        return [item for _, _, item in sorted(ahead)]

    @cached_property
    def asked(self) -> set[str]:
        """The cards that were asked today, those of other courses too."""
        return asked_on(self._log, self.day)

    @property
    def new_left(self) -> int:
        """How many new cards today's limit leaves."""
        met = sum(bool(is_new) for item, is_new, *_ in self._done if item in self._place)
        return max(0, self._settings.new_per_day - met)

    @property
    def spent(self) -> float:
        """The seconds that today's reviews took."""
        return sum(row[3] or 0.0 for row in self._done)

    @property
    def seconds_left(self) -> float:
        """What the day's minutes leave."""
        return max(0.0, 60 * self._settings.minutes - self.spent) if self._settings.minutes else inf

    def reviews_left(self, due: int) -> int:
        """How many of so many due cards are asked today: the limit of the settings, else none until they pile up."""
        done = self._reviews_done
        most = self._settings.reviews_per_day or share(due + done, self._usual())
        return max(0, most - done)

    def days_for(self, rest: int, asked: int) -> int:
        """Over how many days the rest is spread, when as many are asked on each as today."""
        last = self.day + timedelta(_LONGEST)
        query = """SELECT due_day, count(*) FROM state WHERE due_day > ? AND due_day <= ?
                   AND last_review IS NOT NULL AND NOT suspended GROUP BY due_day"""
        due = dict(self._log.rows(query, self.day.isoformat(), last.isoformat()))
        coming = [due.get((self.day + timedelta(ahead)).isoformat(), 0) for ahead in range(1, _LONGEST + 1)]
        return days_needed(rest, self._reviews_done + asked, coming)

    def expected(self, items: Iterable[str]) -> dict[str, float]:
        """The seconds that each of these cards is expected to take today; a known one is taken to be recalled."""
        pace = self.times.pace
        return {item: self.times.longer(item) * pace.passed if item in self.seen else pace.new for item in items}

    @cached_property
    def seen(self) -> set[str]:
        """The items that were reviewed, those of other courses too."""
        return self._log.seen()

    @property
    def _reviews_done(self) -> int:
        return sum(bool(again) for item, _, again, _ in self._done if item in self._place)

    def _usual(self) -> float:
        query = "SELECT asked FROM day_total WHERE asked AND day < ? ORDER BY day DESC LIMIT ?"
        counts = [row[0] for row in self._log.rows(query, self.day.isoformat(), _LATELY)]
        return max(USUAL, median(counts)) if len(counts) >= _ENOUGH else USUAL

    def _due_cards(self, now: Instant) -> tuple[list[_Due], dict[str, datetime]]:
        """The cards due today, in course order, and of those that failed today the moments (UTC).

        Not by `Log.due`, which reads whole states: that takes three times as long, and many cards may wait.
        """
        query = f"""SELECT item, stability, difficulty, last_day, last_rating, last_us FROM state
                    WHERE due_day <= ?1 AND NOT suspended AND ({PUT_OFF}) IS NOT TRUE"""
        today, place = self.day.isoformat(), self._place
        due: list[_Due] = []
        failed = {}
        for item, stability, difficulty, last_day, rating, moment in self._log.rows(query, today):
            if item not in place:
                continue
            if rating == Rating.AGAIN and last_day and last_day >= today:  # a later day: before a flight west
                failed[item] = Instant.at(min(moment, now.microseconds)).utc  # no wrong clock puts it ahead of now
            else:
                due.append((item, stability, difficulty, last_day))
        return sorted(due, key=lambda card: place[card[0]]), failed

    def _candidate(self, due: _Due) -> Candidate:
        item, stability, difficulty, last_day = due
        if last_day is None:
            return Candidate(inf, self.times.pace.new, item)
        elapsed = max(0, self.day.toordinal() - _ordinal(last_day))
        chance, bought = chance_and_gain(self._curve, stability, difficulty, elapsed, HORIZON)
        seconds = self.times.review(item, chance)
        return Candidate(bought / seconds, seconds, item)


@lru_cache(maxsize=2)  # the course is asked for again and again, and may be large
def _places(items: tuple[str, ...]) -> dict[str, int]:
    return dict(zip(items, range(len(items)), strict=True))


@lru_cache(maxsize=1024)  # days repeat
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def asked_on(log: Log, day: date) -> set[str]:
    """The items that were reviewed on the learner's day, or on the one after it, before a flight west.

    A day further ahead is that of a wrong clock.
    """
    query = "SELECT DISTINCT item FROM act WHERE day BETWEEN ?1 AND date(?1, '+1 day') AND kind = 'review'"
    return {row[0] for row in log.rows(query, day.isoformat())}


def card_of(item: str) -> str:
    """What the gaps of one card have in common; every other card is alone."""
    return item.partition("#")[0]
