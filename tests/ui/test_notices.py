"""Notices: short, one at a time, and gone with the screen that they belong to."""

from __future__ import annotations

import pytest
from textual.widgets._toast import Toast

from quiz.ui.app import QuizApp
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.rating_bar import RatingBar
from quiz.ui.widgets.title_bar import TitleBar


def told(app):
    return [notice.message for notice in app._notifications]


def later(app):
    """Let the latest notice be a second old."""
    app._told_at -= 1


def test_a_notice_takes_the_place_of_the_one_before_and_does_not_last(drive):
    async def steps(app, pilot):
        app.notify("one", severity="error")
        await pilot.pause()
        later(app)
        app.notify("two", severity="error")
        app.notify("three")
        await pilot.pause()
        assert told(app) == ["two", "three"]
        assert QuizApp.NOTIFICATION_TIMEOUT <= 4

    drive(steps)


def test_a_notice_goes_with_its_screen_and_stays_when_it_leads_to_another(drive):
    async def steps(app, pilot):
        app.notify("read")
        await pilot.pause()
        later(app)
        await pilot.press("s")
        await pilot.pause()
        assert told(app) == []
        app.screen.notify("just now")
        await pilot.press("escape")
        await pilot.pause()
        assert told(app) == ["just now"]

    drive(steps)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_a_notice_covers_neither_ratings_nor_keys(drive, size):
    async def steps(app, pilot):
        app._disable_notifications = False  # screens of a test have no place for them otherwise
        await pilot.press("enter", "space")
        app.notify("Forgotten 8 times. What helps: do the kata ReLU; read a book; suspend it.", title="A leech")
        await pilot.pause()
        await pilot.pause()
        (notice,) = app.screen.query(Toast)
        assert notice.region.area
        for covered in (RatingBar, KeyBar, TitleBar):
            assert not notice.region.overlaps(app.screen.query_one(covered).region)

    drive(steps, size)
