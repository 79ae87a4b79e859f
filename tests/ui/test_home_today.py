"""What Today says of a pile, of a goal, and of katas with an interview ahead."""

from dataclasses import replace
from datetime import date

from quiz.study import acts, plan
from quiz.study.coming import Next
from quiz.study.goal import Goal
from quiz.study.summary import Due
from quiz.ui.widgets.today import today

DUE = Due(date(2026, 11, 20), due=45, new=10, new_per_day=10, minutes=9.0)


def said(due=DUE, goal=None):
    return today(due, "", None, goal).plain


def test_a_pile_is_named_with_the_days_over_which_it_is_spread():
    assert "more wait" not in said()
    assert "120 more wait" in said(replace(DUE, rest=120, days=5))
    assert "over 5 days" in said(replace(DUE, rest=120, days=5))
    assert "for tomorrow" in said(replace(DUE, rest=3, days=1))
    assert "  1 more waits       held back by the plan" in said(replace(DUE, rest=1, days=0))


def test_new_cards_are_a_part_of_the_limit_or_the_plans_choice():
    assert "10 new              of 10 a day" in said()
    assert "27 new              by the plan" in said(replace(DUE, new=27, new_per_day=27, planned=True))


def test_a_long_name_of_a_kata_has_a_line_of_its_own():
    assert today(DUE, "Softmax", None, None, "★").plain.endswith("next kata        Softmax ★")
    assert today(DUE, "Gradient of softmax with x", None, None, "★★").plain.endswith(
        "next kata        ★★\n    Gradient of softmax with x"
    )


def test_a_row_that_counts_nothing_is_not_there():
    assert "due" not in said(replace(DUE, due=0))


def test_all_done_names_what_the_next_day_asks():
    after = Next(date(2026, 11, 21), due=12, new=10)
    assert today(replace(DUE, due=0, new=0), "", after).plain.endswith("12 due, 10 new tomorrow")
    after = Next(date(2026, 11, 24), due=1)
    assert today(replace(DUE, due=0, new=0), "", after).plain.endswith("1 due on Tue 24 Nov")


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
        assert "3 more wait" in seen(app)
        assert "0 of 30 items" in seen(app)

    drive(steps, (120, 40))
    plan.set_date(services.log, "2026-12-20", clock())

    async def ahead(app, pilot):
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "it takes a day" in seen(app)

    drive(ahead, (120, 40))
