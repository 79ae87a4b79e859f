from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from quiz.course.course import Course
from quiz.course.deck import parse_deck
from quiz.course.katas import KataPage
from quiz.course.outline import Unit
from quiz.progress.attempts import KataState
from quiz.scheduling.memory import Rating
from quiz.study.kata_choice import forgotten, next_kata, offered, why
from quiz.study.kata_map import Standing, again, kata_map

TODAY = date(2026, 11, 20)
CARD = """# Deck

## Why subtract the maximum?
<!-- id: max-subtraction -->

Against overflow.

### Key points
- It cannot overflow.
  - ~ overflow
- Nothing changes.
  - ~ nothing

### Links
- kata: softmax, lstm
"""


def page(name, *prerequisites, unit="01_a"):
    folder = Path("exercises") / unit / name
    return KataPage(
        id=name,
        unit=unit,
        title=name.upper(),
        difficulty=1,
        prerequisites=prerequisites,
        cards=(),
        flavour="numpy",
        forbids=(),
        statement="",
        hints=(),
        afterwards="",
        folder=folder,
        stub=folder / f"{name}.py",
        checks=folder / f"test_{name}.py",
        solution=Path("solutions") / unit / f"{name}.py",
    )


@pytest.fixture
def course():
    units = (
        Unit("01_a", "First", ("planned_one", "softmax")),
        Unit("02_empty", "Nothing here"),
        Unit("03_c", "Third"),
    )
    katas = (
        page("cross_entropy", "softmax"),
        page("softmax"),
        page("lstm", "cross_entropy", "planned_one", unit="03_c"),
    )
    cards, problems = parse_deck(CARD, Path("deck.md"), "01_a")
    assert problems == ()
    return Course(Path(), "demo", "Demo", units, cards, katas, ())


def states(course, **passed):
    """Katas by the outcomes of their attempts; a tuple has what else is known besides."""
    return dict(
        state(course, name, *tries) if isinstance(tries, tuple) else state(course, name, tries)
        for name, tries in passed.items()
    )


def state(course, name, tries, due=None, rating=None, revealed=False):
    item = course.kata_item(name)
    day = None if due is None else TODAY + timedelta(due)
    return item, KataState(item, len(tries), any(tries), TODAY, rating, day, revealed)


def standings(course, known):
    return {spot.name: spot.standing for row in kata_map(course, known, TODAY) for spot in row.spots}


def test_rows_are_units_with_katas_and_prerequisites_stand_first(course):
    rows = kata_map(course, {}, TODAY)
    assert [row.unit.title for row in rows] == ["First", "Third"]
    assert [spot.name for spot in rows[0].spots] == ["softmax", "cross_entropy", "planned_one"]


def test_each_kata_says_where_it_stands(course):
    known = states(course, softmax=[False, True, False], cross_entropy=[False])
    assert standings(course, known) == {
        "softmax": Standing.SOLVED,
        "cross_entropy": Standing.TRIED,
        "planned_one": Standing.PLANNED,
        "lstm": Standing.OPEN,
    }


@pytest.mark.parametrize(
    ("known", "standing"),
    [
        (([True], 3, Rating.EASY), Standing.SOLVED),
        (([True], 3, Rating.HARD), Standing.HELPED),
        (([True], 0, Rating.HARD), Standing.AGAIN),
        (([True], -9, Rating.EASY), Standing.AGAIN),
        (([False], 1, Rating.AGAIN, True), Standing.SEEN),
        (([], 1, Rating.AGAIN, True), Standing.SEEN),
        (([True], 1, Rating.AGAIN, True), Standing.SEEN),
        (([], 0, Rating.AGAIN, True), Standing.AGAIN),
        (([False], 0), Standing.TRIED),
    ],
)
def test_hints_a_look_at_the_answer_and_the_schedule_decide_where_a_kata_stands(course, known, standing):
    assert standings(course, states(course, softmax=known))["softmax"] is standing


def test_the_next_kata_is_the_first_whose_prerequisites_are_solved(course):
    assert next_kata(course, {}, TODAY).id == "softmax"
    assert next_kata(course, states(course, softmax=[True]), TODAY).id == "cross_entropy"
    assert next_kata(course, states(course, softmax=([True], 0, Rating.EASY), lstm=[True]), TODAY).id == "softmax"
    assert next_kata(course, states(course, softmax=[True], cross_entropy=[True]), TODAY).id == "lstm"


def test_what_was_begun_comes_before_what_is_open(course):
    assert next_kata(course, states(course, lstm=[False]), TODAY).id == "lstm"


def test_what_is_due_again_comes_first_and_among_it_what_waits_longest(course):
    known = states(course, softmax=([True], -1, Rating.GOOD), cross_entropy=[False], lstm=([True], -3, Rating.GOOD))
    assert next_kata(course, known, TODAY).id == "lstm"
    assert next_kata(course, known, TODAY, besides="lstm").id == "softmax"
    assert again(known, TODAY) == ["demo:kata/lstm", "demo:kata/softmax"]


def test_a_kata_whose_answer_was_seen_is_left_until_it_comes_back(course):
    known = states(course, softmax=([], 1, Rating.AGAIN, True), cross_entropy=[True], lstm=[True])
    assert next_kata(course, known, TODAY) is None
    assert next_kata(course, known, TODAY + timedelta(1)).id == "softmax"


def test_after_a_kata_another_one_is_proposed_until_all_are_solved(course):
    assert next_kata(course, {}, TODAY, besides="softmax").id == "cross_entropy"
    assert next_kata(course, states(course, softmax=[True], cross_entropy=[True], lstm=[True]), TODAY) is None


def test_the_reason_names_what_a_kata_waits_for_or_builds_on(course):
    softmax, cross_entropy = course.kata("softmax"), course.kata("cross_entropy")
    assert why(softmax, course, {}, TODAY) == "It needs no other kata first."
    assert why(cross_entropy, course, {}, TODAY) == "Easier after softmax."
    known = states(course, softmax=([True], 0, Rating.EASY))
    assert why(cross_entropy, course, known, TODAY) == "You have solved what it builds on: softmax."
    assert why(softmax, course, states(course, softmax=[False]), TODAY) == "Begun: 1 attempt, not passed yet."


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (([True], 4, Rating.GOOD), "Solved; it comes back on Tue 24 Nov."),
        (([True], 1, Rating.HARD), "Solved with hints; it comes back tomorrow."),
        (([True], 0, Rating.GOOD), "Due again today: from a blank page."),
        (([True], -2, Rating.GOOD), "Due again since Wed 18 Nov: from a blank page."),
        (([], 0, Rating.AGAIN, True), "Due again today, its answer was looked at: from a blank page."),
        (([False], 1, Rating.AGAIN, True), "You have seen the answer. It comes back tomorrow, from a blank page."),
    ],
)
def test_the_reason_says_when_a_kata_comes_back(course, known, reason):
    assert why(course.kata("softmax"), course, states(course, softmax=known), TODAY) == reason


def test_a_planned_prerequisite_holds_nobody_up(course):
    known = states(course, softmax=[True], cross_entropy=[True])
    assert why(course.kata("lstm"), course, known, TODAY) == "You have solved what it builds on: cross_entropy."


def test_a_card_offers_its_katas_those_to_be_done_first(course):
    card = course.card("max-subtraction")
    assert [page.id for page in offered(course, {}, TODAY, card)] == ["softmax", "lstm"]
    known = states(course, softmax=([True], 5, Rating.GOOD))
    assert [page.id for page in offered(course, known, TODAY, card)] == ["lstm", "softmax"]
    known = states(course, softmax=([True], 0, Rating.GOOD))
    assert [page.id for page in offered(course, known, TODAY, card)] == ["softmax", "lstm"]


def test_a_forgotten_card_brings_its_kata_forward_and_is_named_as_the_reason(course):
    lapsed = forgotten(course, ["other:card", "demo:gone", "demo:max-subtraction"])
    assert set(lapsed) == {"softmax", "lstm"}
    known = states(course, softmax=[True])
    assert next_kata(course, known, TODAY, forgotten=lapsed).id == "cross_entropy"  # lstm still waits for it
    reason = why(course.kata("lstm"), course, known, TODAY, forgotten=lapsed)
    assert reason == "Because you forgot “max subtraction”. Easier after cross_entropy."


def test_of_two_open_katas_the_one_of_a_forgotten_card_comes_first(course):
    wider = replace(course, katas=(*course.katas, page("relu")))
    card = course.card("max-subtraction")
    assert next_kata(wider, {}, TODAY).id == "softmax"
    assert next_kata(wider, {}, TODAY, forgotten={"relu": card, "lstm": card}).id == "relu"
