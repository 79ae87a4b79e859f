"""Which cards to review today so that most are recalled on the day of the interview.

New and due cards stand in one list, ordered by the recall that a second spent on each buys on that day. A card may
come once its recall has fallen below a target that rises to the day; in the last two days every card may. Nothing is
remembered from one day to the next, so a missed day needs no repair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, inf
from typing import NamedTuple

from quiz.scheduling.plan_memory import Card, Curve, Opened
from quiz.scheduling.worth import FIRST_RATINGS, USUAL_PACE, Pace, gain, gain_of_a_new_card

PRICE = 3e-4  # cards per second below which a review is not worth its time: ten minutes for 0.18 cards
_LAST = 2  # days before the interview in which every card may come
_UNTOUCHED = 0.3  # share of the time, at its end, in which no new card is planned any more


class Pick(NamedTuple):
    """The recall that a second on a card buys, its place in the deck, and the seconds it is expected to take."""

    value: float
    place: int
    seconds: float


@dataclass(frozen=True)
class SoFar:
    """What was done today: new cards met, seconds spent, and the places of the cards that were put off."""

    introduced: int = 0
    spent: float = 0.0
    aside: frozenset[int] = frozenset()


FRESH = SoFar()


@dataclass(frozen=True)
class Choice:
    """What is worth doing today, best first: what fits into the day's time, and what does not."""

    taken: tuple[Pick, ...]
    rest: tuple[Pick, ...]

    @property
    def seconds(self) -> float:
        """How long all that is taken is expected to take."""
        return sum(pick.seconds for pick in self.taken)

    def bought_by(self, seconds: float) -> float:
        """The cards that so many seconds beyond the day's time would add to those recalled on the day."""
        more = cut(self.rest, seconds)
        return sum(pick.value * pick.seconds for pick in more.taken)


@dataclass(frozen=True)
class Plan:
    """The terms of a plan. Days are ordinals; `created` is the day on which the date was set.

    `seconds`: of study a day. `m`: see `quiz.scheduling.plan_calibration`. `slow`: how many times as long as usual each
    card of the deck takes; empty when nothing is known of it. `kin`: a number for each card of the deck, the same for
    those of which one is asked on a day; empty when each stands alone.
    """

    date: int
    created: int
    seconds: float = inf
    price: float = PRICE
    m: float = 1.0
    pace: Pace = USUAL_PACE
    slow: tuple[float, ...] = ()
    kin: tuple[int, ...] = ()
    first_ratings: tuple[float, ...] = FIRST_RATINGS
    curve: Curve = field(default_factory=Curve, compare=False)

    def choose(self, cards: Sequence[Card], today: int, so_far: SoFar = FRESH) -> Choice:
        """What is left to do today, a day before the date. `cards` stand in the order in which new ones are met."""
        picks = [*self._due(cards, today, so_far.aside), *self._new(cards, today, so_far)]
        return cut(self._apart(sorted(picks, reverse=True)), self.seconds - so_far.spent)

    def _apart(self, picks: list[Pick]) -> list[Pick]:
        """Of each kin the best; what the others would have taken is there for more cards."""
        if not self.kin:
            return picks
        best: dict[int, Pick] = {}
        for pick in picks:
            best.setdefault(self.kin[pick.place], pick)
        return list(best.values())

    def _due(self, cards: Sequence[Card], today: int, aside: frozenset[int]) -> Iterator[Pick]:
        allowed, bend = self._allowed(today)
        recall, m = self.curve.recall, self.m
        soonest = m * self.curve.days_until(1 - allowed)  # no card of this stability comes before: most need no more
        for place, card in enumerate(cards):
            if card is None or today - card.last < soonest * card.stability or card.last >= today or place in aside:
                continue
            chance = recall(card.stability * m, today - card.last)
            if 1 - chance >= allowed * (1 + bend * card.stability):
                pick = self._review(place, card, chance, today)
                if pick.value > self.price:
                    yield pick

    def _allowed(self, today: int) -> tuple[float, float]:
        """How much may be forgotten before a card comes, and how much more of it for each day of stability."""
        left, dear = self.date - today, self.price / 4e-4
        if left <= _LAST:
            return 0.0, 0.0
        return min(0.6, 0.16 * dear**0.2, 0.011 * dear**0.75 * left), 0.05 * min(1.0, (left - 3) / 3)

    def _review(self, place: int, card: Opened, chance: float, today: int) -> Pick:
        """What reviewing an opened card buys, which is recalled now with probability `chance`."""
        seconds = self.longer(place) * self.pace.expected(chance)
        return Pick(gain(self.curve, card, today, self.date - today, chance, self.m) / seconds, place, seconds)

    def longer(self, place: int) -> float:
        """How many times as long as usual this card takes."""
        return self.slow[place] if self.slow else 1.0

    def _new(self, cards: Sequence[Card], today: int, so_far: SoFar) -> Iterator[Pick]:
        """New cards at an even pace, so that the last one is met when 30 % of the time is left."""
        unseen = [place for place, card in enumerate(cards) if card is None]
        days = self.date - max(_LAST, int(_UNTOUCHED * (self.date - self.created))) - today
        portion = ceil((len(unseen) + so_far.introduced) / days) - so_far.introduced if days >= 1 else len(unseen)
        bought = gain_of_a_new_card(self.curve, self.date - today, self.m, self.first_ratings)
        ready = [place for place in unseen if place not in so_far.aside]
        for number, place in enumerate(ready[: max(0, portion)]):
            yield Pick(bought / self.pace.new - 1e-9 * number, place, self.pace.new)


def cut(picks: Sequence[Pick], seconds: float) -> Choice:
    """As many as fit into so many seconds, in their order."""
    for number, pick in enumerate(picks):
        seconds -= pick.seconds
        if seconds < 0:
            return Choice(tuple(picks[:number]), tuple(picks[number:]))
    return Choice(tuple(picks), ())
