"""Browsing: units, a search as you type, the marked card, and what can be done to it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from textual.app import App
from textual.content import Content
from textual.widgets import Input

from quiz.progress.replay import State
from quiz.study import acts
from quiz.study.turn import Turn
from quiz.ui.screens.browse import BrowseScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.review import ReviewScreen
from quiz.ui.widgets.browse_rows import due, glyph
from quiz.ui.widgets.rows import Rows

OWN = "# Mine\n\n## What is mine?\n<!-- id: mine -->\n\nThis: $\\frac{1}{2}$.\n\n### Options\n- [x] a\n- [ ] b\n"


def rows(app):
    """The ids in the list."""
    return list(app.screen.query_one("#cards", Rows).things)


def told(app):
    """What notices say."""
    return " ".join(notice.message for notice in app._notifications)


def test_units_with_their_figures_lead_to_their_cards_and_back(drive, services, seen, clock):
    for item in ("demo:why-rectified", "demo:convex"):
        acts.rate(services.log, item, 1 if "why" in item else 4, clock(), seconds=1)

    async def steps(app, pilot):
        await pilot.press("b")
        assert "All cards" in seen(app)
        assert "First unit" in seen(app)
        assert "0 ●    2 ◐    2 ○    1 due" in seen(app)
        await pilot.press("j", "enter")
        assert app.screen.query_one(Input).value == "unit:01_unit"
        assert rows(app) == ["demo:why-rectified", "demo:convex", "demo:shift#1", "demo:derive"]
        assert "◐    Why rectified?" in seen(app)
        assert "1 of 4" in seen(app)
        await pilot.press("escape")
        assert "All cards" in seen(app)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)

    drive(steps, (120, 40))


def test_all_cards_can_be_listed_without_a_search(drive):
    async def steps(app, pilot):
        await pilot.press("b", "enter")
        assert len(rows(app)) == 4
        assert app.screen.query_one(Input).value == ""

    drive(steps)


def test_results_follow_what_is_typed_and_the_marked_card_is_shown_whole(drive, seen):
    async def steps(app, pilot):
        await pilot.press("slash", *"kink")
        await pilot.pause()
        assert rows(app) == ["demo:convex"]
        for text in ("Which is convex?", "✓ ReLU", "Its slope never falls.", "✗ tanh", "A kink is allowed."):
            assert text in seen(app)
        await pilot.press(*(["backspace"] * 4), *"recti")
        await pilot.pause()
        assert "max(0, z)" in seen(app)
        assert "Key points" in seen(app)
        assert "Full-wave?" not in seen(app)
        assert "The absolute value." in seen(app)

    drive(steps, (120, 40))


def test_gaps_stand_in_rows_of_their_own_and_the_cards_are_counted_too(drive, course_folder, services, seen):
    deck = course_folder / "content" / "01_unit" / "deck.md"
    deck.write_text(deck.read_text().replace("- invariant : what happens?", "- invariant : what happens?\n- logits"))
    services.read_course_again()

    async def steps(app, pilot):
        await pilot.press("b", "enter")
        assert "1 of 5, 4 cards" in seen(app)

    drive(steps)


def test_a_card_with_numbers_that_are_drawn_shows_them_in_its_row(drive, course_folder, services, seen):
    deck = course_folder / "content" / "01_unit" / "deck.md"
    deck.write_text(
        "# Deck\n\n## What is half of {whole}?\n<!-- id: half -->\n\nHalf.\n\n### Answer\n- number: {whole} / 2\n\n"
        "### Draw\n- whole: 12..98\n"
    )
    services.read_course_again()

    async def steps(app, pilot):
        await pilot.press("b", "enter")
        assert "half of {whole}" not in seen(app)
        assert seen(app).count(Turn.of("demo:half", services.course.card("half"), 0).question) == 2  # row and pane

    drive(steps, (120, 40))


def test_a_search_half_typed_keeps_what_was_found_and_says_what_is_missing(drive, seen):
    async def steps(app, pilot):
        await pilot.press("slash", *"kind:")
        await pilot.pause()
        assert "`kind:` needs a value. Known: concept, choice" in seen(app)
        await pilot.press(*"choice")
        await pilot.pause()
        assert rows(app) == ["demo:convex"]
        await pilot.press(*" is:deu")
        await pilot.pause()
        assert rows(app) == ["demo:convex"]
        assert "Did you mean is:due?" in seen(app)

    drive(steps)


def test_while_the_cursor_is_in_the_field_keys_are_text(drive, services):
    async def steps(app, pilot):
        await pilot.press("slash", *"shift", "at", "minus", "question_mark")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "shift@-?"
        assert services.log.events() == []
        await pilot.press("escape", "escape")
        assert app.screen.query_one(Input).value == ""

    drive(steps)


def test_nothing_found_says_which_key_helps(drive, seen):
    async def steps(app, pilot):
        await pilot.press("slash", *"xyz", "enter")
        assert "No card meets this. Esc clears the search" in seen(app)
        await pilot.press("s", "e", "at", "i", "enter")
        assert isinstance(app.screen, BrowseScreen)

    drive(steps)


def test_a_course_without_cards_says_how_to_begin(drive, services, course_folder, seen):
    (course_folder / "content/01_unit/deck.md").unlink()
    services.read_course_again()

    async def steps(app, pilot):
        await pilot.press("b")
        assert "There is no card yet" in seen(app)
        await pilot.press("s", "enter", "j")
        assert isinstance(app.screen, BrowseScreen)

    drive(steps)


def test_a_card_that_was_put_off_before_a_flight_west_is_back_in_two_days(services):
    today = services.log.day(services.now())
    state = State("demo:convex", due=today, buried=today + timedelta(1))
    assert (glyph(state, today)[0], due(state, today)) == ("-", "2 d")


def test_the_marked_card_is_suspended_buried_flagged_and_taken_back(drive, services, seen):
    log = services.log

    async def steps(app, pilot):
        await pilot.press("b", "enter", "j", "at")
        assert log.state("demo:convex").suspended
        assert "@    Which is convex?" in seen(app)
        await pilot.press("at")
        assert not log.state("demo:convex").suspended
        await pilot.press("minus")
        assert log.state("demo:convex").buried == log.day(services.now())
        assert "-    Which is convex?" in seen(app)
        await pilot.press("u", "f", "f")
        assert "○ ⚑2 Which is convex?" in seen(app)
        assert log.state("demo:convex").buried is None
        await pilot.press("u")
        await pilot.pause()
        assert "○ ⚑1 Which is convex?" in seen(app)
        assert "Took back the flag of “Which is convex?”." in told(app)
        assert rows(app)[app.screen.query_one("#cards", Rows).cursor] == "demo:convex"

    drive(steps, (120, 40))


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_above_a_card_ends_in_a_dot(drive, seen, width):
    async def steps(app, pilot):
        await pilot.press("b", "enter")
        await pilot.pause()
        said = seen(app)
        assert "deck.md:3" in said
        assert not any(line.endswith("·") for line in said.split("\n"))

    drive(steps, (width, 30))


def test_all_that_was_found_can_be_studied(drive, services, seen):
    async def steps(app, pilot):
        await pilot.press("slash", *"-kind:derivation", "enter", "s")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert "-kind:derivation · 1 of 3" in seen(app)
        await pilot.press("space", "3", "escape")
        assert [event.item for event in services.log.events()] == ["demo:why-rectified"]
        assert "◐    Why rectified?" in seen(app)

    drive(steps, (120, 40))


def test_after_chosen_cards_enter_goes_on_with_what_today_still_asks(drive, services, seen):
    async def steps(app, pilot):
        await pilot.press("slash", *"rectified", "enter", "s")
        await pilot.pause()
        await pilot.press("space", "3")
        await pilot.pause()
        assert "3 cards still wait today" in seen(app)
        assert "Enter review   Esc back   u undo" in seen(app)
        assert "learn ahead" not in seen(app)
        await pilot.press("a", "enter")
        await pilot.pause()
        assert "First unit · 1 of 3" in seen(app)
        await pilot.press("escape")
        assert app.screen.HELP == "browse"

    drive(steps, (120, 40))


def test_where_nothing_waits_the_way_back_is_called_by_where_it_leads(drive, services, seen, clock):
    acts.change_setting(services.log, "new_per_day", 0, clock())

    async def steps(app, pilot):
        await pilot.press("slash", *"rectified", "enter", "s")
        await pilot.pause()
        await pilot.press("space", "3")
        await pilot.pause()
        assert "Enter back   u undo" in seen(app)
        await pilot.press("enter")
        assert app.screen.HELP == "browse"

    drive(steps, (120, 40))


def test_a_unit_can_be_looked_through_without_a_trace(drive, services, seen):
    async def steps(app, pilot):
        await pilot.press("b", "j", "w")
        await pilot.pause()
        assert "First unit · 1 of 4" in seen(app)
        await pilot.press("space", "3")
        assert services.log.events() == []

    drive(steps)


def test_enter_asks_the_marked_card(drive, seen):
    async def steps(app, pilot):
        await pilot.press("b", "enter", "j", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert "Which is convex?" in seen(app)
        assert "1 of 1" in seen(app)

    drive(steps)


def test_suspended_cards_alone_are_not_studied(drive, services, seen):
    acts.suspend(services.log, "demo:convex", services.now())

    async def steps(app, pilot):
        await pilot.press("slash", *"is:suspended", "enter", "s")
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen)
        assert "suspended: @ takes one back" in told(app)

    drive(steps)


def test_the_file_opens_at_the_card_and_is_read_again(drive, course_folder, services, seen, tmp_path, monkeypatch):
    deck, said = course_folder / "content/01_unit/deck.md", tmp_path / "said"
    script = tmp_path / "vi"
    script.write_text(f'#!/bin/sh\necho "$@" > "{said}"\nsed -i "s/Which is convex/Which one bends/" "{deck}"\n')
    script.chmod(0o755)
    services.config = type(services.config)(editor=str(script))
    monkeypatch.setattr("textual.app.App.suspend", lambda app: __import__("contextlib").nullcontext())

    async def steps(app, pilot):
        await pilot.press("b", "enter", "j", "e")
        await pilot.pause()
        assert said.read_text().split() == ["+23", str(deck)]
        assert "Which one bends?" in seen(app)
        assert rows(app)[app.screen.query_one("#cards", Rows).cursor] == "demo:convex"

    drive(steps, (120, 40))


@pytest.mark.parametrize(("size", "shown"), [((120, 40), "beside"), ((80, 24), "below"), ((60, 15), "hidden")])
def test_the_card_stands_beside_the_list_below_it_or_makes_room(drive, size, shown):
    async def steps(app, pilot):
        await pilot.press("b", "enter")
        await pilot.pause()
        card, cards = (app.screen.query_one(name).region for name in ("#card", "#cards"))
        assert shown == ("hidden" if not card.area else "beside" if card.x >= cards.right else "below")

    drive(steps, size)


def test_only_the_rows_in_sight_are_drawn():
    drawn = []

    class Long(App[None]):
        def compose(self):
            yield Rows(lambda thing, width: drawn.append(thing) or Content(str(thing)))

    async def main():
        async with Long().run_test(size=(30, 10)) as pilot:
            pilot.app.query_one(Rows).show(range(100_000), 50_000)
            await pilot.pause()
            await pilot.press("end", "pageup", "down")

    asyncio.run(main())
    assert 49_990 < min(drawn) <= 50_000
    assert max(drawn) == 99_999
    assert len(drawn) < 100


def test_a_deck_that_is_saved_while_the_app_is_open_is_there_at_once(drive, services, seen):
    deck = services.paths.decks / "mine.md"

    async def steps(app, pilot):
        await pilot.press("b")
        deck.parent.mkdir(parents=True)
        deck.write_text(OWN)
        app._read_decks()
        await pilot.pause()
        assert "Your own decks" in seen(app)
        await pilot.press("slash", *"unit:own")
        await pilot.pause()
        assert rows(app) == ["own:mine"]
        assert "What is mine?" in seen(app)
        deck.write_text(OWN.replace("### Options", "### Option"))
        app._read_decks()
        await pilot.pause()
        assert "mine.md:8: unknown section" in told(app)
        assert services.course.items() == ("demo:why-rectified", "demo:convex", "demo:shift#1", "demo:derive")

    drive(steps, (160, 40))


@pytest.mark.parametrize(("key", "reps"), [("y", 1), ("n", None)])
def test_a_reworded_card_without_an_id_keeps_its_history_if_the_learner_says_so(drive, services, seen, key, reps):
    deck = services.paths.decks / "mine.md"
    deck.parent.mkdir(parents=True)
    deck.write_text(OWN.replace("<!-- id: mine -->\n", ""))
    services.read_course_again()
    (item,) = services.course.items_by_unit()["own"]
    acts.rate(services.log, item, 3, services.now(), seconds=1)

    async def steps(app, pilot):
        deck.write_text(deck.read_text().replace("What is mine?", "What belongs to me?"))
        app._read_decks()
        await pilot.pause()
        assert "“What belongs to me?”" in seen(app)
        await pilot.press(key)
        await pilot.pause()
        (now,) = services.course.items_by_unit()["own"]
        state = services.log.state(now)
        assert (state and state.memory.reps) == reps
        assert (f"<!-- id: {item.removeprefix('own:')} -->" in deck.read_text()) == (key == "y")
        assert isinstance(app.screen, HomeScreen)

    drive(steps)


def test_a_deck_saved_during_a_review_leaves_the_card_in_hand_alone(drive, services, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space")
        services.paths.decks.mkdir(parents=True)
        (services.paths.decks / "mine.md").write_text(OWN)
        app._read_decks()
        await pilot.pause()
        assert "3 Good" in seen(app)
        assert "own:mine" in services.course.items()

    drive(steps)


def test_what_changes_nothing_says_why(drive, services):
    async def steps(app, pilot):
        await pilot.press("b", "enter", "at", "minus")
        await pilot.pause()
        assert "suspended and does not come anyway" in told(app)
        app.screen.action_forget()
        await pilot.pause()
        assert "This card is new already." in told(app)

    drive(steps)
