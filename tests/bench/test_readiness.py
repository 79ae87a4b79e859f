"""What docs/plan.md claims holds for twenty simulated learners."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import pytest

from quiz.scheduling.plan_memory import Curve, Opened

np = pytest.importorskip("numpy")

SPEC = importlib.util.spec_from_file_location("bench_readiness", Path(__file__).with_name("readiness.py"))
bench = sys.modules["bench_readiness"] = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(bench)

LEARNERS, SEED, CAP = 20, 22, 30 * 60.0


def draw(days):
    return bench.Learners.draw(LEARNERS, days, SEED)


@pytest.mark.parametrize(("days", "prices"), [(14, (1.1e-3, 5e-3)), (30, (1.1e-3, 5e-3)), (90, (3e-4, 1.1e-3))])
def test_at_equal_minutes_the_plan_beats_plain_fsrs_and_is_no_worse_than_cramming(days, prices):
    plain = bench.run(bench.fsrs(0.9), draw(days), CAP)
    plans = [bench.run(bench.glide(CAP, price), draw(days), CAP) for price in prices]
    crams = [bench.run(bench.fsrs(retention, 3), draw(days), CAP) for retention in (0.3, 0.6, 0.75, 0.85)]
    reached = bench.at(plain.minutes, plans)
    assert np.nanmean(reached - plain.recall) >= 0.015
    assert np.nanmean(reached - bench.at(plain.minutes, crams)) >= -0.003
    assert max(plan.busiest.max() for plan in plans) <= CAP / 60


def test_a_deck_that_is_too_large_for_the_minutes_is_learnt_all_the_same():
    """Two weeks at 15 minutes: what is reviewed first decides."""
    outcome = bench.run(bench.glide(CAP / 2, 3e-4), draw(14), CAP / 2)
    assert outcome.recall.mean() >= 0.87
    assert outcome.busiest.max() <= CAP / 2 / 60


def test_the_ranges_that_are_shown_hold_the_truth():
    learners, imagined, stopped = draw(14), [], []

    def a_week_before(learners, day):
        if day == 7:
            stopped.extend(bench.stopped_coverage(learners))
            imagined.extend(bench.futures(learners, day, CAP, 3e-4))

    bench.run(bench.glide(CAP, 3e-4), learners, CAP, a_week_before)
    for coverage in (*stopped, *bench.followed_coverage(learners, imagined)):
        assert np.mean(coverage.inside) >= 0.7


def test_the_learners_of_the_simulation_remember_by_the_formulas_of_the_program():
    rng, curve = random.Random(4), Curve()
    weights = np.array(bench.PUBLISHED)[:, None]
    for _ in range(200):
        card = Opened(rng.lognormvariate(1.5, 1.2), rng.uniform(1, 10), 0)
        days, passed = rng.randrange(1, 60), rng.random() < 0.7
        s, d, rating = (np.array([float(x)]) for x in (card.stability, card.difficulty, 3 if passed else 1))
        share = bench.recall(weights, s, np.array([float(days)]))
        after = curve.reviewed(card, passed, days)
        assert share == pytest.approx(curve.recall(card.stability, days))
        assert bench.next_stability(weights, s, d, share, rating, np.ones(1)) == pytest.approx(after.stability)
        assert bench.next_difficulty(weights, d, rating) == pytest.approx(after.difficulty)
