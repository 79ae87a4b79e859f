"""Prerequisites: an order that respects them, and their cycles."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def prerequisites_first(names: Sequence[str], needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The names in their order, except that each waits for what it needs; members of a cycle come last."""
    place = {name: number for number, name in enumerate(names)}
    missing = {name: {need for need in needs.get(name, ()) if need in place} for name in names}
    waiting = defaultdict(list)
    for name, required in missing.items():
        for need in required:
            waiting[need].append(name)
    ready = [place[name] for name in names if not missing[name]]
    ordered = []
    while ready:
        name = names[heapq.heappop(ready)]
        ordered.append(name)
        for later in waiting[name]:
            missing[later].discard(name)
            if not missing[later]:
                heapq.heappush(ready, place[later])
    done = set(ordered)
    return ordered + [name for name in names if name not in done]


def cycles(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Cycles of prerequisites, each begun and ended by the same name; one of each knot."""
    graph = {name: set(required) for name, required in needs.items()}
    found = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            cycle = list(error.args[1])  # each name is needed by the next
            found.append(cycle[::-1])
            graph[cycle[1]].discard(cycle[0])
        else:
            return found
