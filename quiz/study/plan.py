"""The way to an interview: its date, the order of today's cards, and the outlook."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

from quiz.course.course import Course
from quiz.errors import QuizError
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.plan import Plan, SoFar
from quiz.scheduling.plan_calibration import Calibration
from quiz.scheduling.plan_memory import Curve, Opened
from quiz.scheduling.plan_outlook import LITTLE, Outlook, Part, Prospect, Review, Situation, tally
from quiz.scheduling.worth import FIRST_RATINGS
from quiz.study import acts
from quiz.study.pace import times

SETTING = "interview"  # an ISO date, or null
LONGEST = 365  # days
_LATEST = 4_000  # reviews that calibrate: the latest say most about the days ahead
_ENOUGH_FIRST = 50  # first ratings before the learner's own count
_MISSED, _DAYS = 0.15, 10  # of days without study: what is assumed before, and its weight in days
_LOOKED_AT = 60  # days


def set_date(log: Log, text: str, now: Instant) -> date:
    """Log the date of the interview. Raises QuizError for what is no date, is not ahead, or is over a year away."""
    day = log.day(now)
    hint = f"Write a day to come, year first, as in: quiz plan {day + timedelta(30)}"
    try:
        wanted = date.fromisoformat(text)
    except ValueError as error:
        raise QuizError(f"`{text}` is not a date", hint=hint) from error
    if wanted <= day:
        raise QuizError(f"{wanted} is {'today' if wanted == day else 'over'}: a plan needs a day to come", hint=hint)
    if wanted > day + timedelta(LONGEST):
        raise QuizError(f"{wanted} is more than a year away", hint=f"The last day is {day + timedelta(LONGEST)}.")
    acts.change_setting(log, SETTING, wanted.isoformat(), now)
    return wanted


def clear(log: Log, now: Instant) -> None:
    """Log that there is no interview to plan for."""
    if log.setting_values().get(SETTING) is not None:
        acts.change_setting(log, SETTING, None, now)


def interview(log: Log, now: Instant) -> date | None:
    """The date of the interview, None when there is none or it is over."""
    try:
        found = date.fromisoformat(log.setting_values().get(SETTING) or "")
    except (TypeError, ValueError):
        return None
    return found if found >= log.day(now) else None


class Asked(NamedTuple):
    """A card that the plan would ask, and the seconds that it is expected to take."""

    item: str
    seconds: float


@dataclass(frozen=True)
class Portion:
    """The cards of a day, best first: what fits into the minutes, and what is worth its time as well."""

    taken: tuple[Asked, ...]
    rest: tuple[Asked, ...]


def portion(log: Log, items: Sequence[str], now: Instant, minutes: float = inf) -> Portion | None:
    """Today's cards of these, which are in course order, by what a second on each buys; None without a date ahead.

    The day's minutes cut the list, and `minutes` those of one sitting. Cards that a failed kata or the learner made due
    come first: the model does not know of it. Of the gaps of one card one comes.
    """
    ahead, day = interview(log, now), log.day(now)
    if ahead is None or ahead == day:
        return None
    found, pointed = _situation(log, items, now, ahead, {}), _pointed_at(log, day) - log.left_out(day)
    choice, pace = found.choose(), found.plan.pace
    first = [Asked(item, pace.failed) for item in items if item in pointed]
    taken = _apart([*first, *(Asked(found.items[pick.place], pick.seconds) for pick in choice.taken)])
    rest = _apart([*taken, *(Asked(found.items[pick.place], pick.seconds) for pick in choice.rest)])[len(taken) :]
    fit = bisect_right(list(accumulate(asked.seconds for asked in taken)), 60 * minutes)
    return Portion(taken[:fit], taken[fit:] + rest)


def _apart(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """One of the gaps of each card, the first."""
    first: dict[str, Asked] = {}
    for each in asked:
        first.setdefault(_card(each.item), each)
    return tuple(first.values())


def situation(log: Log, course: Course, now: Instant) -> Situation | None:
    """What an outlook on this course follows from (see `quiz.scheduling.plan_outlook`).

    None without a date ahead, or without a card.
    """
    found = interview(log, now)
    if found is None:
        return None
    units = {course.unit(unit).title: items for unit, items in course.items_by_unit().items()}
    known = _situation(log, course.items(), now, found, units)
    return known if known.cards else None


def lines(found: Outlook) -> Iterator[str]:
    """An outlook as text."""
    deck, days = found.deck, found.days_left
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    seen = f"{deck.unseen} of {deck.cards} cards not yet seen" if deck.unseen else "every card seen"
    yield f"Interview on {found.interview:%a} {found.interview.day} {found.interview:%b %Y}, {when}; {seen}."
    if days:
        yield f"Left today: {found.due} due, {found.new} new, about {_minutes(found.minutes)}."
        day, fullest = _minutes(found.minutes_a_day), _minutes(found.fullest_day)
        yield f"Following it takes about {day} a day, {fullest} on the fullest."
        yield f"Ten minutes more would add {ten_more_minutes(found)} to those recalled on the day."
    yield ""
    width = max(len(row.title) for row in (deck, *found.units))
    yield f"{'Recalled on the day':{width}}  {'if you stopped':>16}  {'if you go on':>16}  not seen"
    for row in (deck, *found.units):
        ranges = f"{_percent(row):>16}  {_percent(row, followed=True):>16}"
        weakest = "  weakest" if row is found.weakest else ""
        yield f"{row.title:{width}}  {ranges}  {row.unseen:8}{weakest}".rstrip()


def ten_more_minutes(found: Outlook) -> str:
    """What ten minutes beyond today's plan buy."""
    if found.ten_more_minutes < LITTLE:
        return f"less than {LITTLE:.1f} cards"
    return f"about {found.ten_more_minutes:.1f} cards"


def _minutes(amount: float) -> str:
    return f"{max(1, round(amount))} min" if amount else "no time"


def _percent(row: Prospect, *, followed: bool = False) -> str:
    if row.unseen == row.cards and not followed:
        return "–"
    mean, low, high = (row.followed if followed else row.stopped).percent
    return f"{mean} % ({low}–{high})"


def _situation(
    log: Log, items: Sequence[str], now: Instant, ahead: date, units: Mapping[str, Sequence[str]]
) -> Situation:
    day, curve, suspended = log.day(now), Curve(log.settings().parameters), log.suspended()
    deck = tuple(item for item in items if item not in suspended)
    places, reviews = {item: place for place, item in enumerate(deck)}, _reviews(log)
    calibration, timed = Calibration.of(tally(reviews), curve.decay), times(log)
    plan = Plan(
        ahead.toordinal(),
        _created(log, day).toordinal(),
        60 * (log.settings().minutes or inf),
        m=calibration.m,
        pace=timed.pace,
        slow=tuple(map(timed.longer, deck)),
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


def _pointed_at(log: Log, day: date) -> set[str]:
    """The cards that a failed kata, or the learner, made due since their last review."""
    query = """SELECT DISTINCT value FROM act INDEXED BY act_attempt JOIN event USING (device, counter),
                   json_each(event.payload, '$.made_due') JOIN state ON state.item = value
               WHERE act.kind = 'attempt' AND act.instant > state.last_us
               UNION SELECT item FROM state WHERE due_day <= ? AND EXISTS (
                   SELECT 1 FROM event JOIN act USING (instant, device, counter)
                   WHERE event.item = state.item AND event.kind = 'due' AND event.instant > state.last_us)"""
    return {row[0] for row in log.rows(query, day.isoformat())}


def _created(log: Log, day: date) -> date:
    """The day on which the date was set."""
    query = "SELECT day FROM event WHERE kind = 'setting' AND item = ? ORDER BY instant DESC, device DESC LIMIT 1"
    rows = log.rows(query, SETTING)
    return min(day, date.fromisoformat(rows[0][0])) if rows else day


def _so_far(log: Log, day: date, places: Mapping[str, int], opened: Collection[str]) -> SoFar:
    query = "SELECT item, sum(seconds), max(age IS NULL) FROM act WHERE day = ? AND kind = 'review' GROUP BY item"
    rows = log.rows(query, day.isoformat())
    spent, introduced = sum(row[1] or 0.0 for row in rows), sum(row[2] for row in rows if row[0] in places)
    left_out = log.left_out(day)
    left_out |= _siblings([item for item in places if item not in left_out], opened, [row[0] for row in rows])
    return SoFar(introduced, spent, frozenset(places[item] for item in left_out if item in places))


def _siblings(deck: Sequence[str], opened: Collection[str], reviewed: Sequence[str]) -> set[str]:
    """The gaps that wait for another day: of a card that was asked today, and all new ones of a card but the first."""
    met, waiting = {_card(item) for item in reviewed}, set()
    for item in deck:
        if _card(item) in met:
            waiting.add(item)
        elif item not in opened:
            met.add(_card(item))
    return waiting


def _card(item: str) -> str:
    """What the gaps of one card have in common."""
    return item.partition("#")[0]


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
