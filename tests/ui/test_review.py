"""Review: every kind of card, rating, undo, typing, and errors while writing."""

from __future__ import annotations

import pytest

from quiz.errors import LogError
from quiz.progress.event import Kind
from quiz.study import acts
from quiz.study.turn import Turn
from quiz.ui.screens.card_facts import facts
from quiz.ui.screens.home import HomeScreen
from quiz.ui.widgets.key_points import KeyPoints
from quiz.ui.widgets.rating_bar import RatingBar

SAID = "negative values become zero and the rest is unchanged"
KEYS = {" ": "space", "/": "slash", "*": "asterisk", "(": "left_parenthesis", ")": "right_parenthesis", "-": "minus"}
TYPED = """# Deck

## What is half of {whole}, $2^{whole}$?
<!-- id: half -->

It is {whole} divided by 2.

### Answer
- number: {whole} / 2 bytes

### Draw
- whole: 12..98
"""
SHAPE = """# Deck

## What shape has it, with N and T?
<!-- id: shape -->

No more than that.

### Answer
- shape: (N, T)

### Key points
- Two axes.
  - ~ two
- Time is last.
  - ~ last
"""
CLOZE = """# Deck

## A line
<!-- id: line -->

Its slope is $-\\frac{w_1}{w_2}$, and the weights stand at right angles to it.

### Gaps
- `-\\frac{w_1}{w_2}` : mind the sign
- at right angles
"""
ORDER = """# Deck

## In which order?
<!-- id: order -->

It goes on.

### Order
1. first `a`
2. second
3. third
4. fourth
"""


def reviews(services):
    return [event for event in services.log.events() if event.kind == Kind.REVIEW]


async def answer(pilot, text):
    await pilot.press("enter", *(KEYS.get(char, char) for char in text), "enter")
    await pilot.pause()


@pytest.fixture
def deck(services, course_folder):
    """Put another deck in the place of the usual one."""

    def use(text):
        (course_folder / "content" / "01_unit" / "deck.md").write_text(text)
        services.read_course_again()
        assert services.course.problems == ()

    return use


def half(services, reviews):
    """The number that the parametric card asks for."""
    return int(Turn.of("demo:half", services.course.card("half"), reviews).question.split()[4].strip(",")) / 2


def test_space_shows_the_answer_and_space_again_is_good(services, clock, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter")
        assert "negative ones are cut" not in seen(app)
        await pilot.press("space")
        assert "max(0, z); negative ones are cut" in seen(app)
        clock.move(seconds=7)
        await pilot.press("space")
        assert "2 of 4" in seen(app)

    drive(steps)
    [event] = reviews(services)
    assert event.item == "demo:why-rectified"
    assert event.payload["rating"] == 3
    assert event.payload["seconds"] == 7.0
    assert event.payload["ticks"] is None


def test_the_interval_on_the_button_is_the_one_that_is_written(services, clock, drive):
    shown = []

    async def steps(app, pilot):
        await pilot.press("enter", "space")
        shown.append(app.screen.query_one(RatingBar).intervals[3])
        await pilot.press("4")

    drive(steps)
    state = services.log.state("demo:why-rectified")
    assert (state.due - services.log.day(clock())).days == shown[0]


def test_time_away_counts_as_two_minutes_at_most(services, clock, drive):
    async def steps(app, pilot):
        await pilot.press("enter", "space")
        clock.move(hours=3)
        await pilot.press("2")

    drive(steps)
    assert reviews(services)[0].payload["seconds"] == 120.0


def test_a_typed_answer_ticks_key_points_and_suggests_a_rating(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter")
        await answer(pilot, SAID)
        text = seen(app)
        assert text.count("[x]") == 2
        assert "suggested: 3 Good" in text or app.screen.query_one(RatingBar).suggested
        await pilot.press("down", "space")
        assert app.screen.query_one(RatingBar).marked == 2
        await pilot.press("enter")

    drive(steps)
    payload = reviews(services)[0].payload
    assert (payload["rating"], payload["ticks"]) == (2, [1])


def test_letters_are_text_while_the_cursor_is_in_the_field(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "enter", *"u1e?", "escape")
        assert "u1e?" in seen(app)
        assert app.focused is None
        await pilot.press("space")
        assert "negative ones are cut" in seen(app)

    drive(steps)
    assert not reviews(services)


def test_a_slip_is_asked_about_and_denied(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter")
        await answer(pilot, SAID + ". it is corrected")
        assert "Do you mean that?" in seen(app)
        assert "[x]" not in seen(app)
        await pilot.press("n")
        assert "Do you mean that?" not in seen(app)
        assert seen(app).count("[x]") == 2
        assert app.screen.query_one(RatingBar).marked == 3

    drive(steps)


def test_the_curveball_keeps_its_answer_until_c(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space")
        assert "And full-wave?" in seen(app)
        assert "The absolute value" not in seen(app)
        await pilot.press("c")
        await pilot.pause()
        assert "The absolute value" in seen(app)

    drive(steps)


def test_a_choice_is_checked_with_reasons_and_suggests(services, drive, seen):
    wrong = next(
        number
        for number, option in enumerate(Turn.of("demo:convex", services.course.card("convex"), 0).options)
        if not option.right
    )

    async def steps(app, pilot):
        await pilot.press("enter", "space", "3", "ab"[wrong], "space")
        text = seen(app)
        assert "✓" in text
        assert "✗" in text
        assert "Its slope never falls." in text
        assert app.screen.query_one(RatingBar).marked == 1
        await pilot.press("enter")

    drive(steps)
    assert reviews(services)[1].payload["rating"] == 1


def test_options_stand_in_the_same_order_at_every_look_and_are_mixed_anew_after_a_review(services):
    card = services.course.card("convex")
    orders = [Turn.of("demo:convex", card, reviews).options for reviews in range(8)]
    assert Turn.of("demo:convex", card, 3).options == orders[3]
    assert len(set(orders)) == 2


def test_a_gap_is_hidden_and_a_derivation_grows_step_by_step(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space", "3", "space", "3")
        assert "Softmax is […] to a shift" in seen(app)
        assert "Hint: what happens?" in seen(app)
        await pilot.press("space", "3", "space")
        assert "The first step." in seen(app)
        assert "The second step." not in seen(app)
        await pilot.press("space")
        assert "Together they give it." in seen(app)

    drive(steps)


def test_confidence_is_stored_with_the_review(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "s", "s")
        assert "[unsure]" in seen(app)
        await pilot.press("space", "3")

    drive(steps)
    assert reviews(services)[0].payload["confidence"] == "unsure"


def test_the_end_sums_up_and_undo_goes_back_several_levels(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space", "3", "space", "3", "space", "3", "space", "space", "3")
        await pilot.pause()
        assert "Done: 4 answers" in seen(app)
        assert "4 recalled, 0 again" in seen(app)
        await pilot.press("u", "u")
        assert "Shift" in seen(app)
        assert "3 of 4" in seen(app)
        await pilot.press("space", "3", "space", "space", "3", "enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)

    drive(steps)
    assert len(reviews(services)) == 6
    assert len(services.log.seen()) == 4


def test_a_failed_card_comes_back_ahead_of_time_when_nothing_else_is_left(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space", "1", "space", "3", "space", "3", "space", "space", "3")
        await pilot.pause()
        assert "Why rectified?" in seen(app)
        assert "would come back in 10 min" in seen(app)

    drive(steps)


@pytest.mark.parametrize(("key", "kind"), [("minus", Kind.BURY), ("at", Kind.SUSPEND)])
def test_a_card_can_be_put_aside_and_taken_back(services, drive, seen, key, kind):
    async def steps(app, pilot):
        await pilot.press("enter")
        first = seen(app)
        await pilot.press(key)
        assert services.log.events()[-1].kind == kind
        assert "rectified" not in seen(app).splitlines()[2]
        await pilot.press("u")
        assert seen(app).splitlines()[:4] == first.splitlines()[:4]

    drive(steps)


def test_a_log_that_cannot_be_written_keeps_the_card(services, drive, seen, monkeypatch):
    def full(*args, **kwargs):
        raise LogError("the disk is full [red]", hint="Free some space.")

    async def steps(app, pilot):
        await pilot.press("enter", "space")
        monkeypatch.setattr("quiz.study.acts.rate", full)
        await pilot.press("3")
        await pilot.pause()
        assert [toast.message for toast in app._notifications] == ["the disk is full [red]\nFree some space."]
        assert "negative ones are cut" in seen(app)

    drive(steps)


def test_facts_name_the_file_and_the_memory(services, clock, drive):
    async def steps(app, pilot):
        await pilot.press("enter", "space", "3")

    drive(steps)
    turn = Turn.of("demo:why-rectified", services.course.card("why-rectified"), 1)
    known = dict(facts(services, turn))
    assert known["file"].endswith("deck.md:3")
    assert known["reviews"] == "1, of which 0 lapses"
    assert "leech" not in known
    clock.move(days=9)
    acts.rate(services.log, turn.item, 1, clock(), seconds=5)
    assert dict(facts(services, turn))["reviews"] == "2, of which 1 lapse"


def test_facts_of_a_leech_say_what_helps(services, clock):
    item = "demo:why-rectified"
    for rating in (3, *[1] * 8):
        acts.rate(services.log, item, rating, clock(), seconds=4.0)
        clock.move(days=1)
    known = dict(facts(services, Turn.of(item, services.course.card("why-rectified"), 1)))
    assert known["leech"] == "forgotten 8 times"
    assert "rewrite it" in known["what helps"]


def test_the_marked_rating_and_a_doubtful_point_are_told_without_colour(services, drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter")
        await answer(pilot, SAID)
        assert "▸ 3 Good" in seen(app)
        assert "perhaps said" not in seen(app)
        points = app.screen.query_one(KeyPoints)
        points.states[0] = "maybe"
        points.reset()
        await pilot.pause()
        assert "perhaps said: ↓ goes there, Space ticks it" in seen(app)

    drive(steps)

    async def narrow(app, pilot):
        await pilot.press("enter", "space", "space", "space")
        assert "▸1 Again" in seen(app)  # no option was chosen

    drive(narrow, (40, 20))


def test_an_edit_is_read_again_and_a_card_that_went_away_is_passed_over(services, drive, seen, monkeypatch):
    def edit(app, configured, file, line):
        assert line == 3
        file.write_text(file.read_text().replace("why-rectified", "renamed"))

    monkeypatch.setattr("quiz.ui.screens.card_screen.edit", edit)

    async def steps(app, pilot):
        await pilot.press("enter", "e")
        await pilot.pause()
        assert "Which is convex?" in seen(app)

    drive(steps)
    assert "demo:renamed" in services.items


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24), (40, 10)])
def test_it_reviews_at_every_size(services, drive, seen, size):
    async def steps(app, pilot):
        await pilot.press("enter", "space")
        assert "3 Good" in seen(app)
        await pilot.press("3")

    drive(steps, size)
    assert len(reviews(services)) == 1


def test_a_click_on_a_button_rates(services, drive):
    async def steps(app, pilot):
        await pilot.press("enter", "space")
        await pilot.click(RatingBar, offset=(12, 0))

    drive(steps)
    assert reviews(services)[0].payload["rating"] == 1


def test_a_right_number_suggests_good_and_shows_the_answer_computed(services, deck, drive, seen):
    deck(TYPED)
    number = half(services, 0)

    async def steps(app, pilot):
        await pilot.press("enter")
        assert "{whole}" not in seen(app)
        assert "Enter types your answer    Space shows it" in seen(app)
        await pilot.press("enter")
        assert "a number, bytes" in seen(app)
        await pilot.press(*str(2 * number), "slash", "2", "enter")
        await pilot.pause()
        assert f"✓ You: {2 * number}/2" in seen(app)
        assert f"{number:g} bytes" in seen(app)
        assert (app.screen.query_one(RatingBar).suggested, app.screen.query_one(RatingBar).marked) == (True, 3)
        await pilot.press("2")

    drive(steps)
    assert [event.payload["rating"] for event in reviews(services)] == [2]


def test_a_wrong_number_suggests_again_says_what_is_near_and_comes_back_with_another(services, deck, drive, seen):
    deck(TYPED)

    async def steps(app, pilot):
        await pilot.press("enter")
        await answer(pilot, f"-{half(services, 0):g}")
        assert "✗ You: -" in seen(app)
        assert "Right up to the sign." in seen(app)
        assert app.screen.query_one(RatingBar).marked == 1
        await pilot.press("enter")
        await pilot.pause()
        assert f"half of {2 * half(services, 1):g}" in seen(app)

    drive(steps)
    assert half(services, 0) != half(services, 1)
    assert half(services, 1) == half(services, 1)


def test_an_answer_that_cannot_be_read_may_be_mended_and_is_shown_at_the_second_enter(deck, drive, seen):
    deck(SHAPE)

    async def steps(app, pilot):
        await pilot.press("enter")
        await answer(pilot, "(N T")
        assert "? A “)” is missing." in seen(app)
        assert "Enter again shows the answer" in seen(app)
        assert "No more than that" not in seen(app)
        assert app.focused is not None
        await pilot.press("right_parenthesis", "enter")
        await pilot.pause()
        assert "✓ You: (N T)" in seen(app)
        assert "[ ] Two axes." in seen(app)
        await pilot.press("3", "space")

    drive(steps)

    async def again(app, pilot):
        await pilot.press("enter")
        await answer(pilot, "(N T")
        await pilot.press("enter")
        await pilot.pause()
        assert "? You: (N T" in seen(app)
        assert not app.screen.query_one(RatingBar).suggested

    deck(SHAPE.replace("id: shape", "id: again"))
    drive(again)


def test_a_typed_card_may_be_shown_without_an_answer(deck, drive, seen):
    deck(SHAPE)

    async def steps(app, pilot):
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        assert "(N, T)" in seen(app)
        assert "You:" not in seen(app)
        assert not app.screen.query_one(RatingBar).suggested

    drive(steps)


def test_a_gap_of_maths_is_compared_as_maths_and_its_sibling_waits_for_another_day(services, clock, deck, drive, seen):
    deck(CLOZE)

    async def steps(app, pilot):
        await pilot.press("enter")
        await answer(pilot, "-w_1/w_2")
        assert "✓ You: -w_1/w_2" in seen(app)
        assert app.screen.query_one(RatingBar).marked == 3
        await pilot.press("3")
        await pilot.pause()
        assert "Done: 1 answer" in seen(app)

    drive(steps)
    clock.move(days=1)

    async def other_words(app, pilot):
        await pilot.press("enter")
        await answer(pilot, "perpendicular")
        assert "? You: perpendicular" in seen(app)
        assert "does yours mean the same?" in seen(app)
        assert not app.screen.query_one(RatingBar).suggested

    drive(other_words)


@pytest.mark.parametrize(
    ("key", "shown", "rating"), [("y", "✓ You: zzz", 3), ("n", "✗ You: zzz", 1), ("", "? You: zzz", 1)]
)
def test_an_undecided_answer_is_the_learners_to_decide_and_is_not_good_by_itself(
    services, deck, drive, seen, key, shown, rating
):
    deck(CLOZE)

    async def steps(app, pilot):
        await pilot.press("enter")
        await answer(pilot, "zzz")
        assert "y counts as right" in seen(app)
        assert "n as wrong" in seen(app)
        await pilot.press(*key)
        assert shown in seen(app)
        assert ("does yours mean the same?" in seen(app)) is (not key)
        await pilot.press("space")

    drive(steps)
    assert reviews(services)[0].payload["rating"] == rating


def test_steps_are_put_in_order_by_letters_and_the_last_one_follows(services, deck, drive, seen):
    deck(ORDER)
    turn = Turn.of("demo:order", services.course.card("order"), 0)
    letters = ["abcd"[turn.order.index(step)] for step in turn.card.order]
    assert turn.order != turn.card.order

    async def steps(app, pilot):
        await pilot.press("enter", letters[0])
        assert f"1 {letters[0]}  first a" in seen(app)
        await pilot.press("enter")
        assert "It goes on" not in seen(app)
        await pilot.press(*letters[1:3])
        assert f"4 {letters[3]}  fourth" in seen(app)
        assert "Space checks" in seen(app)
        await pilot.press("space")
        await pilot.pause()
        assert seen(app).count("✓") == 5
        assert "In the right order." in seen(app)
        assert app.screen.query_one(RatingBar).marked == 3

    drive(steps)


def test_a_wrong_order_marks_what_has_to_be_moved(services, deck, drive, seen):
    deck(ORDER)
    turn = Turn.of("demo:order", services.course.card("order"), 0)
    letters = ["abcd"[turn.order.index(step)] for step in turn.card.order]

    async def steps(app, pilot):
        await pilot.press("enter", letters[3], letters[0], letters[1], "enter")
        await pilot.pause()
        lines = [line.strip() for line in seen(app).splitlines()]
        assert "✓ 1  first a" in lines
        assert "✗ 4  fourth   you: 1" in lines
        assert "✗ One is out of place." in lines
        assert app.screen.query_one(RatingBar).marked == 2

    drive(steps)


def test_rows_are_picked_with_the_arrows_and_enter_and_taken_back(deck, drive, seen):
    deck(ORDER)

    async def steps(app, pilot):
        await pilot.press("enter", "down", "down", "enter")
        assert "▸ 1 b" in seen(app)
        await pilot.press("down", "space")
        assert "▸ 2 c" in seen(app)
        await pilot.press("b")
        assert "▸ 1 c" in seen(app)
        await pilot.press("space", "space", "escape")

    drive(steps)


def test_an_order_that_was_only_said_is_shown_without_a_verdict(deck, drive, seen):
    deck(ORDER)

    async def steps(app, pilot):
        await pilot.press("enter", "a", "space")
        await pilot.pause()
        assert "1  first a" in seen(app)
        assert "✗" not in seen(app)
        assert not app.screen.query_one(RatingBar).suggested

    drive(steps)


def test_a_choice_that_was_not_made_is_not_judged(drive, seen):
    async def steps(app, pilot):
        await pilot.press("enter", "space", "3", "space")
        assert "✓" in seen(app)
        assert not app.screen.query_one(RatingBar).suggested

    drive(steps)


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (40, 10)])
@pytest.mark.parametrize(("text", "keys"), [(TYPED, "enter 4 escape"), (CLOZE, "enter a escape"), (ORDER, "a b c")])
def test_every_kind_reviews_at_every_size(services, deck, drive, text, keys, size):
    deck(text)

    async def steps(app, pilot):
        await pilot.press("enter", *keys.split(), "space", "3")

    drive(steps, size)
    assert len(reviews(services)) == 1
