"""From events to states: the rules, free of any storage."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from quiz.progress.event import Event, Kind
from quiz.progress.settings import Settings
from quiz.scheduling.memory import Memory, Rating, Scheduler
from quiz.scheduling.streak import StudyDay


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one card after its last review.

    A card that only a kata made due has a due day and no memory. `last_review` is the id of its latest review,
    `last_rating` and `last_us` that review's rating and microseconds UTC.
    """

    item: str
    memory: Memory | None = None
    due: date | None = None
    last_review: str | None = None
    last_rating: int = 0
    last_us: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """A review or an attempt that counts, which is one that no undo names.

    `score`: the rating, or 1 for a pass and 0 for a failure. `age`: days since the card's review before, None for
    its first one and for attempts. `recall`: as predicted before it.
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
    days: dict[str, StudyDay] = field(default_factory=dict)
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
    return State(event.item, memory, due, event.id, rating, event.instant_us)


def made_due(state: State, event: Event) -> State:
    """The state of a card after an attempt that showed it to be shaky: due that day, if not before."""
    day = date.fromisoformat(event.day)
    return replace(state, due=day if state.due is None else min(state.due, day))


def act_of(event: Event, before: Memory | None) -> Act:
    """The facts of a review or an attempt; `before` is the card's memory before it."""
    is_review = event.kind == Kind.REVIEW
    known = event.payload
    return Act(
        *event.order,
        kind=event.kind,
        item=event.item,
        day=event.day,
        score=known["rating"] if is_review else int(known["passed"]),
        seconds=known["seconds"],
        age=max(0, (date.fromisoformat(event.day) - before.last_day).days) if is_review and before else None,
        recall=known["recall"] if is_review else None,
        misconception=None if is_review else known["misconception"],
    )


def apply(states: dict[str, State], event: Event, scheduler: Scheduler) -> Act:
    """Bring `states` up to date with one review or attempt, and return its facts."""
    state = states.get(event.item) or State(event.item)
    if event.kind == Kind.REVIEW:
        states[event.item] = reviewed(state, event, scheduler)
        return act_of(event, state.memory)
    for item in event.payload["made_due"]:
        states[item] = made_due(states.get(item) or State(item), event)
    return act_of(event, None)


def touched(event: Event) -> list[str]:
    """The cards whose state a review or an attempt changes."""
    return [event.item] if event.kind == Kind.REVIEW else list(event.payload["made_due"])


def extended(row: StudyDay | None, event: Event, earliest_due: date | None) -> StudyDay:
    """The day of study after one more act on it."""
    day = row or StudyDay(date.fromisoformat(event.day), event.instant_us, event.instant_us, None)
    return StudyDay(day.day, min(day.first, event.instant_us), max(day.last, event.instant_us), earliest_due)


def replay(acts: Iterable[Event], decisions: Iterable[Event]) -> Ledger:
    """The ledger of reviews and attempts (`acts`), given the undos and settings (`decisions`).

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
    """The earliest due day of all reviewed cards, kept while they change; entries that went stale stay in the heap."""

    def __init__(self, states: dict[str, State]) -> None:
        self._states = states
        self._heap: list[tuple[date, str]] = []

    def note(self, items: Iterable[str]) -> None:
        for item in items:
            state = self._states[item]
            if state.memory and state.due:
                heapq.heappush(self._heap, (state.due, item))

    def earliest(self) -> date | None:
        while self._heap and self._states[self._heap[0][1]].due != self._heap[0][0]:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None
