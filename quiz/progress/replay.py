"""From events to states: the rules, free of any storage."""

from __future__ import annotations

import heapq
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from quiz.progress.event import STUDY, Event, Kind
from quiz.progress.identity import root
from quiz.progress.settings import Settings
from quiz.scheduling.day import ROLLOVER
from quiz.scheduling.memory import Memory, Rating, Scheduler
from quiz.scheduling.streak import ActiveDay, shift_of

_day = lru_cache(maxsize=4096)(date.fromisoformat)  # days repeat, and share one object


class State(NamedTuple):
    """What is known of one item, a card or a kata, after its last act.

    An item that has a due day and no memory was made due by a kata or by the learner, and is still new.
    `last_review` is the id of the event that wrote its latest review, `last_rating` that review's rating, `last_us` its
    microseconds UTC, or those at which it was forgotten. `buried` is the last day for which it was put off. `flag` is
    from 1 to 4, 0 without one.
    """

    item: str
    memory: Memory | None = None
    due: date | None = None
    last_review: str | None = None
    last_rating: int = 0
    last_us: int = 0
    buried: date | None = None
    suspended: bool = False
    flag: int = 0
    note: str = ""

    def is_open(self, day: date) -> bool:
        """Whether it is new or due on `day`, so that a pass of a kata counts as a review."""
        return self.memory is None or self.due is None or self.due <= day

    def put_off(self, day: date) -> int:
        """In how many days after `day` it is back; 0 when it is not put off on it.

        It may be put off for the day after, before a flight west; a day further ahead is that of a wrong clock.
        """
        days = (self.buried - day).days + 1 if self.buried else 0
        return days if 0 < days <= 2 else 0


class Act(NamedTuple):
    """An act of the learner that counts: no undo names it.

    `score`: a review's rating; 1 for an attempt that passed, 0 for anything else. `age`: days since the card's review
    before, None for its first one and for other acts. `recall`: as predicted before it. `hints`: used in an attempt.
    """

    instant_us: int
    device: str
    counter: int
    kind: str
    item: str
    day: str
    score: int
    seconds: float | None
    age: int | None
    recall: float | None
    misconception: str | None
    hints: int


@dataclass
class Ledger:
    """All that follows from the events; `settings` holds the last value of each."""

    states: dict[str, State] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    days: dict[str, ActiveDay] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)


def reviewed(state: State, event: Event, rating: int, scheduler: Scheduler) -> State:
    """The state of an item after a review.

    The due day is the one that was written, as long as the review follows the one that it was written after; else it
    is computed anew, without fuzz. After Again a card is still due on that day, and a kata on the next.
    """
    memory = scheduler.after(state.memory, rating, _day(event.day))
    known = event.payload
    written = known.get("due")
    if written is not None and _is_same(known.get("previous"), state.last_review):
        due = _day(written)
    elif rating == Rating.AGAIN:
        due = memory.last_day + timedelta(0 if event.kind == Kind.REVIEW else 1)
    else:
        due = memory.last_day + timedelta(scheduler.interval(memory))
    aside = (state.buried, state.suspended, state.flag, state.note)
    return State(event.item, memory, due, event.id, rating, event.instant_us, *aside)


def _is_same(one: str | None, two: str | None) -> bool:
    """Do two ids name one event as far as every log can tell?

    What merges have added to the names differs from log to log, and a due day must not.
    """
    return one == two or (one is not None and two is not None and root(one) == root(two))


def attempted(state: State, event: Event, scheduler: Scheduler) -> State:
    """The state of a kata after an attempt at it.

    A log from before katas came back has attempts without ratings: there the pass of one that is new or due is Good.
    Such a pass names no review (`last_review`), so that the days of streaks that are over stay what they were.
    """
    if "rating" in event.payload:
        rating = event.payload["rating"]
        return state if rating is None else reviewed(state, event, rating, scheduler)
    if event.payload["passed"] and state.is_open(_day(event.day)):
        return reviewed(state, event, Rating.GOOD, scheduler)._replace(last_review=None)
    return state


def made_due(state: State, event: Event) -> State:
    """The state of a card after an attempt that showed it to be shaky: due that day, if not before."""
    day = _day(event.day)
    return state._replace(due=day if state.due is None else min(state.due, day))


def changed(state: State, event: Event) -> State:
    """The state of an item after an act that is neither review nor attempt."""
    known = event.payload
    match event.kind:
        case Kind.BURY:
            return state._replace(buried=_day(event.day))
        case Kind.FORGET:
            return state._replace(memory=None, due=None, last_review=None, last_rating=0, last_us=event.instant_us)
        case Kind.FLAG:
            return state._replace(flag=known["flag"])
        case Kind.NOTE:
            return state._replace(note=known["text"])
        case Kind.DUE:
            return state._replace(due=_day(known["due"]))
    return state._replace(suspended=event.kind == Kind.SUSPEND)


def act_of(event: Event, before: Memory | None) -> Act:
    """The facts of an act; `before` is the card's memory before it."""
    known, is_review = event.payload, event.kind == Kind.REVIEW
    return Act(
        event.instant_us,
        event.device,
        event.counter,
        event.kind,
        event.item,
        event.day,
        known["rating"] if is_review else int(known.get("passed") is True),
        None if known.get("seconds") is None else max(0, known["seconds"]),
        max(0, (_day(event.day) - before.last_day).days) if is_review and before else None,
        known.get("recall"),
        known.get("misconception"),
        known.get("hints") or 0,
    )


def apply(states: dict[str, State], event: Event, scheduler: Scheduler) -> Act:
    """Bring `states` up to date with one act, and return its facts."""
    state = states.get(event.item) or State(event.item)
    if event.kind in (Kind.REVIEW, Kind.REVEAL):
        states[event.item] = reviewed(state, event, event.payload["rating"], scheduler)
    elif event.kind == Kind.ATTEMPT:
        for item in event.payload["made_due"]:
            states[item] = made_due(states.get(item) or State(item), event)
        after = attempted(state, event, scheduler)
        if after is not state:
            states[event.item] = after
    else:
        states[event.item] = changed(state, event)
    return act_of(event, state.memory)


def touched(event: Event) -> list[str]:
    """The items whose state an act may change."""
    return [event.item, *event.payload["made_due"]] if event.kind == Kind.ATTEMPT else [event.item]


def extended(
    known: ActiveDay | None, acts: Sequence[Event], earliest_due: date | None, rollover: Callable[[Event], int]
) -> ActiveDay:
    """The day after some more acts on it, in their order and after those known; `rollover`: the one at an act."""
    first, last = acts[0], acts[-1]
    last_shift = shift_of(last.offset_minutes, rollover(last))
    studied = any(act.kind in STUDY for act in acts)
    if known is None:
        first_shift = shift_of(first.offset_minutes, rollover(first))
        return ActiveDay(
            _day(first.day), first.instant_us, last.instant_us, studied, earliest_due, first_shift, last_shift
        )
    studied = studied or known.studied
    return ActiveDay(known.day, known.first, last.instant_us, studied, earliest_due, known.first_shift, last_shift)


def replay(acts: Iterable[Event], decisions: Iterable[Event]) -> Ledger:
    """The ledger of all acts, given the undos and settings (`decisions`).

    Both come in their order (see `Event.order`). Memory follows the newest weights throughout; an undone act
    leaves no trace.
    """
    decided = list(decisions)
    undone = {event.payload["target"] for event in decided if event.kind == Kind.UNDO}
    ledger = Ledger(settings={e.item: e.payload["value"] for e in decided if e.kind == Kind.SETTING})
    scheduler, dues = Settings.from_events(ledger.settings).scheduler, _Dues(ledger.states)
    rollover = rollovers(decided)
    counting = (event for event in acts if event.id not in undone)
    for day, group in groupby(counting, attrgetter("day")):
        of_day = list(group)
        ledger.acts += [apply(ledger.states, event, scheduler) for event in of_day]
        dues.note({item for event in of_day for item in touched(event)})
        ledger.days[day] = extended(ledger.days.get(day), of_day, dues.earliest(), rollover)
    return ledger


def rollovers(decisions: Iterable[Event]) -> Callable[[Event], int]:
    """The rollover that held at an act."""
    changes = [event for event in decisions if event.kind == Kind.SETTING and event.item == "rollover"]
    moments, hours = [event.order for event in changes], [ROLLOVER, *(event.payload["value"] for event in changes)]
    return lambda act: hours[bisect(moments, act.order)]


class _Dues:
    """The earliest due day of all items that were reviewed and are not suspended, kept while they change.

    Entries that went stale stay in the heap until they come up.
    """

    def __init__(self, states: dict[str, State]) -> None:
        self._states = states
        self._heap: list[tuple[date, str]] = []

    def note(self, items: Iterable[str]) -> None:
        for item in items:
            due = self._due(item)
            if due is not None:
                heapq.heappush(self._heap, (due, item))

    def earliest(self) -> date | None:
        while self._heap and self._due(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def _due(self, item: str) -> date | None:
        state = self._states.get(item)
        return state.due if state and state.last_review and not state.suspended else None
