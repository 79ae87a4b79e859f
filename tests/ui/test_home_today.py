"""What Today says of a pile, of a goal, and of katas with an interview ahead."""

from dataclasses import replace
from datetime import date

from quiz.study import acts, plan
from quiz.study.goal import Goal
from quiz.study.summary import Due
from quiz.ui.widgets.today import today

DUE = Due(date(2026, 11, 20), due=45, new=10, new_per_day=10, minutes=9.0)


def said(due=DUE, goal=None):
    return today(due, "", None, goal).plain


def test_a_pile_is_named_with_the_days_over_which_it_is_spread():
    assert "more due" not in said()
    assert "120 more due" in said(replace(DUE, rest=120, days=5))
    assert "over 5 days" in said(replace(DUE, rest=120, days=5))
    assert "for tomorrow" in said(replace(DUE, rest=3, days=1))


def test_a_goal_is_shown_and_ticked_when_it_is_met():
    assert "goal             12 of 20 min" in said(goal=Goal(20, "min", 12))
    assert "✓ goal             20 of 20 min" in said(goal=Goal(20, "min", 20))
    assert "goal" not in said()


def test_the_home_screen_shows_both(services, clock, drive, seen):
    acts.change_setting(services.log, "goal", "30 items", clock())
    for item in services.items:
        acts.rate(services.log, item, 1, clock(), seconds=4.0)
    acts.change_setting(services.log, "reviews_per_day", 1, clock())
    clock.move(days=2)

    async def steps(app, pilot):
        assert "3 more due" in seen(app)
        assert "0 of 30 items" in seen(app)

    drive(steps, (120, 40))
    plan.set_date(services.log, "2026-12-20", clock())

    async def ahead(app, pilot):
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "minutes a day for it" in seen(app)

    drive(ahead, (120, 40))
