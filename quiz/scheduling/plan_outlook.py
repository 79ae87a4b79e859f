"""The way to the interview at one moment: how much would be recalled on the day, and what today can add to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from quiz.scheduling.plan import PRICE, Choice, Plan, SoFar
from quiz.scheduling.plan_calibration import Calibration, Tally, bin_of
from quiz.scheduling.plan_chance import draw
from quiz.scheduling.plan_forecast import DECK, FUTURES, UNIT, Future, Range, if_followed, if_stopped, imagine
from quiz.scheduling.plan_memory import Card

TEN_MINUTES = 600.0  # seconds
LITTLE = PRICE * TEN_MINUTES  # cards: what ten minutes buy at most once all that is worth its time is done
_FEW = 3  # cards seen of a unit; fewer say nothing about it


Review = tuple[str, float, bool]  # item, recall predicted before it, whether it was passed


@dataclass(frozen=True)
class Part:
    """A unit: its title and the places of its cards in the deck, of which there is at least one."""

    title: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Situation:
    """All that an outlook follows from. `cards` is the deck without suspended cards, in learning order.

    `missed`: the probability that a day passes without study.
    """

    interview: date
    day: date
    plan: Plan
    items: tuple[str, ...]
    cards: tuple[Card, ...]
    so_far: SoFar
    missed: float
    reviews: Sequence[Review] = field(repr=False, compare=False)
    calibration: Calibration
    parts: tuple[Part, ...] = ()

    @property
    def days_left(self) -> int:
        return (self.interview - self.day).days

    def choose(self) -> Choice:
        """What is left to do today; nothing on the day itself."""
        if self.days_left < 1:
            return Choice((), ())
        return self.plan.choose(self.cards, self.day.toordinal(), self.so_far)

    def imagine(self) -> list[Future]:
        """Futures in which the plan is followed, the same ones at every look at the same situation.

        With other minutes a day they differ only in what comes of these.
        """
        today, seed = self.day.toordinal(), f"{self.day} {self.interview}"
        chances = draw(self.calibration, self.missed, self.plan.date - today, FUTURES, seed)
        return [imagine(self.cards, today, self.plan, chance, self.so_far) for chance in chances]


@dataclass(frozen=True)
class Prospect:
    """A unit, or the whole deck: its cards, how many were never seen, and the shares recalled on the day."""

    title: str
    cards: int
    unseen: int
    stopped: Range
    followed: Range

    @property
    def of_the_seen(self) -> float:
        """The share recalled, if stopped today, of those that were seen at all."""
        return self.stopped.mean * self.cards / max(1, self.cards - self.unseen)


@dataclass(frozen=True)
class Outlook:
    """The way to the interview.

    `ten_more_minutes`: the cards that they would add to those recalled on the day, beyond today's plan.
    `minutes_a_day`, `fullest_day`: what following it is expected to take on a day of study, and on the fullest one.
    """

    interview: date
    day: date
    ten_more_minutes: float
    minutes_a_day: float
    fullest_day: float
    deck: Prospect
    units: tuple[Prospect, ...]

    @property
    def days_left(self) -> int:
        return (self.interview - self.day).days

    @property
    def weakest(self) -> Prospect | None:
        """The unit of which the seen cards would be recalled least; None where there is nothing to compare."""
        known = [unit for unit in self.units if unit.cards - unit.unseen >= _FEW]
        return min(known, key=lambda unit: unit.of_the_seen) if len(known) > 1 else None

    def as_json(self) -> dict[str, Any]:
        weakest = self.weakest
        figures = asdict(self) | {"interview": self.interview.isoformat(), "day": self.day.isoformat()}
        return figures | {"days_left": self.days_left, "weakest": weakest.title if weakest else None}


def outlook(situation: Situation) -> Outlook:
    """The outlook in a situation with cards. Takes up to a second or two, for it imagines whole futures."""
    cards = situation.cards
    choice, futures = situation.choose(), situation.imagine()
    everything = Part("All cards", tuple(range(len(cards))))
    return Outlook(
        situation.interview,
        situation.day,
        ten_more_minutes=choice.bought_by(TEN_MINUTES),
        minutes_a_day=_mean(s for future in futures for s in future.seconds if s) / 60,
        fullest_day=_mean(max(future.seconds) for future in futures if any(future.seconds)) / 60,
        deck=_prospect(situation, everything, situation.calibration, futures, DECK),
        units=tuple(_prospect(situation, part, _of_unit(situation, part), futures, UNIT) for part in situation.parts),
    )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / max(1, len(found))


def _of_unit(situation: Situation, part: Part) -> Calibration:
    items, prior = {situation.items[place] for place in part.places}, situation.calibration.for_a_unit()
    return Calibration.of(tally(r for r in situation.reviews if r[0] in items), situation.plan.curve.decay, prior)


def tally(reviews: Iterable[Review]) -> Tally:
    """The reviews by what was predicted."""
    counts: dict[int, tuple[int, int]] = {}
    for _, recall, passed in reviews:
        place = bin_of(recall)
        good, bad = counts.get(place, (0, 0))
        counts[place] = (good + passed, bad + (not passed))
    return counts


def _prospect(
    situation: Situation, part: Part, calibration: Calibration, futures: Sequence[Future], slack: float
) -> Prospect:
    cards, plan = [situation.cards[place] for place in part.places], situation.plan
    stopped = if_stopped(cards, plan.date, calibration, plan.curve, slack)
    unseen = sum(card is None for card in cards)
    followed = if_followed(futures, part.places, slack) if situation.days_left else stopped
    # A unit's own reviews decide what stopping means there, those of the deck what going on means, which never costs.
    return Prospect(part.title, len(cards), unseen, stopped, followed.raised_to(stopped))
