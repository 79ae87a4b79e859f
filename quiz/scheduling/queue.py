"""Which card comes next in one sitting."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating

AGAIN_AFTER = timedelta(minutes=10)
LEARN_AHEAD = timedelta(minutes=20)


@dataclass(frozen=True)
class Counts:
    """Cards left in the sitting: due, new, and failed ones that come back."""

    due: int
    new: int
    again: int

    @property
    def total(self) -> int:
        return self.due + self.new + self.again


@dataclass(frozen=True)
class Queue:
    """The cards of a sitting, in order. A value: `answered` and `without` return the queue that follows.

    `new` holds those of `order` that were never reviewed, `waiting` failed cards with the moment (UTC) at which each
    comes back.
    """

    order: tuple[str, ...] = ()
    new: frozenset[str] = frozenset()
    waiting: tuple[tuple[datetime, str], ...] = ()

    def __contains__(self, item: str) -> bool:
        return item in self.order or any(item == card for _, card in self.waiting)

    @property
    def items(self) -> tuple[str, ...]:
        """Every card that is left, the failed ones last."""
        return (*self.order, *(item for _, item in self.waiting))

    @property
    def counts(self) -> Counts:
        return Counts(len(self.order) - len(self.new), len(self.new), len(self.waiting))

    def next(self, now: Instant) -> str | None:
        """A failed card whose time has come, else the next in order, else a failed one ahead of time.

        None when nothing is left within the learn-ahead time.
        """
        if self.waiting and self.waiting[0][0] <= now.utc:
            return self.waiting[0][1]
        if self.order:
            return self.order[0]
        if self.waiting and self.waiting[0][0] <= now.utc + LEARN_AHEAD:
            return self.waiting[0][1]
        return None

    def answered(self, item: str, rating: int, now: Instant) -> Queue:
        """The queue after a rating: a card rated Again comes back after ten minutes, any other one is done."""
        rest = self.without(item)
        if rating != Rating.AGAIN:
            return rest
        return replace(rest, waiting=tuple(sorted((*rest.waiting, (now.utc + AGAIN_AFTER, item)))))

    def without(self, item: str) -> Queue:
        """The queue with `item` taken out, wherever it stands."""
        order = self.order
        if item in order:  # for the first of many thousands that is quicker than to look at each
            place = order.index(item)
            order = order[:place] + order[place + 1 :]
        return Queue(order, self.new - {item}, tuple(pair for pair in self.waiting if pair[1] != item))


def build(order: Sequence[str], new: Collection[str], failed: Mapping[str, datetime]) -> Queue:
    """The queue at the start of a sitting.

    order: the cards that are asked, of which those in `new` were never reviewed. failed: card to the moment (UTC) of
    its Again; it waits, wherever it stands in the order.
    """
    cards = tuple(card for card in order if card not in failed)
    waiting = sorted((moment + AGAIN_AFTER, item) for item, moment in failed.items())
    return Queue(cards, frozenset(cards).intersection(new), tuple(waiting))
