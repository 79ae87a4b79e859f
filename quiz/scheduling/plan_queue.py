"""The queue of a sitting that follows a plan: new and due cards in one order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quiz.scheduling.day import Instant
from quiz.scheduling.queue import AGAIN_AFTER, Queue


@dataclass(frozen=True)
class PlannedQueue(Queue):
    """`due` and `new` say what the cards are, `order` which comes first."""

    order: tuple[str, ...] = ()

    def next(self, now: Instant) -> str | None:
        """A failed card whose time has come, else the next in order, else a failed one ahead of time."""
        return Queue(self.order, waiting=self.waiting).next(now)

    def without(self, item: str) -> PlannedQueue:
        """The queue with `item` taken out, wherever it stands."""
        rest = super().without(item)
        return PlannedQueue(rest.due, rest.new, rest.waiting, tuple(card for card in self.order if card != item))


def planned(order: Sequence[str], seen: Collection[str], failed: Mapping[str, datetime]) -> PlannedQueue:
    """The queue at the start of a sitting.

    order: today's cards, best first, of which those in `seen` are due and the others new. failed: card to the moment
    (UTC) of its Again.
    """
    cards = [card for card in order if card not in failed]
    due = tuple(card for card in cards if card in seen)
    new = tuple(card for card in cards if card not in seen)
    waiting = sorted((moment + AGAIN_AFTER, item) for item, moment in failed.items())
    return PlannedQueue(due, new, tuple(waiting), tuple(cards))
