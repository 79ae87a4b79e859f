"""Settings: what is written where, what is refused, and what takes effect at once."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Input, OptionList

from quiz import config
from quiz.study import plan
from quiz.ui.screens.settings import SettingsScreen
from quiz.ui.screens.settings_rows import ROWS
from quiz.ui.theme import LIGHT


async def change(app, pilot, key, text):
    """Mark a setting and type another value for it."""
    settings = app.screen.query_one(OptionList)
    settings.highlighted = settings.get_option_index(key)
    await pilot.press("enter")
    app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await pilot.pause()


def test_a_number_is_written_to_the_file_and_to_the_log(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("comma")
        assert isinstance(app.screen, SettingsScreen)
        await change(app, pilot, "new_per_day", "25")
        assert "25" in seen(app)
        assert not app.screen.has_class("-typing")

    drive(steps)
    assert config.load(services.paths.config_file).new_per_day == 25
    assert services.config.new_per_day == 25
    assert services.log.settings().new_per_day == 25


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("retention", "2", "aim for recall: write a number from 0.7 to 0.99."),
        ("new_per_day", "many", "new cards a day: write a whole number from 0 to 999."),
        ("goal", "much", "goal: write 20 min, or 30 items."),
        ("workspace", "katas", "workspace: write a path that begins with / or ~."),
        ("interview", "soon", "`soon` is not a date. Write a day to come"),
    ],
)
def test_a_wrong_value_is_refused_with_the_reason_and_stays_in_the_field(services, drive, seen, key, text, said):
    async def steps(app, pilot):
        await pilot.press("comma")
        await change(app, pilot, key, text)
        assert app.screen.has_class("-typing")
        assert app.screen.query_one(Input).value == text
        assert said in " ".join(seen(app).split())  # in as many lines as it takes
        assert "⏎ Take it" in seen(app)
        assert not app._notifications
        await pilot.press("escape")
        assert isinstance(app.screen, SettingsScreen)

    drive(steps, (60, 20))
    assert config.load(services.paths.config_file) == config.Config()


def test_the_day_of_the_interview_is_an_event_of_the_log(services, clock, drive, seen):
    async def steps(app, pilot):
        await pilot.press("comma")
        await change(app, pilot, "interview", "2026-12-15")
        assert "2026-12-15" in seen(app)
        assert plan.interview(services.log, clock()) == date(2026, 12, 15)
        await change(app, pilot, "interview", "")
        assert plan.interview(services.log, clock()) is None

    drive(steps)


def test_enter_tries_the_next_choice_and_a_theme_is_seen_at_once(services, drive):
    async def steps(app, pilot):
        await pilot.press("comma")
        settings = app.screen.query_one(OptionList)
        settings.highlighted = settings.get_option_index("theme")
        await pilot.press("enter")
        assert app.theme == LIGHT

    drive(steps)
    assert config.load(services.paths.config_file).theme == LIGHT


def test_backspace_takes_the_default_and_leaves_the_rest_of_the_file(services, drive):
    services.paths.config_file.parent.mkdir(parents=True, exist_ok=True)
    services.paths.config_file.write_text("# mine\nnew_per_day = 3\nmaths = 'ascii'\n")
    services.config = config.load(services.paths.config_file)

    async def steps(app, pilot):
        await pilot.press("comma")
        settings = app.screen.query_one(OptionList)
        settings.highlighted = settings.get_option_index("new_per_day")
        await pilot.press("backspace")

    drive(steps)
    assert services.paths.config_file.read_text() == "# mine\nmaths = 'ascii'\n"


def test_every_key_of_the_file_has_a_row():
    assert {row.key for row in ROWS} - {"interview"} == set(config.Config.__dataclass_fields__)


def test_jk_move_and_each_setting_says_what_it_means(drive, seen):
    async def steps(app, pilot):
        await pilot.press("comma")
        assert ROWS[0].meaning[:30] in seen(app)
        await pilot.press("j")
        assert ROWS[1].meaning[:30] in seen(app)
        await pilot.press("k", "escape")
        assert not isinstance(app.screen, SettingsScreen)

    drive(steps)


def test_the_workspace_that_is_shown_is_the_one_in_use(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("comma")
        assert str(services.workspace.root)[-20:] in seen(app)
        await change(app, pilot, "workspace", "/elsewhere")
        assert "/elsewhere in the settings" in seen(app)

    drive(steps, (160, 40))


def test_the_row_of_keys_lists_what_the_actions_are_called(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("comma")
        settings = app.screen.query_one(OptionList)
        settings.highlighted = settings.get_option_index("keys")
        await pilot.press("enter")
        assert "Keys of your own" in seen(app)
        text = app.screen.query_one("Prose").source
        assert "| `review.undo` | u | Take the last rating back |" in text

    drive(steps)
