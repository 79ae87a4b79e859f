"""What will be recalled on the day: if nothing more is done, and if the plan is followed."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp
from typing import NamedTuple

from quiz.scheduling.plan import FRESH, Plan, SoFar
from quiz.scheduling.plan_calibration import GRID, Calibration
from quiz.scheduling.plan_chance import MOST, Chance
from quiz.scheduling.plan_memory import Card, Curve

DECK, UNIT = 0.01, 0.02  # by which a range is widened on both sides, for what the model leaves out
FUTURES = 20
_LOW, _HIGH = 0.1, 0.9
_HASTE = 1.2  # a day's list is made this much longer than its time, since reviews may go faster than expected


@dataclass(frozen=True)
class Range:
    """A share of the cards from 0 to 1: what is expected, and between what it lies with a probability of 80 %."""

    mean: float
    low: float
    high: float

    def raised_to(self, other: Range) -> Range:
        """This range, nowhere below the other one."""
        return Range(*map(max, zip(self._shares, other._shares, strict=True)))

    @property
    def percent(self) -> tuple[int, int, int]:
        """The three in whole percent; 100 stands for all cards only."""
        mean, low, high = (100 if share >= 1 else min(99, round(100 * share)) for share in self._shares)
        return mean, low, high

    @property
    def _shares(self) -> tuple[float, float, float]:
        return self.mean, self.low, self.high


class Future(NamedTuple):
    """What became of following a plan: the recall of each card on the day, and the seconds spent on each day till then.

    The first of the days is today.
    """

    recall: list[float]
    seconds: list[float]


def if_stopped(cards: Sequence[Card], date: int, calibration: Calibration, curve: Curve, slack: float) -> Range:
    """The share of `cards`, of which there is at least one, recalled on `date` without another review.

    A card never seen counts as not recalled.
    """
    opened = [card for card in cards if card]
    if not opened:
        return Range(0.0, 0.0, 0.0)
    stretches = [exp(value) for value in GRID]
    days = [(card.stability, max(0, date - card.last)) for card in opened]
    shares = [sum(curve.recall(s * m, t) for s, t in days) / len(cards) for m in stretches]
    mean = sum(weight * share for weight, share in zip(calibration.weights, shares, strict=True))
    low, high = calibration.quantile(shares, _LOW), calibration.quantile(shares, _HIGH)
    return Range(mean, max(0.0, low - slack), min(len(opened) / len(cards), high + slack))


def if_followed(futures: Sequence[Future], members: Sequence[int], slack: float) -> Range:
    """The share of the cards `members` recalled on the day over imagined futures (see `imagine`)."""
    shares = sorted(sum(future.recall[place] for place in members) / len(members) for future in futures)
    mean, low, high = sum(shares) / len(shares), _between(shares, _LOW), _between(shares, _HIGH)
    return Range(mean, max(0.0, min(mean, low) - slack), min(1.0, max(mean, high) + slack))


def imagine(cards: Sequence[Card], today: int, plan: Plan, chance: Chance, so_far: SoFar = FRESH) -> Future:
    """The future in which the plan is followed and chance brings this."""
    deck, seconds = list(cards), []
    recall, m = plan.curve.recall, chance.m
    for day, (studied, luck) in enumerate(zip(chance.studied, chance.luck(len(deck)), strict=True), today):
        seconds.append(_study(deck, day, plan, m, luck, so_far if day == today else FRESH) if studied else 0.0)
    return Future([recall(c.stability * m, max(0, plan.date - c.last)) if c else 0.0 for c in deck], seconds)


def _study(deck: list[Card], day: int, plan: Plan, m: float, luck: Sequence[int], so_far: SoFar) -> float:
    """One day of following the plan, until its time is over; the seconds that were spent on it."""
    longer, spent = replace(plan, seconds=_HASTE * plan.seconds), so_far.spent
    for pick in longer.choose(deck, day, so_far).taken:
        if spent > plan.seconds:
            break
        card, lucky = deck[pick.place], luck[pick.place] / MOST
        if card is None:
            deck[pick.place] = plan.curve.first(_first_rating(plan.first_ratings, lucky), day)
            spent += plan.pace.new
        else:
            passed = lucky >= 1 - plan.curve.recall(card.stability * m, day - card.last)
            deck[pick.place] = plan.curve.reviewed(card, passed, day)
            spent += plan.longer(pick.place) * (plan.pace.passed if passed else plan.pace.failed)
    return spent


def _first_rating(shares: Sequence[float], luck: float) -> int:
    """The rating of a new card, where the four have these shares."""
    return 1 + bisect(list(accumulate(shares)), luck * sum(shares), hi=3)


def _between(values: Sequence[float], share: float) -> float:
    """The quantile of sorted values, straight between neighbours."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
