"""The app: themes, help, the palette, and what happens when something breaks."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from quiz import paths
from quiz.course.course import Course
from quiz.errors import LogError
from quiz.study import acts
from quiz.ui.app import QuizApp
from quiz.ui.palette import Commands
from quiz.ui.screens.browse import BrowseScreen
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.review import ReviewScreen


def test_the_first_screen_loads_neither_numpy_nor_torch_nor_the_text_area():
    code = (
        "import sys, quiz.ui.app, quiz.ui.screens.home, quiz.ui.screens.review;"
        "late = ('torch', 'numpy', 'textual.widgets._text_area', 'textual.widgets._markdown', 'pygments.lexers');"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_question_mark_shows_the_help_of_the_screen_and_escape_closes_it(drive, seen):
    async def steps(app, pilot):
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "what the menu marks" in seen(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)

    drive(steps)


def test_home_comes_when_the_screen_that_the_app_began_with_is_left(services):
    async def main():
        app = QuizApp(services, ReviewScreen())
        async with app.run_test() as pilot:
            await pilot.pause()
            await pilot.press("question_mark", "escape")
            assert isinstance(app.screen, ReviewScreen)
            await pilot.press("escape")
            assert isinstance(app.screen, HomeScreen)
            await pilot.press("escape", "b")
            assert isinstance(app.screen, BrowseScreen)
            await pilot.press("escape")
            assert isinstance(app.screen, HomeScreen)

    asyncio.run(main())


def test_the_theme_switches_between_light_and_dark(drive):
    async def steps(app, pilot):
        assert app.theme == "rectified-dark"
        app.action_switch_theme()
        await pilot.pause()
        assert app.theme == "rectified-light"

    drive(steps)


def test_the_palette_lists_the_actions_of_the_screen_once(drive):
    async def steps(app, pilot):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Katas", "Statistics", "Help", "Light or dark"} <= set(titles)
        assert titles.count("Help") == 1

    drive(steps)


def test_an_unexpected_exception_goes_to_the_program_log_and_the_screen_names_the_file(services, monkeypatch):
    app = QuizApp(services)
    assert str(services.paths.program_log) in app._farewell(ZeroDivisionError("[bold]no markup[/]"))
    assert "ZeroDivisionError: [bold]no markup[/]" in services.paths.program_log.read_text()


def test_an_exception_over_a_damaged_cache_names_the_cache_and_what_mends_it(services):
    acts.rate(services.log, "demo:a", 3, services.now(), seconds=5)
    services.log.rows("UPDATE state SET due_day = '2026-?1-04'")
    told = QuizApp(services)._farewell(ValueError("Invalid isoformat string"))
    assert "the cache of the log is damaged" in told
    assert "quiz doctor --rebuild" in told
    assert not services.paths.program_log.exists()


def test_an_error_that_a_person_can_act_on_is_said_in_its_own_words(services):
    error = LogError("the disk is full", hint="Free some space.")
    assert QuizApp(services)._farewell(error) == "the disk is full\nFree some space."
    assert not services.paths.program_log.exists()


def test_an_exception_ends_the_app_with_a_status_of_its_own(services):
    async def main():
        app = QuizApp(services)
        async with app.run_test() as pilot:
            app.call_later(lambda: 1 / 0)
            await pilot.pause()
        return app

    with pytest.raises(ZeroDivisionError):
        asyncio.run(main())
    assert "ZeroDivisionError" in services.paths.program_log.read_text()


def test_the_log_is_copied_once_a_day_after_the_first_frame(services, drive):
    async def review(app, pilot):
        await pilot.press("enter", "space", "3")

    async def look(app, pilot):
        await pilot.pause()

    drive(review)
    assert not services.paths.backups.exists()
    drive(look)
    assert [path.suffix for path in services.paths.backups.iterdir()] == [".sqlite3"]


def test_the_palette_finds_what_its_help_says(drive):
    async def steps(app, pilot):
        found = [hit.text async for hit in Commands(app.screen).search("two themes")]
        assert found == ["Light or dark"]
        assert [hit.text async for hit in Commands(app.screen).search("nothing of the sort")] == []

    drive(steps)


def test_the_palette_has_the_katas_by_name_and_nothing_of_the_toolkits_own(services, drive):
    services.use(Course.load(paths.bundled_course()))

    async def steps(app, pilot):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert f"Kata: {services.course.kata('softmax').title}" in titles
        assert not {"Keys", "Maximize", "Screenshot", "Theme"} & set(titles)
        assert len(titles) == len(set(titles))

    drive(steps)
