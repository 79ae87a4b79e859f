"""Keys of the learner's own."""

import pytest

from quiz.config import Config
from quiz.errors import ConfigError
from quiz.ui.keymap import check, groups, keymap, listed, unknown

ALL = {binding.id for group in groups() for binding in group}


def test_every_action_with_a_name_is_known():
    assert {"review.undo", "review.again", "home.katas", "app.help", "map.up"} <= ALL


def test_actions_that_share_a_key_with_a_changed_one_keep_theirs():
    told = keymap({"review.show": "x"})
    assert told["review.show"] == "x"
    assert told["review.go_on"] == "space,enter"
    assert told["review.confirm"] == "enter"  # shares Enter with go_on, which shares Space with show
    assert "review.undo" not in told


def test_a_name_that_no_action_has_is_said():
    assert unknown({"review.undo": "z"}) == []
    assert unknown({"review.undoo": "z"}) == ["There is no action review.undoo. Did you mean review.undo?"]


def test_another_key_does_it_and_the_old_one_does_not(services, drive):
    services.config = Config(keys={"review.undo": "z", "review.good": "x"})

    async def steps(app, pilot):
        await pilot.press("enter", "space", "space", "x")
        assert len(services.log.states()) == 1
        await pilot.press("u")
        assert len(services.log.states()) == 1
        await pilot.press("z")
        assert services.log.states() == []

    drive(steps)


def test_what_shares_a_key_still_does_what_it_did(services, drive):
    services.config = Config(keys={"review.show": "x"})

    async def steps(app, pilot):
        await pilot.press("enter")
        bar = app.screen.query_one("RatingBar")
        await pilot.press("space")
        assert not bar.has_class("-shown")
        await pilot.press("x", "x")
        assert bar.has_class("-shown")
        await pilot.press("space")
        assert len(services.log.states()) == 1

    drive(steps)


def test_a_wrong_name_is_said_and_the_app_opens(services, drive):
    services.config = Config(keys={"review.nothing": "z"})

    async def steps(app, pilot):
        assert "There is no action review.nothing." in next(said.message for said in app._notifications)

    drive(steps)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"review.undo": "space"}, "`space` has its place in the app, and cannot do review.undo"),
        ({"review.undo": "z,ctrl+q"}, "`ctrl+q` has its place"),
        ({"home.katas": "question_mark"}, "`question_mark` has its place"),
        ({"review.undo": "s"}, "`s` would do both review.undo and review.confidence"),
        ({"review.undo": "z", "review.edit": "z"}, "`z` would do both review.undo and review.edit"),
        ({"app.help": "f5"}, "`f5` would do both app.help and kata.grade"),
    ],
)
def test_keys_that_would_break_a_screen_are_refused_with_a_free_one(tmp_path, keys, said):
    file = tmp_path / "config.toml"
    file.write_text("[keys]\n" + "".join(f'"{name}" = "{key}"\n' for name, key in keys.items()))
    with pytest.raises(ConfigError) as error:
        check(keys, file)
    assert said in error.value.message
    assert (error.value.file, error.value.line) == (file, 2)
    free = error.value.hint.split("`")[1]
    check({next(iter(keys)): free}, file)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"review.undo": "z", "kata.reset": "z"},
        {"review.show": "x", "review.go_on": "x"},  # they share Space from the beginning
        {"review.undo": "s", "review.confidence": "u"},
        {"review.again": "1,x"},
        {"review.nothing": "z"},
    ],
)
def test_keys_that_break_nothing_are_taken(tmp_path, keys):
    check(keys, tmp_path / "config.toml")


def test_the_names_of_all_actions_are_listed_with_their_keys():
    rows = {name: (key, what) for found in listed({"review.undo": "z"}).values() for name, key, what in found}
    assert set(rows) == ALL
    assert rows["review.undo"][0] == "z"
    assert rows["review.bury"] == ("minus", "Leave the card alone until tomorrow")
