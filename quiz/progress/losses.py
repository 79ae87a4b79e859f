"""What a recovery could not save, device by device, as far as the index and the counters tell."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from quiz.progress.event import Event
from quiz.progress.gaps import skipped
from quiz.scheduling.day import Instant, day_of

Key = tuple[str, int]  # device and counter


@dataclass(frozen=True)
class Account:
    """Of one device: how many events are `saved`, the day of the `last`, how many are surely `lost`, from `days`.

    What it did after its last event has left no trace where the index is lost as well.
    """

    device: str
    saved: int
    last: date | None
    lost: int
    days: tuple[date, ...]


def accounts(whole: Mapping[Key, Event], named: Mapping[Key, int]) -> tuple[Account, ...]:
    """The account of each device; `whole`: what there is, `named`: the instants (µs) of the ids in the index."""
    gone = _gone(whole, named)
    days = {key: date.fromisoformat(event.day) for key, event in whole.items()}
    days |= _days_of(gone, whole)
    known = {key: event.instant_us for key, event in whole.items()} | gone
    strays = _strays(whole, named)
    gaps = skipped((*key, instant) for key, instant in known.items() if key[0] not in strays)
    found = []
    for device in sorted({device for device, _ in known}):
        own = sorted(key for key in known if key[0] == device)
        saved = [days[key] for key in own if key in whole]
        missing = {days[key] for key in own if key in gone}
        for gap in gaps.get(device, ()):
            missing.update(_around(gap, [(counter, days[device, counter]) for _, counter in own]))
        lost = sum(key in gone for key in own) + sum(map(len, gaps.get(device, ())))
        found.append(Account(device, len(saved), max(saved, default=None), lost, tuple(sorted(missing))))
    return tuple(found)


def _gone(whole: Mapping[Key, Event], named: Mapping[Key, int]) -> dict[Key, int]:
    """What the index names and nothing holds. A device that it names but once is a damaged name."""
    moments = {event.instant_us for event in whole.values()}
    gone = {key: instant for key, instant in named.items() if key not in whole and instant not in moments}
    times, present = Counter(device for device, _ in gone), {device for device, _ in whole}
    return {key: instant for key, instant in gone.items() if key[0] in present or times[key[0]] > 1}


def _strays(whole: Mapping[Key, Event], named: Mapping[Key, int]) -> set[str]:
    """Devices of one event that the index does not know: names that damage has made."""
    times, known = Counter(device for device, _ in whole), {device for device, _ in named}
    return {device for device, number in times.items() if number == 1 and known and device not in known}


def _days_of(gone: Mapping[Key, int], whole: Mapping[Key, Event]) -> dict[Key, date]:
    """The days of missing events, on the clock of the event before."""
    order = sorted(whole.values(), key=lambda event: event.instant_us)
    moments = [event.instant_us for event in order]
    offsets = [event.offset_minutes for event in order] or [0]
    return {
        key: day_of(Instant.at(instant, offsets[max(0, bisect(moments, instant) - 1)])) for key, instant in gone.items()
    }


def _around(gap: range, known: list[tuple[int, date]]) -> Iterator[date]:
    """The days from the event before a gap to the one after it."""
    place = bisect_left(known, (gap.start,))
    last = known[place][1]
    first = min(last, known[place - 1][1]) if place else last
    yield from (first + timedelta(n) for n in range((last - first).days + 1))
