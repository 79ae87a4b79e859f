"""What a plan follows from, read from the log: memories, pace, first ratings, days missed, and what was done today."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import inf

from quiz.progress.log import Log
from quiz.scheduling.plan import Plan, SoFar
from quiz.scheduling.plan_calibration import Calibration
from quiz.scheduling.plan_memory import Opened, curve_of
from quiz.scheduling.plan_outlook import Part, Review, Situation, tally
from quiz.scheduling.worth import FIRST_RATINGS
from quiz.study.pace import times
from quiz.study.waiting import asked_on, card_of

_LATEST = 4_000  # reviews that calibrate: the latest say most about the days ahead
_ENOUGH_FIRST = 50  # first ratings before the learner's own count
_MISSED, _DAYS = 0.15, 10  # of days without study: what is assumed before, and its weight in days
_LOOKED_AT = 60  # days


def situation(
    log: Log, items: Sequence[str], day: date, ahead: date, set_on: date, units: Mapping[str, Sequence[str]]
) -> Situation:
    """What a plan and an outlook on these cards, which are in course order, follow from.

    `ahead`: the date of the interview, which was set on the day `set_on`; `units`: items by the title of their unit.
    """
    curve, suspended = curve_of(log.settings().parameters), log.suspended()
    deck = tuple(item for item in items if item not in suspended)
    places, reviews = {item: place for place, item in enumerate(deck)}, _reviews(log)
    calibration, timed = Calibration.of(tally(reviews), curve.decay), times(log)
    plan = Plan(
        ahead.toordinal(),
        set_on.toordinal(),
        60 * (log.settings().minutes or inf),
        m=calibration.m,
        pace=timed.pace,
        slow=tuple(map(timed.longer, deck)),
        kin=_kin(deck),
        first_ratings=_first_ratings(log),
        curve=curve,
    )
    opened = _opened(log)
    there = {title: tuple(places[item] for item in members if item in places) for title, members in units.items()}
    return Situation(
        ahead,
        day,
        plan,
        items=deck,
        cards=tuple(opened.get(item) for item in deck),
        so_far=_so_far(log, day, places, opened),
        missed=_missed(log, day),
        reviews=reviews,
        calibration=calibration,
        parts=tuple(Part(title, members) for title, members in there.items() if members),
    )


def _kin(deck: Sequence[str]) -> tuple[int, ...]:
    """A number for the gaps of each card."""
    first: dict[str, int] = {}
    kin = tuple(first.setdefault(card_of(item), place) for place, item in enumerate(deck))
    return kin if len(first) < len(deck) else ()


def _opened(log: Log) -> dict[str, Opened]:
    """What is known of every card that was reviewed; whole states would take three times as long."""
    ordinal = lru_cache(maxsize=None)(lambda day: date.fromisoformat(day).toordinal())
    query = "SELECT item, stability, difficulty, last_day FROM state WHERE stability IS NOT NULL"
    return {item: Opened(s, d, ordinal(day)) for item, s, d, day in log.rows(query)}


def _reviews(log: Log) -> list[Review]:
    """The latest reviews on a later day than the one before, as far as the present weights predicted them."""
    query = """SELECT item, recall, score > 1 FROM act
               WHERE kind = 'review' AND age > 0 AND recall > 0 AND instant >= coalesce(
                   (SELECT max(instant) FROM event WHERE kind = 'setting' AND item = 'parameters'), 0)
               ORDER BY instant DESC LIMIT ?"""
    return [(item, recall, bool(passed)) for item, recall, passed in log.rows(query, _LATEST)]


def _so_far(log: Log, day: date, places: Mapping[str, int], opened: Collection[str]) -> SoFar:
    query = "SELECT item, sum(seconds), max(age IS NULL) FROM act WHERE day = ? AND kind = 'review' GROUP BY item"
    rows = log.rows(query, day.isoformat())
    spent, introduced = sum(row[1] or 0.0 for row in rows), sum(row[2] for row in rows if row[0] in places)
    left_out = log.left_out(day)
    left_out |= _siblings([item for item in places if item not in left_out], opened, asked_on(log, day))
    return SoFar(introduced, spent, frozenset(places[item] for item in left_out if item in places))


def _siblings(deck: Sequence[str], opened: Collection[str], asked: Collection[str]) -> set[str]:
    """The gaps that wait for another day: of a card that was asked today, and all new ones of a card but the first."""
    met, waiting = {card_of(item) for item in asked}, set()
    for item in deck:
        if card_of(item) in met:
            waiting.add(item)
        elif item not in opened:
            met.add(card_of(item))
    return waiting


def _first_ratings(log: Log) -> tuple[float, ...]:
    query = "SELECT score, count(*) FROM act WHERE kind = 'review' AND age IS NULL GROUP BY score"
    counts: dict[int, int] = dict(log.rows(query))
    total = sum(counts.values())
    return tuple(counts.get(rating, 0) / total for rating in (1, 2, 3, 4)) if total >= _ENOUGH_FIRST else FIRST_RATINGS


def _missed(log: Log, day: date) -> float:
    """The share of the latest days without study, drawn towards a usual one while there are few."""
    studied = {each.day for each in log.active_days() if each.studied and each.day < day}
    since = max(min(studied, default=day), day - timedelta(_LOOKED_AT))
    days = (day - since).days
    missed = days - sum(each >= since for each in studied)
    return (missed + _MISSED * _DAYS) / (days + _DAYS)
