"""A log put together from what a damaged file and the newest backup hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from quiz.progress.event import Event
from quiz.progress.losses import Account, Key, accounts
from quiz.progress.salvage import Salvage


@dataclass(frozen=True)
class Recovered:
    """`saved`: the events of the damaged file that the backup lacks, in the order of replay; `accounts`: of each
    device, what there is and what is missing."""

    saved: tuple[Event, ...]
    accounts: tuple[Account, ...]


def recovered(found: Salvage, backup: Iterable[Event]) -> Recovered:
    """What a damaged log adds to its backup; where both have an event, the backup's form of it is taken."""
    kept = {_key(event): event for event in backup}
    moments = {event.instant_us: event for event in kept.values()}
    saved: list[Event] = []
    for event in _put_right(found):
        known = kept.get(_key(event)) or moments.get(event.instant_us)
        if known is None or not (_is_form_of(known, event) or _is_named(known, event, found)):
            saved.append(event)
    whole = kept | {_key(event): event for event in saved}
    return Recovered(tuple(sorted(saved, key=lambda event: event.order)), accounts(whole, found.named))


def _put_right(found: Salvage) -> list[Event]:
    """The salvaged events, one of each id: where a record and the index disagree, a flipped bit is put right."""
    events: dict[Key, Event] = {}
    unsure: list[Event] = []
    for key, same in found.events.items():
        for event in same:
            if found.named.get(key) == event.instant_us and key not in events:
                events[key] = event
            else:
                unsure.append(event)
    devices = {device for device, _ in events}
    keys = {instant: key for key, instant in found.named.items()}
    for event in unsure:
        key, there = _key(event), keys.get(event.instant_us)
        if there and there not in events and there[0] in devices and _is_damaged(key, there, found, devices):
            event = replace(event, device=there[0], counter=there[1])
        elif key in found.named and key not in events and not _is_of_its_day(event):
            event = replace(event, instant_us=found.named[key])
        events.setdefault(_key(event), event)
    return list(events.values())


def _is_damaged(key: Key, there: Key, found: Salvage, devices: set[str]) -> bool:
    """Whether a record's key is the wrong one, when the index names its instant under another (`there`).

    Of two counters that nothing else names, the lower is right: a bit that fell out leads to a number that is taken.
    """
    return key in found.named or key[0] not in devices or (key[0] == there[0] and there[1] < key[1])


def _is_form_of(known: Event, event: Event) -> bool:
    """Whether both are one event, of which damage may have changed one part, or any when number and instant agree."""
    if known.key == event.key:
        return True
    differing = [part.name for part in fields(Event) if getattr(known, part.name) != getattr(event, part.name)]
    return len(differing) <= 1


def _is_named(known: Event, event: Event, found: Salvage) -> bool:
    """Whether the damaged file's own index says that the event of this number was pressed when the known one was."""
    return _key(known) == _key(event) and found.named.get(_key(event)) == known.instant_us


def _is_of_its_day(event: Event) -> bool:
    return abs((event.instant.local.date() - date.fromisoformat(event.day)).days) <= 1


def _key(event: Event) -> Key:
    return event.device, event.counter
