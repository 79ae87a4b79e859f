"""The line of keys: what matters most stays where there is little room."""

from __future__ import annotations

import pytest

from quiz.ui.widgets.key_bar import KeyBar


def bar(app):
    return app.screen.query_one(KeyBar).render().plain


@pytest.mark.parametrize("width", [120, 80, 60, 40, 30])
def test_help_stays_at_every_width_and_nothing_is_cut(drive, width):
    async def steps(app, pilot):
        for keys in ((), ("b",), ("escape", "p"), ("escape", "s")):
            await pilot.press(*keys)
            await pilot.pause()
            assert bar(app).endswith("? Help")
            assert len(bar(app)) <= width - 2

    drive(steps, (width, 24))


def test_a_review_keeps_showing_rating_and_undo(drive):
    async def steps(app, pilot):
        await pilot.press("enter")
        assert bar(app).split("  ") == ["space Show", "⏎ Type", "u Undo", "? Help"]
        await pilot.press("space")
        assert bar(app).startswith("space Go on")
        assert "u Undo" in bar(app)

    drive(steps, (42, 20))


def test_keys_that_would_be_text_are_not_offered_while_something_is_typed(drive):
    async def steps(app, pilot):
        await pilot.press("slash")
        await pilot.pause()
        assert "F1 Help" in bar(app)
        assert "s Study" not in bar(app)

    drive(steps, (120, 24))
