"""The bars of the units: what the glyphs mean is legible at every width."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App

from quiz.progress.statistics import Counts
from quiz.ui.widgets.unit_bars import UnitBars, UnitCounts


class Bars(App):
    def compose(self):
        yield UnitBars([UnitCounts("Initialisation, normalisation, gradient flow", Counts(3, 4, 5))])


@pytest.mark.parametrize("width", [30, 40, 60, 66, 100])
def test_the_legend_is_never_cut(width):
    async def rows():
        app = Bars()
        async with app.run_test(size=(width, 10)) as pilot:
            await pilot.pause()
            return app.query_one(UnitBars).render().plain.split("\n")

    row, legend = asyncio.run(rows())
    assert legend.endswith("█ known  ▒ learning  ░ new")
    assert len(legend) <= width
    assert row.endswith("3/12")
