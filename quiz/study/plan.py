"""The way to an interview: its date, the order of today's cards, and the outlook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import NamedTuple

from quiz.course.course import Course
from quiz.errors import QuizError
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.fitting import fitting
from quiz.scheduling.plan_outlook import LITTLE, Outlook, Prospect, Situation
from quiz.study import acts, plan_situation
from quiz.study.siblings import one_each
from quiz.study.waiting import asked_on

SETTING = "interview"  # an ISO date, or null
LONGEST = 365  # days


def set_date(log: Log, text: str, now: Instant) -> date:
    """Log the date of the interview. Raises QuizError for what is no date, is not ahead, or is over a year away."""
    day = log.day(now)
    hint = f"Write a day to come, year first, as {day + timedelta(30)}."
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
    """The cards of a day, best first: those of a sitting, those for a later one today, those that the day cuts off."""

    taken: tuple[Asked, ...]
    later: tuple[Asked, ...]
    rest: tuple[Asked, ...]


def portion(log: Log, items: Sequence[str], now: Instant, minutes: float = inf) -> Portion | None:
    """Today's cards of these, which are in course order, by what a second on each buys; None without a date ahead.

    The day's minutes cut the list, and `minutes` those of one sitting; the first card comes even where it takes longer
    (see `fitting`). Cards that a failed kata or the learner made due come first: the model does not know of it. Of the
    gaps of one card one comes on a day.
    """
    ahead, day = interview(log, now), log.day(now)
    if ahead is None or ahead == day:
        return None
    found, pointed = (
        plan_situation.situation(log, items, day, ahead, _created(log, day), {}),
        _pointed_at(log, day) - log.left_out(day),
    )
    choice, wanted = found.choose(), {item: found.plan.pace.failed for item in items if item in pointed}
    for pick in (*choice.taken, *choice.rest):
        wanted.setdefault(found.items[pick.place], pick.seconds)
    order = tuple(Asked(item, wanted[item]) for item in one_each(wanted, asked_on(log, day)))
    times, spent = [asked.seconds for asked in order], found.so_far.spent
    today = fitting(times, found.plan.seconds - spent, one=not spent)
    sitting = min(today, fitting(times, 60 * minutes))
    return Portion(order[:sitting], order[sitting:today], order[today:])


def situation(log: Log, course: Course, now: Instant) -> Situation | None:
    """What an outlook on this course follows from (see `quiz.scheduling.plan_outlook`).

    None without a date ahead, or without a card.
    """
    found = interview(log, now)
    if found is None:
        return None
    units = {course.unit(unit).title: items for unit, items in course.items_by_unit().items()}
    day = log.day(now)
    known = plan_situation.situation(log, course.items(), day, found, _created(log, day), units)
    return known if known.cards else None


def lines(found: Outlook, left: Sequence[str] = ()) -> Iterator[str]:
    """An outlook as text; `left`: what is left of today, in sentences."""
    deck, days = found.deck, found.days_left
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    seen = f"{deck.unseen} of {deck.cards} cards not yet seen" if deck.unseen else "every card seen"
    yield f"Interview on {found.interview:%a} {found.interview.day} {found.interview:%b %Y}, {when}; {seen}."
    yield from left
    if days:
        day, fullest = _minutes(found.minutes_a_day), _minutes(found.fullest_day)
        yield f"Following it takes about {day} a day, {fullest} on the fullest."
        yield f"Ten minutes more would add {ten_more_minutes(found)} to those recalled on the day."
    yield ""
    width = max(len(row.title) for row in (deck, *found.units))
    # On the day itself there is nothing left to go on with: both columns would be one.
    heads = ("if you stopped", "if you go on") if days else ("expected",)
    yield f"{'Recalled on the day':{width}}{''.join(f'  {head:>16}' for head in heads)}  not seen"
    for row in (deck, *found.units):
        ranges = "  ".join(f"{_percent(row, followed=followed):>16}" for followed in (False, True)[: len(heads)])
        weakest = "  weakest of those seen" if row is found.weakest else ""
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


def _pointed_at(log: Log, day: date) -> set[str]:
    """The cards that a failed kata, or the learner, made due since their last review, and that are due still."""
    query = """SELECT DISTINCT value FROM act INDEXED BY act_attempt JOIN event USING (device, counter),
                   json_each(event.payload, '$.made_due') JOIN state ON state.item = value
               WHERE act.kind = 'attempt' AND act.instant > state.last_us AND due_day <= ?1
               UNION SELECT item FROM state WHERE due_day <= ?1 AND EXISTS (
                   SELECT 1 FROM event JOIN act USING (instant, device, counter)
                   WHERE event.item = state.item AND event.kind = 'due' AND event.instant > state.last_us)"""
    return {row[0] for row in log.rows(query, day.isoformat())}


def _created(log: Log, day: date) -> date:
    """The day on which the date was set."""
    query = """SELECT day FROM event WHERE kind = 'setting' AND item = ?
               ORDER BY instant DESC, counter DESC, day DESC LIMIT 1"""
    rows = log.rows(query, SETTING)
    return min(day, date.fromisoformat(rows[0][0])) if rows else day
