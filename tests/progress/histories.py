"""Random histories of several devices, for the tests that merge them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from quiz.progress.event import Event
from quiz.progress.event_line import line_of
from quiz.progress.identity import plain

START_US = 1_795_165_200_000_000  # 20 November 2026, 9:00 UTC
DEVICES = ("desk", "laptop", "train")

_ITEMS = st.sampled_from(["c:a", "c:b", "c:kata/k"])
_PAYLOADS = st.one_of(
    st.tuples(st.just("review"), st.integers(1, 4)),
    st.tuples(st.just("attempt"), st.booleans()),
    st.tuples(st.sampled_from(["bury", "suspend", "unsuspend", "forget"]), st.none()),
    st.tuples(st.just("flag"), st.integers(0, 4)),
    st.tuples(st.just("undo"), st.integers(1, 5)),
    st.tuples(st.just("setting"), st.sampled_from([0.8, 0.85, 0.95])),
)
_ACTS = st.lists(st.tuples(_PAYLOADS, _ITEMS, st.integers(1, 3)), max_size=12)


def chain(device: str, acts: Sequence[tuple], before: Sequence[Event] = (), instant: int = START_US) -> list[Event]:
    """The events of one device after those `before`, of which the first has the number 1.

    `acts` holds what is done, on what, and how many steps after the act before. An undo is about its target's item.
    """
    events = list(before)
    for (kind, value), item, step in acts:
        counter, instant = len(events) + 1, instant + step * 40_000_000_000
        if kind == "undo" and not events:
            kind = "bury"  # there is nothing to undo
        target = events[max(0, len(events) - (value or 0))] if kind == "undo" else None
        previous = next((event.id for event in events[::-1] if (event.kind, event.item) == ("review", item)), None)
        payload = {
            "review": {"rating": value, "due": "2026-12-24", "previous": previous, "seconds": 4.5, "recall": None},
            "attempt": {"passed": value, "made_due": [] if value else ["c:a"]},
            "flag": {"flag": value},
            "undo": {"target": target and target.id},
            "setting": {"value": value},
        }.get(kind, {})
        name = target.item if target else "retention" if kind == "setting" else item
        day = f"2026-11-{20 + min(10, (instant - START_US) // 86_400_000_000)}"
        events.append(Event(device, counter, instant, 60, day, kind, name, payload))
    return events[len(before) :]


@st.composite
def histories(draw: st.DrawFn, count: int = 3) -> list[list[Event]]:
    """Several logs of some devices, each with a part of what every device did; instants are often equal."""
    whole = [chain(device, draw(_ACTS)) for device in DEVICES]
    logs = []
    for _ in range(count):
        parts = [events[: draw(st.integers(0, len(events)))] for events in whole]
        logs.append(sorted((event for part in parts for event in part), key=lambda event: event.order))
    return logs


@st.composite
def forks(draw: st.DrawFn, count: int = 3) -> list[list[Event]]:
    """Copies of one log, each used on under the same name; no two acts at one instant."""
    common = chain("laptop", draw(_ACTS))
    instant = common[-1].instant_us if common else START_US
    return [common + chain("laptop", draw(_ACTS), common, instant + 1_000_000_007 * n) for n in range(1, count + 1)]


def written(events: Sequence[Event]) -> set[str]:
    """The events as they were first written, in a form that sets can hold."""
    return {line_of(plain(event)) for event in events}
