"""Notices: short, one at a time, and gone with the screen that they belong to."""

from __future__ import annotations

from quiz.ui.app import QuizApp


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
