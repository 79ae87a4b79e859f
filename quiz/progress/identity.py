"""What an event is called in a log, and what it is: a merge may add an ending to its device's name.

One event can have another name on each side (see `quiz.progress.merge`), so whatever both sides must agree on, as the
order of replay, looks at the event as it was first written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import total_ordering
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quiz.progress.event import Event

FORK = "~"  # between a device's name and the hash that tells its copies apart
REFERENCES = ("previous", "target")  # keys of a payload that hold the id of another event


def root(name: str) -> str:
    """The device, or the event id, without what a merge added to the device's name."""
    device, fork, rest = name.partition(FORK)
    return device + rest[rest.rfind("-") :] if fork and "-" in rest else device


def plain(event: Event) -> Event:
    """The event as it was first written; equal for two events that are the same."""
    return replace(event, device=root(event.device), payload=with_references(event.payload, root))


def with_references(payload: Mapping[str, Any], change: Callable[[str], str]) -> Mapping[str, Any]:
    """The payload with the ids that it holds changed."""
    changed = {key: change(payload[key]) for key in REFERENCES if isinstance(payload.get(key), str)}
    return {**payload, **changed} if changed else payload


@total_ordering
class Content:
    """What an event holds, to order those of one instant, device and number; looked at only for such."""

    __slots__ = ("_event",)

    def __init__(self, event: Event) -> None:
        self._event = event

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and self._key() == other._key()

    def __lt__(self, other: Content) -> bool:
        return self._key() < other._key()

    __hash__ = None  # type: ignore[assignment]

    def _key(self) -> tuple[str, str, str, int, str]:
        known = plain(self._event)
        payload = json.dumps(known.payload, sort_keys=True, default=repr)
        return known.day, known.kind, known.item, known.offset_minutes, payload
