"""Katas in the plan: which ones today, how long they take, and how many a day would do them all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import accumulate
from math import ceil
from statistics import median
from typing import Any

from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.progress import attempts
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import plan
from quiz.study.kata_choice import propose
from quiz.study.kata_map import Spot, Standing, in_order, spot_of

USUAL = {1: 12.0, 2: 20.0, 3: 30.0, 4: 45.0, 5: 60.0}  # minutes for a kata of this difficulty, until they are timed
_AGAIN = 0.5  # of the time of the first pass, for one that comes back
_ENOUGH = 3  # passes that were timed, before the learner's own count
_LONGEST = 90.0  # minutes that count for one kata: whoever takes longer was away
_LAST = 2  # days before the interview that are kept free of new katas
_FULL = 240.0  # minutes of new katas on one day: more is a plan that nobody follows


@dataclass(frozen=True)
class PlannedKata:
    """A kata for today, and about how many minutes it takes; `again`: it is due again."""

    name: str
    title: str
    again: bool
    minutes: float


@dataclass(frozen=True)
class KataPlan:
    """`today`: the katas to do, in order. `open`: of all `total` those never solved, and the minutes for all of them.

    `a_day`: how many of them a day would do them all two days before the interview, 0 without a date ahead and on the
    last two days, which are kept free of new ones. `too_many`: with an interview ahead they will not all fit.
    """

    today: tuple[PlannedKata, ...]
    open: int
    total: int
    minutes: float
    a_day: float
    too_many: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def kata_plan(log: Log, course: Course, now: Instant) -> KataPlan:
    """What there is to do at `now`: what is due again, then the day's portion of the open ones along the spine.

    Without a date the portion is one; on the last two days there is none.
    """
    day, states, slow = log.day(now), attempts.katas(log), _slowness(log, course)
    spots = [spot_of(course, page, states, day) for page in in_order(course)]
    pages = [spot.page for spot in spots if spot.page and not spot.solved]
    ahead, solved = plan.interview(log, now), _first_solved_on(log, course, day)
    days = max(0, (ahead - day).days - _LAST) if ahead else 0
    whole = (len(pages) + solved) / days if days else 0 if ahead else 1
    again = [spot.page for spot in sorted(spots, key=_due) if spot.page and spot.standing is Standing.AGAIN]
    fresh = [page for page in _next(log, course, now, spots) if page not in again]
    portion = min(ceil(whole), _fitting(slow * _usual(page) for page in fresh)) - solved
    fresh = fresh[: max(0, portion)]
    today = [PlannedKata(page.id, page.title, page in again, slow * _usual(page, again)) for page in (*again, *fresh)]
    minutes = sum(slow * _usual(page) for page in pages)
    too_many = ahead is not None and minutes > days * _FULL
    return KataPlan(tuple(today), len(pages), len(spots), minutes, len(pages) / days if days else 0.0, too_many)


def rate(a_day: float) -> str:
    """`2 a day`, or `one every 3 days`."""
    return f"{ceil(a_day)} a day" if a_day > 0.75 else f"one every {max(2, int(1 / a_day))} days"


def lines(found: KataPlan) -> Iterator[str]:
    """A plan of katas as text; nothing for a course without any."""
    if not found.total:
        return
    if found.open:
        if found.too_many:
            pace = "; they will not all fit before the interview"
        else:
            pace = f"; {rate(found.a_day)} would do them all" if found.a_day else ""
        yield f"Katas: {found.open} of {found.total} not solved, about {_hours(found.minutes)}{pace}."
    else:
        yield f"Katas: all {found.total} solved."
    if found.today:
        names = ", ".join(f"{kata.name} again" if kata.again else kata.name for kata in found.today[:4])
        more = f" and {len(found.today) - 4} more" if len(found.today) > 4 else ""
        yield f"Today: {names}{more}, about {_hours(sum(kata.minutes for kata in found.today))}."


def _fitting(minutes: Iterable[float]) -> int:
    """How many of these fit into a full day, one at least."""
    return max(1, bisect_right(list(accumulate(minutes)), _FULL))


def _next(log: Log, course: Course, now: Instant, spots: Sequence[Spot]) -> Iterator[KataPage]:
    """The one that is proposed everywhere, then those begun, then the open ones along the spine."""
    first = propose(course, log, now)
    if first:
        yield first
    for standing in (Standing.TRIED, Standing.OPEN):
        yield from (s.page for s in spots if s.page and s.standing is standing and s.page != first)


def _due(spot: Spot) -> date:
    return spot.state.due if spot.state and spot.state.due else date.max


def _usual(page: KataPage, again: Sequence[KataPage] = ()) -> float:
    return USUAL[page.difficulty] * (_AGAIN if page in again else 1.0)


def _slowness(log: Log, course: Course) -> float:
    """How many times as long as usual the learner takes to solve a kata for the first time."""
    usual = {course.kata_item(page.id): USUAL[page.difficulty] for page in course.katas}
    query = (
        "SELECT item, score, seconds FROM act WHERE kind = 'attempt' ORDER BY item, instant, counter, score, seconds"
    )
    spent: dict[str, list[float]] = {}
    over: set[str] = set()
    for item, passed, seconds in log.rows(query):
        if item in usual and item not in over:
            openings = spent.setdefault(item, [])
            if openings and seconds and seconds >= openings[-1]:  # counted from the same opening of the kata
                openings.pop()
            openings.append(seconds or 0.0)
            if passed:
                over.add(item)
    ratios = [min(sum(spent[item]) / 60, _LONGEST) / usual[item] for item in over if sum(spent[item])]
    return median(ratios) if len(ratios) >= _ENOUGH else 1.0


def _first_solved_on(log: Log, course: Course, day: date) -> int:
    """How many katas of the course passed for the first time on this day."""
    query = "SELECT item FROM act WHERE kind = 'attempt' AND score GROUP BY item HAVING min(day) = ?"
    return len({item for (item,) in log.rows(query, day.isoformat())}.intersection(course.kata_items()))


def _hours(minutes: float) -> str:
    return f"{max(1, round(minutes))} min" if minutes < 100 else f"{minutes / 60:.0f} hours"
