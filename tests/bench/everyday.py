"""Days without an interview ahead: in which order, when minutes are short, and on which day a card comes back.

`python tests/bench/everyday.py` prints the tables of docs/scheduling.md. The learners are those of readiness.py; the
same seed gives the same learners, outcomes and missed days to every order.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, pstdev

import numpy as np

from quiz.scheduling.fsrs6 import PUBLISHED, Fsrs
from quiz.scheduling.plan_memory import Curve
from quiz.scheduling.spread import Load, near, nothing_due, spread
from quiz.scheduling.worth import FIRST_RATINGS, HORIZON, gain_of_a_new_card

if "bench_readiness" not in sys.modules:
    SPEC = importlib.util.spec_from_file_location("bench_readiness", Path(__file__).with_name("readiness.py"))
    sys.modules["bench_readiness"] = importlib.util.module_from_spec(SPEC)
    SPEC.loader.exec_module(sys.modules["bench_readiness"])
bench = sys.modules["bench_readiness"]

WEIGHTS = np.array(PUBLISHED)
ORDERS = ("lowest recall", "highest recall", "least stable", "gain a second", "one list by gain")
PASSES = (0.224, 0.631, 0.145)  # shares of Hard, Good and Easy


def gains(learners, day: int, horizon: int):
    """What a second on each card buys `horizon` days ahead: `quiz.scheduling.worth` for all cards of all learners."""
    s, d, elapsed = learners.believed.stability, learners.believed.difficulty, np.maximum(day - learners.last, 0)
    chance, ease = bench.recall(WEIGHTS, s, elapsed), np.ones_like(s)
    passed, failed = (
        bench.recall(WEIGHTS, bench.next_stability(WEIGHTS, s, d, chance, np.full(s.shape, rating), ease), horizon)
        for rating in (3, 1)
    )
    without = bench.recall(WEIGHTS, s, elapsed + horizon)
    seconds = chance * bench.PACE.passed + (1 - chance) * bench.PACE.failed
    return (chance * passed + (1 - chance) * failed - without) / seconds


def order(name: str, new_per_day: int, horizon: int = HORIZON):
    """A policy for `Learners.study`: what FSRS at .90 says is due, and the day's new cards."""
    value_of_new = gain_of_a_new_card(Curve(), horizon) / bench.PACE.new

    def scores(learners, day: int):
        elapsed = day - learners.last
        due = learners.seen & (elapsed >= np.maximum(1, np.round(learners.believed.stability)))
        unseen = ~learners.seen
        new = unseen & (np.cumsum(unseen, 1) <= new_per_day)
        recall, late = learners.believed.recall(np.maximum(elapsed, 0)), -1e-9 * np.arange(bench.CARDS)
        value, first = {
            "lowest recall": (2 - recall, 0.5),
            "highest recall": (1 + recall, 0.5),
            "least stable": (1 + 1 / (1 + learners.believed.stability), 0.5),
            "gain a second": (1 + gains(learners, day, horizon), 0.5),
            "one list by gain": (gains(learners, day, horizon), value_of_new),
        }[name]
        return np.where(due, value, np.where(new, first + late, -np.inf))

    return scores


@dataclass(frozen=True)
class Away:
    """Half an hour a day until the learner goes away, then so many minutes a day once back."""

    name: str
    new_per_day: int
    away: tuple[int, int]
    minutes: float
    days: int

    def recalled(self, order_name: str, number: int, seed: int = 21) -> list[float]:
        """Mean true recall over all 300 cards, unseen ones included, on each day from the return on."""
        learners = bench.Learners.draw(number, self.days, seed)
        learners.missed[slice(*self.away)] = True
        shares = []
        for day in range(self.days):
            back = day >= self.away[1]
            if back:
                shares.append(float(np.where(learners.seen, learners.true.recall(day - learners.last), 0).mean()))
            policy = order(order_name if back else "lowest recall", self.new_per_day)
            learners.study(day, policy(learners, day), 60 * (self.minutes if back else 30))
        return shares


KNOWN = Away("all cards met, a month away, 3 min a day", 20, (45, 75), 3, 110)
HALF = Away("half of them met, two weeks away, 5 min a day", 8, (20, 34), 5, 70)
FEW = Away("two thirds met, a week away, 4 min a day", 8, (25, 32), 4, 67)


Rule = Callable[[int, float, Load], int]


def by_chance(plain: int, chance: float, load: Load) -> int:
    return spread((1, plain, 2 * plain), 0, 36_500, chance, nothing_due)[1]


def the_least(plain: int, chance: float, load: Load) -> int:
    low, high = near(plain)
    first = low + int(chance * (high - low + 1))
    return min((*range(first, high + 1), *range(low, first)), key=load)


def below_the_line(plain: int, chance: float, load: Load) -> int:
    return spread((1, plain, 2 * plain), 0, 36_500, chance, load)[1]


def year(rule: Rule, seed: int, days: int = 365, new: int = 10) -> tuple[float, float, float]:
    """Distance of a day's reviews from the mean of its week, mean of chosen over plain intervals, recall at reviews."""
    rng, fsrs = random.Random(seed), Fsrs()
    due: list[list[tuple[float, float, int]]] = [[] for _ in range(days + 5000)]
    ratios, recalls = [], []
    for day in range(days):
        met = [(*fsrs.first(rating), rating) for rating in rng.choices((1, 2, 3, 4), FIRST_RATINGS, k=new)]
        for s, d, last in due[day]:
            recalls.append(fsrs.recall(s, day - last))
            rating = rng.choices((2, 3, 4), PASSES)[0] if rng.random() < recalls[-1] else 1
            met.append((*fsrs.reviewed(s, d, rating, day - last), rating))
        for s, d, rating in met:
            plain = max(1, round(s))
            ahead = 1 if rating == 1 else rule(plain, rng.random(), lambda ahead, day=day: len(due[day + ahead]))
            due[day + ahead].append((s, d, day))
            if rating > 1 and plain > 2:
                ratios.append(ahead / plain)
    counts = [len(cards) for cards in due[:days]]
    around = [counts[day] - mean(counts[day - 3 : day + 4]) for day in range(days // 3, days - 3)]
    return pstdev(around), mean(ratios), mean(recalls)


def main() -> None:
    print("| due cards first by | " + " | ".join(away.name for away in (KNOWN, HALF, FEW)) + " |")
    print("|---|---|---|---|")
    for name in ORDERS:
        cells = [f"{100 * mean(away.recalled(name, 40)):.1f}" for away in (KNOWN, HALF, FEW)]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    print("\n| day | from the mean of its week | intervals | recall |")
    print("|---|---|---|---|")
    for rule in (by_chance, the_least, below_the_line):
        rough, ratio, recall = (mean(column) for column in zip(*(year(rule, seed) for seed in range(5)), strict=True))
        print(
            f"| {rule.__name__.replace('_', ' ')} | {rough:.1f} | {100 * (ratio - 1):+.1f} % | {recall:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
