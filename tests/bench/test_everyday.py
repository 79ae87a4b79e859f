"""What docs/scheduling.md claims holds for fifteen simulated learners and one year."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from statistics import mean

import pytest

pytest.importorskip("numpy")

SPEC = importlib.util.spec_from_file_location("bench_everyday", Path(__file__).with_name("everyday.py"))
bench = sys.modules["bench_everyday"] = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(bench)

LEARNERS, SEED = 15, 22


def test_after_days_away_one_list_by_gain_recalls_most():
    plain, ours = (mean(bench.HALF.recalled(name, LEARNERS, SEED)) for name in ("lowest recall", "one list by gain"))
    assert ours >= plain + 0.08


def test_of_due_cards_alone_those_that_gain_most_come_first():
    stable, lowest, ours = (
        mean(bench.KNOWN.recalled(name, LEARNERS, SEED)) for name in ("least stable", "lowest recall", "gain a second")
    )
    assert ours > max(lowest, stable) + 0.002


def test_days_are_as_even_as_with_the_least_load_and_intervals_stay_those_of_fsrs():
    chance, least, ours = (
        bench.year(rule, 3, days=200) for rule in (bench.by_chance, bench.the_least, bench.below_the_line)
    )
    assert ours[0] < 0.65 * chance[0]
    assert ours[1] == pytest.approx(1, abs=0.02)
    assert least[1] > 1.06
    assert ours[2] == pytest.approx(chance[2], abs=0.005)
