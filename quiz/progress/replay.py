"""From events to states: the rules, free of any storage."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from quiz.progress.event import STUDY, Event, Kind
from quiz.progress.settings import Settings
from quiz.scheduling.memory import Memory, Rating, Scheduler
from quiz.scheduling.streak import ActiveDay


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one card after its last review.

    A card that only a kata made due has a due day and no memory. `last_review` is the id of its latest review,
    `last_rating` and `last_us` that review's rating and microseconds UTC. `buried` is the last day for which it was
    put off.
    """

    item: str
    memory: Memory | None = None
    due: date | None = None
    last_review: str | None = None
    last_rating: int = 0
    last_us: int = 0
    buried: date | None = None
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A review, an attempt, or a card put aside or taken back, that counts: no undo names it.

    `score`: the rating, or 1 for a pass and 0 for a failure. `age`: days since the card's review before, None for
    its first one and for other acts. `recall`: as predicted before it.
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


@dataclass
class Ledger:
    """All that follows from the events; `settings` holds the last value of each."""

    states: dict[str, State] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    days: dict[str, ActiveDay] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)


def reviewed(state: State, event: Event, scheduler: Scheduler) -> State:
    """The state of a card after a review.

    The due day is the one that was written, as long as the review follows the one that it was written after; else it
    is computed anew, without fuzz.
    """
    rating = event.payload["rating"]
    memory, interval = scheduler.step(state.memory, rating, date.fromisoformat(event.day))
    if event.payload["previous"] == state.last_review:
        due = date.fromisoformat(event.payload["due"])
    else:
        due = memory.last_day + timedelta(0 if rating == Rating.AGAIN else interval)
    return State(event.item, memory, due, event.id, rating, event.instant_us, state.buried, state.suspended)


def made_due(state: State, event: Event) -> State:
    """The state of a card after an attempt that showed it to be shaky: due that day, if not before."""
    day = date.fromisoformat(event.day)
    return replace(state, due=day if state.due is None else min(state.due, day))


def put_aside(state: State, event: Event) -> State:
    """The state of a card after it was buried, suspended or unsuspended."""
    if event.kind == Kind.BURY:
        return replace(state, buried=date.fromisoformat(event.day))
    return replace(state, suspended=event.kind == Kind.SUSPEND)


def act_of(event: Event, before: Memory | None) -> Act:
    """The facts of an act; `before` is the card's memory before it."""
    is_review = event.kind == Kind.REVIEW
    known = event.payload
    return Act(
        *event.order,
        kind=event.kind,
        item=event.item,
        day=event.day,
        score=known["rating"] if is_review else int(known.get("passed", False)),
        seconds=known.get("seconds"),
        age=max(0, (date.fromisoformat(event.day) - before.last_day).days) if is_review and before else None,
        recall=known.get("recall"),
        misconception=known.get("misconception"),
    )


def apply(states: dict[str, State], event: Event, scheduler: Scheduler) -> Act:
    """Bring `states` up to date with one act, and return its facts."""
    state = states.get(event.item) or State(event.item)
    if event.kind == Kind.REVIEW:
        states[event.item] = reviewed(state, event, scheduler)
    elif event.kind == Kind.ATTEMPT:
        for item in event.payload["made_due"]:
            states[item] = made_due(states.get(item) or State(item), event)
    else:
        states[event.item] = put_aside(state, event)
    return act_of(event, state.memory)


def touched(event: Event) -> list[str]:
    """The cards whose state an act changes."""
    return list(event.payload["made_due"]) if event.kind == Kind.ATTEMPT else [event.item]


def extended(day: ActiveDay | None, event: Event, earliest_due: date | None) -> ActiveDay:
    """The day after one more act on it."""
    moment, studied = event.instant_us, event.kind in STUDY
    if day is None:
        return ActiveDay(date.fromisoformat(event.day), moment, moment, studied, earliest_due)
    return ActiveDay(day.day, min(day.first, moment), max(day.last, moment), day.studied or studied, earliest_due)


def replay(acts: Iterable[Event], decisions: Iterable[Event]) -> Ledger:
    """The ledger of all acts, given the undos and settings (`decisions`).

    Both come in their order (instant, device, counter). Memory follows the newest weights throughout; an undone act
    leaves no trace.
    """
    decided = list(decisions)
    undone = {event.payload["target"] for event in decided if event.kind == Kind.UNDO}
    ledger = Ledger(settings={e.item: e.payload["value"] for e in decided if e.kind == Kind.SETTING})
    scheduler, dues = Settings.from_events(ledger.settings).scheduler, _Dues(ledger.states)
    for event in acts:
        if event.id not in undone:
            ledger.acts.append(apply(ledger.states, event, scheduler))
            dues.note(touched(event))
            ledger.days[event.day] = extended(ledger.days.get(event.day), event, dues.earliest())
    return ledger


class _Dues:
    """The earliest due day of all cards that were reviewed and are not suspended, kept while they change.

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
        state = self._states[item]
        return state.due if state.memory and not state.suspended else None
