"""What a sitting asks: all that is due and new today, the cards that are due soonest, or any that were chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf

from quiz.bulk import without_collecting
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.fitting import fitting
from quiz.scheduling.queue import Queue, build
from quiz.study import plan
from quiz.study.siblings import one_each, spread
from quiz.study.waiting import Candidate, Waiting

_AHEAD = 10.0  # minutes


@dataclass(frozen=True)
class Agenda:
    """The queue of a sitting, and the seconds that each of its cards is expected to take.

    `rest`: the cards that are due as well and wait for another day, the most urgent first. It is spread over the next
    `days` days, or with `days` 0 it is the plan that holds it back.
    """

    queue: Queue
    seconds: Mapping[str, float] = field(default_factory=dict)
    rest: tuple[str, ...] = ()
    days: int = 0

    @property
    def minutes(self) -> float:
        """About how long all of it will take, at the learner's own pace."""
        return sum(map(self.seconds.__getitem__, self.queue.items)) / 60


def said(rest: int, days: int) -> str:
    """What waits beyond the day: `120 more wait, spread over the next 5 days`; empty when nothing does."""
    if not rest:
        return ""
    when = ("held back by the plan", "for tomorrow")[days] if days < 2 else f"spread over the next {days} days"
    return f"{rest} more {'waits' if rest == 1 else 'wait'}, {when}"


@without_collecting()
def today(log: Log, items: Sequence[str], now: Instant, *, minutes: float = inf) -> Agenda:
    """What these cards, which are in course order, ask at `now`: as much of it as fits into the minutes.

    With an interview ahead the plan decides. Else due cards come before the day's new ones, ordered by the recall that
    a second on each buys in thirty days; where minutes do not hold all, both are chosen from alike by that measure. Of
    the gaps of one card one is asked on a day.
    """
    look, portion = Waiting(log, items, now), plan.portion(log, items, now, minutes)
    if portion is None:
        return _plain(look, 60 * minutes)
    order = {asked.item: asked.seconds for asked in portion.taken}
    queue = build(tuple(order), order.keys() - look.seen, look.failed)
    return Agenda(queue, order | look.expected(look.failed), _held_back(look, portion))


def ahead(log: Log, items: Sequence[str], now: Instant, *, minutes: float = _AHEAD) -> Agenda:
    """More than today asks, as much as fits into the minutes.

    First what the day's limits left out, then known cards, those due soonest first, then new ones.
    """
    look, portion = Waiting(log, items, now), plan.portion(log, items, now)
    if portion is None:
        left_out = _plain(look, inf).rest
    else:
        left_out = (*(asked.item for asked in portion.rest), *_held_back(look, portion))
    more = list(dict.fromkeys(one_each([*left_out, *look.soonest(), *look.new()], look.asked)))
    seconds = look.expected(more)
    taken = more[: fitting(map(seconds.__getitem__, more), 60 * minutes)]
    return Agenda(build(taken, set(taken) - look.seen, {}), seconds)


def chosen(log: Log, items: Sequence[str], now: Instant) -> Agenda:
    """These cards, each once and in this order, due or not; suspended ones stay out, and gaps of a card are spread."""
    suspended = log.suspended()
    order = spread([item for item in dict.fromkeys(items) if item not in suspended])
    look = Waiting(log, order, now)
    return Agenda(build(order, set(order) - look.seen, {}), look.expected(order))


def _plain(look: Waiting, seconds: float) -> Agenda:
    """Without a date: what FSRS says is due, and new cards; of both as much as fits."""
    waiting = {each.item: each for each in look.due()}
    due = [waiting[item] for item in one_each(waiting, look.asked)]
    unseen = islice(one_each(look.new(), (*look.asked, *waiting)), look.new_left)
    known, fresh = due[: look.reviews_left(len(due))], [look.met(item) for item in unseen]
    asked, fresh = _best(known, fresh, look.seconds_left, one=not look.spent)
    kept = {each.item for each in asked}
    rest = tuple(each.item for each in due if each.item not in kept)
    days = look.days_for(len(rest), len(asked)) if rest else 0
    asked, fresh = _best(asked, fresh, seconds)
    times = {each.item: each.seconds for each in (*asked, *fresh)} | look.expected(look.failed)
    new = [each.item for each in fresh]
    return Agenda(build([*(each.item for each in asked), *new], new, look.failed), times, rest, days)


def _held_back(look: Waiting, portion: plan.Portion) -> tuple[str, ...]:
    """The cards that are due by their own day, and that the plan does not ask today."""
    asked = {each.item for each in (*portion.taken, *portion.later)}
    due = one_each((each.item for each in look.due()), asked | look.asked)
    return tuple(item for item in due if item not in asked)


def _best(
    due: Sequence[Candidate], new: Sequence[Candidate], seconds: float, *, one: bool = True
) -> tuple[list[Candidate], list[Candidate]]:
    """As many of both as fit (see `fitting`), those first on which a second buys most; each part keeps its order."""
    if seconds == inf:
        return list(due), list(new)
    order = sorted((*due, *new), key=lambda each: -each.value)
    taken = {each.item for each in order[: fitting((each.seconds for each in order), seconds, one=one)]}
    return [each for each in due if each.item in taken], [each for each in new if each.item in taken]
