"""The comparison with Anki also runs where Anki is not at hand, and says so."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest


@pytest.mark.slow
def test_without_anki_the_figures_stand_beside_plain_sqlite(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    bench = importlib.import_module("against_anki")
    found = bench.figures(rounds=1, cards=300, reviews=900)
    assert len(found) == len(bench.ROWS)
    assert all("Anki was not at hand" in figure.peer for figure in found)
    assert all(value > 0 for figure in found for value in (*figure.ours, *figure.theirs))
