"""Which card comes next in one sitting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """The cards of a sitting. A value: `answered` and `without` return the queue that follows.

    `waiting` holds failed cards with the moment (UTC) at which each comes back.
    """

    due: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    waiting: tuple[tuple[datetime, str], ...] = ()

    def __contains__(self, item: str) -> bool:
        return item in self.due or item in self.new or any(item == card for _, card in self.waiting)

    @property
    def counts(self) -> Counts:
        return Counts(len(self.due), len(self.new), len(self.waiting))

    def next(self, now: Instant) -> str | None:
        """A failed card whose time has come, else the next due one, else a new one, else a failed one ahead of time.

        None when nothing is left within the learn-ahead time.
        """
        if self.waiting and self.waiting[0][0] <= now.utc:
            return self.waiting[0][1]
        for cards in (self.due, self.new):
            if cards:
                return cards[0]
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
        return Queue(
            tuple(card for card in self.due if card != item),
            tuple(card for card in self.new if card != item),
            tuple(pair for pair in self.waiting if pair[1] != item),
        )


def build(
    due: Mapping[str, float],
    new: Sequence[str],
    failed: Mapping[str, datetime],
    *,
    new_per_day: int,
    introduced: int,
) -> Queue:
    """The queue at the start of a sitting.

    due: card to its predicted recall, lowest first; at equal recall the given order holds. new: unseen cards in
    course order, of which the day's limit less the `introduced` ones of today are taken. failed: card to the
    moment (UTC) of its Again.
    """
    allowed = max(0, new_per_day - introduced)
    waiting = sorted((moment + AGAIN_AFTER, item) for item, moment in failed.items())
    return Queue(tuple(sorted(due, key=due.__getitem__)), tuple(new[:allowed]), tuple(waiting))
