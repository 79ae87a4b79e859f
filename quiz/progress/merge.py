"""The union of two logs: what one lacks of the other, under names that stay unique.

Ids name events, and two copies of one log that were both used may have given one id to two events. Then both are
kept: the one that comes second is renamed, its device becomes `laptop~1f3a9c02`, the old name and a hash of the first
event that had to be renamed, and what that copy did next goes there too. Two events are the same when they agree in
everything but such endings, so a log is, in effect, a set of events, and merging is the union of sets: in any order,
any number of times, nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from quiz.progress.event import Event, to_row
from quiz.progress.identity import FORK, plain, root, with_references


class Union:
    """What a log takes in of another one.

    `devices`: the names that occur in the log; `known`: its event of this device and counter, including those that
    `place` returned.
    """

    def __init__(self, devices: Iterable[str], known: Callable[[str, int], Event | None]) -> None:
        self._known = known
        self._copies: defaultdict[str, set[str]] = defaultdict(set)
        for device in devices:
            self._copies[root(device)].add(device)
        # Ids of the other log that are others here. A file that git has merged may hold two events of one id; what
        # refers to an event is about the same item.
        self._ids: dict[tuple[str, str], str] = {}
        self._rows: dict[str, str] = {}  # of the devices of the other log: where the last event of each is here

    def place(self, event: Event) -> Event | None:
        """The event under the name that it gets in the log, or None when the log has it.

        The other log's events come in the order of replay, so that what an event refers to was placed before it.
        """
        name, copies = self._rows.get(event.device, event.device), self._copies[root(event.device)]
        taken = self._known(name, event.counter)
        if taken == event:
            self._name(event, taken)
            return None
        if taken is not None or copies - {name}:
            written = plain(event)
            for here in (taken, *(self._known(device, event.counter) for device in sorted(copies - {name}))):
                if here is not None and plain(here) == written:
                    self._name(event, here)
                    return None
            name = self._row(event, name, copies)
        copies.add(name)
        references = with_references(event.payload, lambda id: self._ids.get((id, event.item), id))
        placed = replace(event, device=name, payload=references)
        self._name(event, placed)
        return placed

    def _row(self, event: Event, name: str, copies: set[str]) -> str:
        """The device under which a new event goes: `name`, unless that has its number or others go on there.

        In a file that git has merged one name stands for several copies, so each event goes on where it can.
        """
        number = event.counter
        free = [device for device in (name, *sorted(copies - {name})) if self._known(device, number) is None]
        if event.device in self._rows or name not in free:
            for device in free:
                if self._known(device, number - 1):
                    return device
        if name in free:
            return name
        return root(name) + FORK + hashlib.sha256(repr(to_row(plain(event))).encode()).hexdigest()[:8]

    def _name(self, event: Event, here: Event) -> None:
        self._rows[event.device] = here.device
        key = event.id, event.item
        if event.id != here.id:
            self._ids[key] = here.id
        else:
            self._ids.pop(key, None)
