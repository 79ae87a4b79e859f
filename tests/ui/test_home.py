"""Home: empty, waiting, done, and at every size."""

from __future__ import annotations

import re

import pytest

from quiz.study import acts, plan
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.review import ReviewScreen
from quiz.ui.widgets.readiness import Readiness


def test_the_first_start_says_what_this_is_and_which_key_begins(drive, seen):
    async def steps(app, pilot):
        text = seen(app)
        assert "Interview preparation" in text
        assert "Press Enter for the first card." in text
        assert "An interview ahead?" in " ".join(text.split())
        assert "Half a year" not in text
        await pilot.press("enter")
        assert isinstance(app.screen, ReviewScreen)

    drive(steps)


def test_what_waits_today_is_counted(services, clock, drive, seen):
    acts.rate(services.log, services.items[0], 3, clock(), seconds=4.0)
    clock.move(days=30)

    async def steps(app, pilot):
        text = seen(app)
        assert "1 card due" in text
        assert "3 new" in text
        assert "of 10 a day" in text
        assert "review 4 cards" in text

    drive(steps)


def test_all_done_says_when_it_goes_on_and_katas_come_first(services, clock, drive, seen):
    for item in services.items:
        acts.rate(services.log, item, 3, clock(), seconds=4.0)

    async def steps(app, pilot):
        text = seen(app)
        assert "✓ All done for today" in text
        assert "4 due" in text
        assert "▸ Enter  practise katas" in text

    drive(steps)


def test_once_the_day_is_done_a_learns_ahead(services, clock, drive, seen):
    async def busy(app, pilot):
        assert "learn ahead" not in seen(app)
        assert "Learn ahead" not in [command.title for command in app.get_system_commands(app.screen)]
        await pilot.press("a")
        assert isinstance(app.screen, HomeScreen)

    drive(busy)
    for item in services.items:
        acts.rate(services.log, item, 4, clock(), seconds=4.0)
    clock.move(days=1)

    async def done(app, pilot):
        assert "a      learn ahead" in seen(app)
        assert "Learn ahead" in [command.title for command in app.get_system_commands(app.screen)]
        await pilot.press("a")
        assert "1 of 4" in seen(app)

    drive(done)


def test_faults_of_the_course_are_one_line(course_folder, services, drive, seen):
    deck = course_folder / "content" / "01_unit" / "deck.md"
    deck.write_text(deck.read_text() + "\n## Broken\n\n### Nonsense\n")
    services.read_course_again()

    async def steps(app, pilot):
        assert "in the course: run" in seen(app)

    drive(steps)


def test_a_deck_that_breaks_or_is_mended_while_home_is_open_is_told(drive, services, seen):
    deck = services.paths.decks / "mine.md"

    async def steps(app, pilot):
        deck.parent.mkdir(parents=True)
        for text, said in (("# Mine\n\n## No answer?\n", True), ("# Mine\n\n## Why?\n\nSo.\n", False)):
            deck.write_text(text)
            app._read_decks()
            await pilot.pause()
            assert ("in the course: run" in seen(app)) is said

    drive(steps)


def test_the_arrows_and_jk_move_the_mark_and_a_click_chooses(drive, seen):
    async def steps(app, pilot):
        await pilot.press("j", "down", "k")
        assert "▸ p      practise katas" in seen(app)
        await pilot.click("Menu", offset=(8, 3))
        assert "Statistics" in seen(app)

    drive(steps)


def test_home_is_up_to_date_after_a_review(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space", "3", "escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "review 3 cards" in seen(app)
        assert "streak 1" in seen(app)

    drive(steps)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24), (40, 10)])
def test_the_menu_is_in_sight_at_every_size(drive, seen, size):
    async def steps(app, pilot):
        assert "▸ Enter" in seen(app)

    drive(steps, size)


def test_the_right_column_moves_under_the_left_below_100_columns(drive, seen):
    async def beside(app, pilot):
        assert app.screen.query_one("#right").region.x > 20

    async def under(app, pilot):
        assert app.screen.query_one("#right").region.x < 5

    drive(beside, (120, 40))
    drive(under, (90, 40))


async def look_ahead(app, pilot):
    """Wait for the outlook, which is worked out beside the screen."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def test_without_a_date_there_is_no_block_about_an_interview(drive, seen):
    async def steps(app, pilot):
        await look_ahead(app, pilot)
        assert "Units" in seen(app)
        assert "Interview" not in seen(app).replace("Interview preparation", "")

    drive(steps, (120, 40))


def test_with_a_date_home_shows_the_way_to_the_interview(services, clock, drive, seen):
    acts.rate(services.log, services.items[0], 3, clock(), seconds=4.0)
    plan.set_date(services.log, "2026-12-15", clock())

    async def steps(app, pilot):
        await look_ahead(app, pilot)
        text = seen(app)
        assert "Interview Tue 15 Dec, in 25 days" in text
        assert re.search(r"if you stopped today +\d+ % +\d+–\d+", text)
        assert re.search(r"if you follow the plan +\d+ % +\d+–\d+", text)
        assert "10 more minutes today   < 0.2  cards" in text
        assert re.search(r"not yet seen +3  of 4", text)
        assert re.search(r"First unit +[█▒░]{10} +\d+–\d+ +\d+–\d+ +○ 3", text)
        assert "known" not in text

    drive(steps, (120, 40))


def test_the_outlook_follows_the_reviews(services, clock, drive):
    plan.set_date(services.log, "2026-12-15", clock())

    async def steps(app, pilot):
        await look_ahead(app, pilot)
        first = app.screen.query_one(Readiness).outlook
        await pilot.press("enter", "space", "3", "escape")
        await look_ahead(app, pilot)
        assert (first.deck.unseen, app.screen.query_one(Readiness).outlook.deck.unseen) == (4, 3)

    drive(steps)


def test_an_outlook_that_nothing_has_changed_is_not_worked_out_again(services, clock, drive):
    plan.set_date(services.log, "2026-12-15", clock())

    async def steps(app, pilot):
        await look_ahead(app, pilot)
        first = app.screen.query_one(Readiness).outlook
        await pilot.press("s", "escape")
        await look_ahead(app, pilot)
        assert app.screen.query_one(Readiness).outlook is first

    drive(steps)


def test_after_the_date_the_block_disappears(services, clock, drive, seen):
    acts.rate(services.log, services.items[0], 3, clock(), seconds=4.0)
    plan.set_date(services.log, "2026-11-22", clock())

    async def steps(app, pilot):
        clock.move(days=2)
        app.screen._read_again()
        await look_ahead(app, pilot)
        assert "Interview Sun 22 Nov, today" in seen(app)
        assert "if you stopped today" in seen(app)
        assert "follow" not in seen(app)
        clock.move(days=1)
        app.screen._read_again()
        await look_ahead(app, pilot)
        assert "Interview" not in seen(app)
        assert "Units" in seen(app)

    drive(steps, (120, 40))


@pytest.mark.parametrize(("size", "bar"), [((120, 40), True), ((60, 40), True), ((40, 40), False)])
def test_the_outlook_fits_every_width(services, clock, drive, seen, size, bar):
    plan.set_date(services.log, "2026-12-15", clock())

    async def steps(app, pilot):
        await look_ahead(app, pilot)
        app.screen.action_scroll(30)
        await pilot.pause()
        rows = [row for row in seen(app).splitlines() if "First unit" in row]
        assert len(rows) == 1
        assert ("▒" in rows[0]) is bar
        assert rows[0].endswith("○ 4")

    drive(steps, size)
