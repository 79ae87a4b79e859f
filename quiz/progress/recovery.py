"""A log put together from what a damaged file and the newest backup hold, and an account of what is missing."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from quiz.progress.event import Event
from quiz.progress.salvage import Key, Salvage
from quiz.scheduling.day import Instant, day_of


@dataclass(frozen=True)
class Recovered:
    """`saved`: the events of the damaged file that the backup lacks, in the order of replay; `lost`: how many are in
    neither, as far as the index and the counters tell, from `days`."""

    saved: tuple[Event, ...]
    lost: int
    days: tuple[date, ...]


def recovered(found: Salvage, backup: Iterable[Event]) -> Recovered:
    """What a damaged log adds to its backup; where both have an event, the backup's form of it is taken."""
    kept = {_key(event): event for event in backup}
    moments = {event.instant_us: event for event in kept.values()}
    saved: list[Event] = []
    for event in _put_right(found):
        known = kept.get(_key(event)) or moments.get(event.instant_us)
        if known is None or not _is_form_of(known, event):
            saved.append(event)
    whole = kept | {_key(event): event for event in saved}
    missing = _missing(found, whole)
    return Recovered(
        tuple(sorted(saved, key=lambda event: event.order)), len(missing), _days(missing, found.named, whole)
    )


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
        if there and there not in events and there[0] in devices and (key in found.named or key[0] not in devices):
            event = replace(event, device=there[0], counter=there[1])
        elif key in found.named and key not in events and not _is_of_its_day(event):
            event = replace(event, instant_us=found.named[key])
        events.setdefault(_key(event), event)
    return list(events.values())


def _is_form_of(known: Event, event: Event) -> bool:
    """Whether both are one event, of which damage may have changed one part."""
    differing = [part.name for part in fields(Event) if getattr(known, part.name) != getattr(event, part.name)]
    return len(differing) <= 1


def _is_of_its_day(event: Event) -> bool:
    return abs((event.instant.local.date() - date.fromisoformat(event.day)).days) <= 1


def _missing(found: Salvage, whole: dict[Key, Event]) -> set[Key]:
    """The ids that the index names, or that the counters skip, and that no event has."""
    last: defaultdict[str, int] = defaultdict(int)
    for device, counter in whole:
        last[device] = max(last[device], counter)
    moments = {event.instant_us for event in whole.values()}
    named = {key for key, instant in found.named.items() if key[0] in last and instant not in moments}
    skipped = {(device, n) for device, end in last.items() for n in range(1, end)}
    return (named | skipped) - whole.keys()


def _days(missing: Iterable[Key], named: dict[Key, int], whole: dict[Key, Event]) -> tuple[date, ...]:
    """The days of missing events: by the index, else those of the events before and after."""
    ordered, found = sorted(whole), set[str]()
    for key in missing:
        place = bisect(ordered, key)
        near = [whole[each] for each in ordered[max(0, place - 1) : place + 1] if each[0] == key[0]]
        if key in named:
            found.add(day_of(Instant.at(named[key], near[0].offset_minutes)).isoformat())
        else:
            found.update(event.day for event in near)
    return tuple(map(date.fromisoformat, sorted(found)))


def _key(event: Event) -> Key:
    return event.device, event.counter
