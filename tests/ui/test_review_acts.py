"""Review: the clock, notes, flags, days, copying, selections, and where the end leads."""

from __future__ import annotations

import asyncio

import pytest
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import Input, TextArea

from quiz.errors import LogError
from quiz.progress.event import Kind
from quiz.study import acts
from quiz.ui.app import QuizApp
from quiz.ui.screens.browse import BrowseScreen
from quiz.ui.screens.card_facts import CardFacts
from quiz.ui.screens.home import HomeScreen
from quiz.ui.screens.note import NoteScreen
from quiz.ui.screens.review import ReviewScreen
from quiz.ui.widgets.countdown import Countdown
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.rating_bar import RatingBar

WHY = "demo:why-rectified"


def toasts(app):
    return [toast.message for toast in app._notifications]


def run_out(app):
    """Let the clock run out."""
    clock = app.screen.query_one(Countdown)
    while clock.running:
        clock.tick()


async def write(pilot, text):
    """Type a note into the dialog."""
    await pilot.press("n")
    await pilot.pause()
    pilot.app.screen.query_one(TextArea).text = text


def test_a_selection_is_asked_due_or_not_under_its_name(services, drive, seen):
    async def steps(app, pilot):
        app.push_screen(ReviewScreen(["demo:derive", WHY], "unit:first"))
        await pilot.pause()
        assert "unit:first · 1 of 2" in seen(app)
        await pilot.press("space", "space", "3", "space", "3")
        assert "Done: 2 answers" in seen(app)

    drive(steps)
    assert {event.item for event in services.log.events()} == {"demo:derive", WHY}


def test_a_look_through_writes_nothing_and_promises_no_interval(services, drive, seen):
    async def steps(app, pilot):
        app.push_screen(ReviewScreen([WHY], "why", written=False))
        await pilot.pause()
        await pilot.press("space")
        assert "nothing is written" in seen(app)
        assert "<10 min" not in seen(app)
        assert "3 Good" in seen(app)
        await pilot.press("3")

    drive(steps)
    assert not services.log.events()


def test_the_clock_runs_out_takes_what_was_typed_and_asks_the_curveball(services, clock, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "t", "enter", *"negative becomes zero")
        clock.move(seconds=90)
        countdown = app.screen.query_one(Countdown)
        left = countdown.left
        countdown.tick()
        assert countdown.left == left - 1
        run_out(app)
        await pilot.pause()
        text = seen(app)
        assert app.focused is None
        assert "[x] Negative inputs give zero." in text
        assert "Say it; Space shows the answer" in text
        assert "The absolute value" not in text
        await pilot.press("space")
        assert "The absolute value" in seen(app)
        await pilot.press("space")
        assert "2 of 4" in seen(app)

    drive(steps)
    assert services.log.events()[0].payload["seconds"] == 90.0


def test_the_clock_is_for_concepts_stands_still_under_a_dialog_and_ends_with_the_answer(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "t", "i")
        countdown = app.screen_stack[-2].query_one(Countdown)
        left = countdown.left
        countdown.tick()
        assert countdown.left == left
        await pilot.press("escape", "space")
        assert not countdown.running
        await pilot.press("3", "t")
        assert not countdown.running
        assert toasts(app)[-1].startswith("The clock is for concept cards")

    drive(steps)


def test_a_timed_review_starts_the_clock_by_itself(drive, seen):
    async def steps(app, pilot):
        app.push_screen(ReviewScreen(timed=True))
        await pilot.pause()
        assert "━━━" in seen(app)

    drive(steps)


def test_a_note_is_kept_and_shown_under_the_answer(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter")
        await write(pilot, "half-wave\n$x_1$ only")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "half-wave" not in seen(app)
        await pilot.press("space")
        await pilot.pause()
        lines = [line.strip(" ▌") for line in seen(app).splitlines()]
        place = lines.index("Your note  half-wave")
        assert lines[place + 1] == "x₁ only"
        assert lines.index("Positive values pass, max(0, z); negative ones are cut.") < place
        await pilot.press("u")
        await pilot.pause()
        assert "half-wave" not in seen(app)
        assert "Positive values pass" in seen(app)

    drive(steps)
    assert services.log.state(WHY) is None


def test_leaving_a_note_asks_and_loses_nothing(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "n")
        await pilot.pause()
        await pilot.press("escape")
        assert isinstance(app.screen, ReviewScreen)
        await write(pilot, "draft")
        await pilot.press("escape")
        await pilot.pause()
        assert "Keep the note?" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == "draft"
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert not services.log.events()
        await write(pilot, "kept")
        app.exit()

    drive(steps)
    assert services.log.state(WHY).note == "kept"


def test_a_note_that_cannot_be_written_stays_on_the_screen(services, drive, monkeypatch):
    def full(*args, **kwargs):
        raise LogError("the disk is full", hint="Free some space.")

    async def steps(app, pilot):
        await pilot.press("enter")
        await write(pilot, "draft")
        monkeypatch.setattr("quiz.study.acts.note", full)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert toasts(app) == ["the disk is full\nFree some space."]
        assert isinstance(app.screen, NoteScreen)
        assert app.screen.query_one(TextArea).text == "draft"

    drive(steps)


def test_flags_go_round_are_shown_and_taken_back(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space", "f")
        assert "⚑ red" in seen(app)
        await pilot.press("f", "f", "f")
        assert "⚑ blue" in seen(app)
        await pilot.press("f")
        assert "⚑" not in seen(app)
        await pilot.press("u")
        assert "⚑ blue" in seen(app)
        assert "negative ones are cut" in seen(app)

    drive(steps)
    assert services.log.state(WHY).flag == 4


def test_a_card_is_forgotten_from_its_facts_and_the_undo_brings_its_memory_back(services, clock, drive, seen):
    acts.rate(services.log, WHY, 4, clock(), seconds=5)
    clock.move(days=40)

    async def steps(app, pilot):
        await pilot.press("enter")
        known = app.screen.query_one(RatingBar).intervals
        await pilot.press("i")
        assert isinstance(app.screen, CardFacts)
        assert "x forget" in seen(app)
        await pilot.press("x")
        await pilot.pause()
        assert services.log.state(WHY).memory is None
        assert app.screen.query_one(RatingBar).intervals != known
        await pilot.press("u")
        assert services.log.state(WHY).memory.reps == 1

    drive(steps)


def test_a_card_with_another_day_leaves_the_sitting_and_comes_back_by_undo(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter")
        app.screen.action_set_due()
        await pilot.pause()
        app.screen.query_one(Input).value = "yesterday"
        await pilot.press("enter")
        await pilot.pause()
        assert "`yesterday` is not a day." in seen(app)
        app.screen.query_one(Input).value = "3"
        await pilot.press("enter")
        await pilot.pause()
        assert "Which is convex?" in seen(app)
        assert str(services.log.state(WHY).due) == "2026-11-23"
        await pilot.press("u")
        await pilot.pause()
        assert "Why rectified?" in seen(app)

    drive(steps)


def test_the_palette_has_what_is_too_seldom_for_a_key(drive):
    async def steps(app, pilot):
        await pilot.press("enter")
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Forget", "Set due", "Take the flag off", "Note", "Flag", "Clock"} <= set(titles)

    drive(steps)


def test_the_formulas_on_the_screen_are_copied_as_latex(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "m")
        assert app.clipboard == ""
        await pilot.press("space", "m")
        assert app.clipboard == r"\max(0, z)"
        assert toasts(app)[-1] == "Copied as LaTeX: 1 formula."

    drive(steps)


def test_a_selected_formula_is_copied_as_latex(drive):
    async def steps(app, pilot):
        await pilot.press("enter", "space")
        await pilot.pause()
        answer = app.screen.query_one("#answer", Prose)
        assert answer.get_selection(Selection(None, None)) == (
            r"Positive values pass, $\max(0, z)$; negative ones are cut.",
            "\n",
        )
        part = Selection(Offset(9, 0), Offset(25, 0))
        assert answer.get_selection(part)[0] == r"values pass, $\max(0, z)$"

    drive(steps)


def test_the_end_leads_on(services, clock, drive, seen):
    acts.change_setting(services.log, "new_per_day", 2, clock())

    async def steps(app, pilot):
        await pilot.press("enter", "space", "3", "space", "3")
        await pilot.pause()
        assert "a learn ahead   p next kata   b browse" in seen(app)
        await pilot.press("p")
        assert toasts(app)[-1] == "There is no kata left to do."
        await pilot.press("a")
        await pilot.pause()
        assert "First unit · 1 of 2" in seen(app)
        await pilot.press("space", "3", "space", "space", "3", "a")
        await pilot.pause()
        assert toasts(app)[-1] == "There is nothing to learn ahead."
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen)

    drive(steps)


def test_a_forgotten_card_offers_its_kata(services, clock, drive, monkeypatch):
    class Page:
        title = "ReLU"

    opened = []
    monkeypatch.setattr("quiz.study.lapse.offered", lambda *_: (Page(),))
    monkeypatch.setattr(ReviewScreen, "open_kata", lambda self, page: opened.append(page.title))
    acts.rate(services.log, WHY, 4, clock(), seconds=5)
    clock.move(days=40)

    async def steps(app, pilot):
        await pilot.press("enter", "o", "space", "1")
        assert toasts(app)[-1] == "It can be practised: o opens the kata ReLU."
        await pilot.press("o")
        await pilot.press("space", "3", "o")

    drive(steps)
    assert opened == ["ReLU"]


def test_the_place_of_the_ratings_is_empty_until_the_answer_is_shown(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter")
        assert "1 Again" not in seen(app)
        await pilot.press("space")
        assert "1 Again" in seen(app)
        await pilot.press("3")
        assert "1 Again" not in seen(app)
        assert app.screen.query_one(RatingBar).styles.visibility == "visible"

    drive(steps)


@pytest.mark.parametrize("size", [(120, 40), (40, 10)])
def test_clock_note_facts_and_end_fit_at_every_size(drive, seen, size):
    async def steps(app, pilot):
        await pilot.press("enter", "t")
        assert "━━━" in seen(app)
        await write(pilot, "mine")
        await pilot.pause()
        assert "ctrl+s saves" in seen(app)
        await pilot.press("ctrl+s", "i")
        await pilot.pause()
        assert "demo:why-rectified" in seen(app)
        await pilot.press("escape", "space", "3", "-", "-", "-")
        await pilot.pause()
        assert "p next kata" in seen(app)

    drive(steps, size)


def test_undo_elsewhere_is_named(services, clock, drive):
    acts.attempt(services.log, "demo:kata/relu", _failed(), clock(), source=b"")

    async def steps(app, pilot):
        await pilot.press("enter", "u")
        assert toasts(app)[-1] == "Took back the attempt at kata/relu."

    drive(steps)
    assert services.log.events()[-1].kind == Kind.UNDO


def _failed():
    return {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}


def test_the_app_may_open_on_a_review_with_home_below(services, seen):
    async def main():
        app = QuizApp(services, ReviewScreen([WHY], "why"))
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "why · 1 of 1" in seen(app)
            await pilot.press("escape")
            assert isinstance(app.screen, HomeScreen)

    asyncio.run(main())
