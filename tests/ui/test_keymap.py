"""Keys of the learner's own."""

from quiz.config import Config
from quiz.ui.keymap import groups, keymap, unknown

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
    services.config = Config(keys={"review.undo": "z", "review.good": "f"})

    async def steps(app, pilot):
        await pilot.press("enter", "space", "space", "f")
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
