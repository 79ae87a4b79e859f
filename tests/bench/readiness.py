"""Planning for a date against plain FSRS and cramming, at equal minutes, on simulated learners.

`python tests/bench/readiness.py` prints the tables of docs/plan.md. A learner has FSRS weights and card difficulties of
their own; every policy sees the ratings only. The same seed gives the same learners, outcomes and missed days to every
policy, so that differences are paired.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from quiz.scheduling.fsrs6 import PUBLISHED
from quiz.scheduling.plan import Plan
from quiz.scheduling.plan_calibration import Calibration
from quiz.scheduling.plan_chance import draw
from quiz.scheduling.plan_forecast import DECK, FUTURES, UNIT, Future, Range, if_followed, if_stopped, imagine
from quiz.scheduling.plan_memory import Card, Curve, Opened
from quiz.scheduling.plan_outlook import Review, tally
from quiz.scheduling.worth import FIRST_RATINGS, Pace

Array = NDArray[np.float64]
Policy = Callable[["Learners", int], Array]

CARDS, UNITS = 300, 16
PASSES = (0.224, 0.631, 0.145)  # shares of Hard, Good and Easy, as in fsrs-rs's simulator
MISSED = 0.15
SPREAD = 1.3  # of the learners' weights; default weights then miss by as much as on real collections
PRICES = (1e-4, 3e-4, 1.1e-3, 5e-3, 2e-2)
RETENTIONS = (0.3, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93)
EARLY = 0.7  # share of the time in which new cards are met, as in the plan
PACE, CURVE = Pace(), Curve()
UNIT_OF = np.arange(CARDS) * UNITS // CARDS


def recall(weights: Array, stability: Array, days: Array) -> Array:
    """FSRS-6's forgetting curve; `weights` has 21 rows."""
    return (1 + (0.9 ** (-1 / weights[20]) - 1) * days / stability) ** -weights[20]


def first_difficulty(w: Array, rating: Array) -> Array:
    return w[4] - np.exp(w[5] * (rating - 1)) + 1


def next_difficulty(w: Array, difficulty: Array, rating: Array) -> Array:
    moved = difficulty - (10 - difficulty) * w[6] * (rating - 3) / 9
    return np.clip(w[7] * first_difficulty(w, np.full_like(difficulty, 4)) + (1 - w[7]) * moved, 1, 10)


def next_stability(w: Array, s: Array, d: Array, r: Array, rating: Array, ease: Array) -> Array:
    """FSRS-6's stability after a review at recall `r`; `ease` multiplies what a pass gains."""
    factor = np.where(rating == 2, w[15], 1) * np.where(rating == 4, w[16], 1)
    passed = s * (1 + ease * np.exp(w[8]) * (11 - d) * s ** -w[9] * (np.exp((1 - r) * w[10]) - 1) * factor)
    failed = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * np.exp((1 - r) * w[14])
    return np.clip(np.where(rating == 1, np.minimum(failed, s / np.exp(w[17] * w[18])), passed), 0.001, 36500)


@dataclass(frozen=True)
class Ease:
    """How easy each card is: factors of its first stability and of what a pass adds."""

    first: Array
    later: Array


@dataclass
class Memories:
    """Stability and difficulty of every card of every learner, under one set of weights a learner (21, learners, 1)."""

    weights: Array
    stability: Array
    difficulty: Array

    def recall(self, elapsed: Array) -> Array:
        return recall(self.weights, self.stability, elapsed)

    def review(self, where: tuple[Array, Array], rating: Array, elapsed: Array, seen: Array, ease: Ease) -> None:
        """Follow reviews of the cards at `where`, whose stability `ease` multiplies at first sight and at each pass."""
        w = self.weights[:, where[0], 0]
        s, d = self.stability[where], self.difficulty[where]
        began = np.choose(rating - 1, w[:4]) * ease.first[where]
        grown = next_stability(w, s, d, recall(w, s, elapsed), rating, ease.later[where])
        self.stability[where] = np.where(seen, grown, np.maximum(began, 0.001))
        first = np.clip(first_difficulty(w, rating), 1, 10)
        self.difficulty[where] = np.where(seen, next_difficulty(w, d, rating), first)


@dataclass
class Learners:
    """Some learners on the way to a date; `believed` is what FSRS makes of their ratings, `true` their real memory."""

    number: int
    days: int
    believed: Memories
    true: Memories
    ease: Ease
    first: NDArray[np.int64]
    luck: Array
    buttons: Array
    missed: NDArray[np.bool_]
    last: Array = field(init=False)
    seen: NDArray[np.bool_] = field(init=False)
    seconds: Array = field(init=False)
    cards: list[list[Card]] = field(init=False)
    reviews: list[list[Review]] = field(init=False)
    calibrations: list[Calibration] = field(init=False)

    def __post_init__(self) -> None:
        ones = np.ones((self.number, CARDS))
        self.alike = Ease(ones, ones)
        self.last, self.seen = np.zeros((self.number, CARDS)), np.zeros((self.number, CARDS), bool)
        self.seconds = np.zeros((self.number, self.days))
        self.cards = [[None] * CARDS for _ in range(self.number)]
        self.reviews = [[] for _ in range(self.number)]
        self.calibrations = [Calibration.of({}, CURVE.decay)] * self.number

    @classmethod
    def draw(cls, number: int, days: int, seed: int) -> Learners:
        """Learners whose weights scatter about the published ones, and cards that scatter in difficulty."""
        rng = np.random.default_rng(seed)
        plain, w = (np.repeat(np.array(PUBLISHED)[:, None], number, 1) for _ in range(2))
        z, unit, card = (rng.standard_normal(shape) for shape in ((9, number), (number, UNITS), (number, CARDS)))
        w[:4] = np.sort(w[:4] * np.exp(SPREAD * (0.5 * z[0] + 0.3 * z[1:5])), axis=0)
        w[8] += SPREAD * 0.35 * z[5]
        w[10] *= np.exp(SPREAD * 0.2 * z[6])
        w[11] *= np.exp(SPREAD * 0.3 * z[7])
        w[20] = np.clip(w[20] * np.exp(SPREAD * 0.35 * z[8]), 0.1, 0.6)
        ease = np.sqrt(0.3) * unit[:, UNIT_OF] + np.sqrt(0.7) * card
        shown = 0.5 * ease + np.sqrt(0.75) * rng.standard_normal((number, CARDS))
        bounds = [NormalDist().inv_cdf(share) for share in np.cumsum(FIRST_RATINGS)[:3]]
        ones = np.ones((number, CARDS))
        return cls(
            number,
            days,
            believed=Memories(plain[:, :, None], ones.copy(), ones.copy()),
            true=Memories(w[:, :, None], ones.copy(), ones.copy()),
            ease=Ease(np.exp(SPREAD * 0.6 * ease), np.exp(SPREAD * 0.3 * ease)),
            first=1 + np.searchsorted(bounds, shown),
            luck=rng.random((days, number, CARDS)),
            buttons=2 + np.searchsorted(np.cumsum(PASSES)[:2], rng.random((days, number, CARDS))),
            missed=rng.random((days, number)) < MISSED,
        )

    def study(self, day: int, scores: Array, cap: float) -> None:
        """One day: the cards with a score, best first, as many as fit into `cap` seconds."""
        elapsed = day - self.last
        failed = self.luck[day] > np.where(self.seen, self.true.recall(np.maximum(elapsed, 0)), 0)
        cost = np.where(self.seen, np.where(failed, PACE.failed, PACE.passed), PACE.new)
        order = np.argsort(-scores, axis=1, kind="stable")
        wanted = np.take_along_axis(np.isfinite(scores), order, 1) & ~self.missed[day][:, None]
        fits = np.cumsum(np.where(wanted, np.take_along_axis(cost, order, 1), 0), 1) <= cap
        chosen = np.zeros_like(self.seen)
        np.put_along_axis(chosen, order, wanted & fits, 1)
        self.seconds[:, day] = np.where(chosen, cost, 0).sum(1)
        where = np.nonzero(chosen)
        seen = self.seen[where]
        rating = np.where(seen, np.where(failed[where], 1, self.buttons[day][where]), self.first[where])
        self._note(where, rating, elapsed[where], seen)
        self.true.review(where, rating, elapsed[where], seen, self.ease)
        self.believed.review(where, rating, elapsed[where], seen, self.alike)
        self.last[where], self.seen[where] = day, True
        for learner, card in zip(*where, strict=True):
            known = self.believed
            self.cards[learner][card] = Opened(known.stability[learner, card], known.difficulty[learner, card], day)

    def _note(self, where: tuple[Array, Array], rating: Array, elapsed: Array, seen: Array) -> None:
        """Calibrate by the day's reviews: what was known before is the prior."""
        predicted, today = recall(np.array(PUBLISHED), self.believed.stability[where], elapsed), {}
        for learner, card, score, share, known in zip(*where, rating, predicted, seen, strict=True):
            if known:
                today.setdefault(learner, []).append((str(card), float(share), bool(score > 1)))
        for learner, reviews in today.items():
            self.reviews[learner] += reviews
            before = self.calibrations[learner]
            self.calibrations[learner] = Calibration.of(tally(reviews), CURVE.decay, before)

    def recalled(self) -> Array:
        """The true recall of each card on the date."""
        return np.where(self.seen, self.true.recall(self.days - self.last), 0)


def fsrs(retention: float, cram: int = 0) -> Policy:
    """FSRS: due cards, the most forgotten first, then new ones at an even pace; in the last days, new and all cards."""

    def scores(learners: Learners, day: int) -> Array:
        left, elapsed = learners.days - day, day - learners.last
        wait = np.maximum(1, np.round(learners.believed.stability * interval(retention)))
        due = learners.seen & (elapsed >= (1 if left <= cram else wait))
        unseen = ~learners.seen
        portion = np.ceil(unseen.sum(1) / max(1, left - max(cram, int((1 - EARLY) * learners.days))))
        new = unseen & (np.cumsum(unseen, 1) <= portion[:, None])
        sunk = 2 - learners.believed.recall(np.maximum(elapsed, 0))
        first = 3.0 if left <= cram else 1.0  # a cram of all that is known would leave no time for the rest
        return np.where(due, sunk, np.where(new, first - np.arange(CARDS) / 1e6, -np.inf))

    return scores


def interval(retention: float) -> float:
    """Days until recall has sunk to `retention`, for a stability of one day."""
    return float((retention ** (-1 / PUBLISHED[20]) - 1) / (0.9 ** (-1 / PUBLISHED[20]) - 1))


def plan_of(learners: Learners, learner: int, cap: float, price: float) -> Plan:
    return Plan(learners.days, 0, cap, price, learners.calibrations[learner].m)


def glide(cap: float, price: float) -> Policy:
    """What the program does, with its own code."""

    def scores(learners: Learners, day: int) -> Array:
        found = np.full((learners.number, CARDS), -np.inf)
        for learner, cards in enumerate(learners.cards):
            if not learners.missed[day, learner]:
                for pick in plan_of(learners, learner, 1.2 * cap, price).choose(cards, day).taken:
                    found[learner, pick.place] = pick.value
        return found

    return scores


@dataclass(frozen=True)
class Outcome:
    """By learner: recall on the date from 0 to 1, minutes in all and on the busiest day."""

    recall: Array
    minutes: Array
    busiest: Array


def run(
    policy: Policy, learners: Learners, cap: float, watch: Callable[[Learners, int], None] | None = None
) -> Outcome:
    """Follow a policy up to the date; `watch` looks on before each day."""
    for day in range(learners.days):
        if watch:
            watch(learners, day)
        learners.study(day, policy(learners, day), cap)
    minutes = learners.seconds / 60
    return Outcome(learners.recalled().mean(1), minutes.sum(1), minutes.max(1))


def at(minutes: Array, outcomes: Sequence[Outcome]) -> Array:
    """By learner, the recall that a family of policies reaches within these minutes: its upper envelope.

    NaN where even its shortest member takes longer, by more than two parts in a hundred.
    """
    found = np.empty_like(minutes)
    for learner, limit in enumerate(minutes):
        points = sorted((each.minutes[learner], each.recall[learner]) for each in outcomes)
        spent, reached = (np.array(column) for column in zip(*points, strict=True))
        limit = spent[0] if 0.98 * spent[0] <= limit < spent[0] else limit
        found[learner] = np.interp(limit, spent, np.maximum.accumulate(reached), left=np.nan)
    return found


@dataclass
class Coverage:
    """How often the truth lay inside the ranges that the program would have shown, and how wide those were."""

    inside: list[bool] = field(default_factory=list)
    width: list[float] = field(default_factory=list)

    def add(self, shown: Range, truth: float) -> None:
        self.inside.append(bool(shown.low <= truth <= shown.high))
        self.width.append(shown.high - shown.low)

    def __str__(self) -> str:
        return f"{np.mean(self.inside):.2f} ({100 * np.mean(self.width):.0f} points)" if self.inside else "–"


def stopped_coverage(learners: Learners) -> tuple[Coverage, Coverage]:
    """Of "if you stopped today", at this moment: for decks, and for units with a card seen."""
    deck, units, truth = Coverage(), Coverage(), learners.recalled()
    for learner, cards in enumerate(learners.cards):
        calibration = learners.calibrations[learner]
        deck.add(if_stopped(cards, learners.days, calibration, CURVE, DECK), truth[learner].mean())
        prior = calibration.for_a_unit()
        for unit in range(UNITS):
            members = [card for card, owner in zip(cards, UNIT_OF, strict=True) if owner == unit]
            if any(members):  # a unit not yet begun is shown without a range
                own = tally(each for each in learners.reviews[learner] if UNIT_OF[int(each[0])] == unit)
                shown = if_stopped(members, learners.days, Calibration.of(own, CURVE.decay, prior), CURVE, UNIT)
                units.add(shown, truth[learner][unit == UNIT_OF].mean())
    return deck, units


def futures(learners: Learners, day: int, cap: float, price: float) -> list[list[Future]]:
    """By learner, the imagined futures of `day`."""

    def of_one(learner: int) -> list[Future]:
        chances = draw(learners.calibrations[learner], MISSED, learners.days - day, FUTURES, f"{day} {learner}")
        plan = plan_of(learners, learner, cap, price)
        return [imagine(learners.cards[learner], day, plan, chance) for chance in chances]

    return [of_one(learner) for learner in range(learners.number)]


def followed_coverage(learners: Learners, imagined: Sequence[list[Future]]) -> tuple[Coverage, Coverage]:
    """Of "if you follow the plan", which was done since: for decks and for units."""
    deck, units, truth = Coverage(), Coverage(), learners.recalled()
    for learner, found in enumerate(imagined):
        deck.add(if_followed(found, range(CARDS), DECK), truth[learner].mean())
        for unit in range(UNITS):
            members = [int(card) for card in np.nonzero(unit == UNIT_OF)[0]]
            units.add(if_followed(found, members, UNIT), truth[learner][members].mean())
    return deck, units


def compare(number: int, days: int, cap: float, seed: int, prices: Sequence[float] = PRICES) -> str:
    """A row of the table: recall at the minutes of FSRS .90, and what the plan gains over each rival."""

    def family(policies: Sequence[Policy]) -> list[Outcome]:
        return [run(policy, Learners.draw(number, days, seed), cap) for policy in policies]

    base = run(fsrs(0.9), Learners.draw(number, days, seed), cap)
    ours = at(base.minutes, family([glide(cap, price) for price in prices]))
    cells = [
        f"{days}",
        f"{base.minutes.mean():.0f}",
        f"{100 * ours[np.isfinite(ours)].mean():.1f}",
        gain(ours, base.recall),
    ]
    for cram in (1, 3):
        rivals = family([fsrs(retention, cram) for retention in RETENTIONS])
        cells.append(gain(ours, at(base.minutes, rivals)))
    return f"| {' | '.join(cells)} |"


def gain(ours: Array, theirs: Array) -> str:
    """The mean paired difference in points and half its 95 % interval, where there are both for most learners."""
    difference = 100 * (ours - theirs)
    difference = difference[np.isfinite(difference)]
    if len(difference) < len(ours) / 2:
        return "–"
    return f"{difference.mean():+.1f} ± {1.96 * difference.std() / np.sqrt(len(difference)):.1f}"


def honesty(number: int, days: int, cap: float, seed: int, price: float = 3e-4) -> list[str]:
    """Rows of the table of ranges: half-way, a week and three days before, and on the date."""
    learners, rows, pending = Learners.draw(number, days, seed), [], {}
    moments = sorted({days // 2, max(1, days - 7), days - 3})

    def watch(learners: Learners, day: int) -> None:
        if day in moments:
            rows.append((days - day, *stopped_coverage(learners)))
            pending[days - day] = futures(learners, day, cap, price)

    run(glide(cap, price), learners, cap, watch)
    return [
        f"| {days} | {left} | {deck} | {units} | {' | '.join(map(str, followed_coverage(learners, pending[left])))} |"
        for left, deck, units in rows
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--days", type=int, nargs="+", default=[7, 14, 30, 45, 90])
    parser.add_argument("--minutes", type=int, default=30, help="a day at most (default 30)")
    parser.add_argument("--seed", type=int, default=21)
    chosen = parser.parse_args()
    cap = 60.0 * chosen.minutes
    print(f"{chosen.learners} learners, {CARDS} cards, at most {chosen.minutes} min a day\n")
    print("| days | minutes | recalled, % | over FSRS .90 | over FSRS + 1-day cram | over FSRS + 3-day cram |")
    print("|---|---|---|---|---|---|")
    for days in chosen.days:
        print(compare(chosen.learners, days, cap, chosen.seed), flush=True)
    print("\n| days | left | stopped: deck | stopped: units | followed: deck | followed: units |")
    print("|---|---|---|---|---|---|")
    for days in chosen.days:
        print("\n".join(honesty(chosen.learners, days, cap, chosen.seed)), flush=True)


if __name__ == "__main__":
    main()
