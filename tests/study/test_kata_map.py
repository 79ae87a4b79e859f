from datetime import date
from pathlib import Path

import pytest

from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.course.outline import Unit
from quiz.progress.attempts import KataState
from quiz.study.kata_map import Standing, kata_map, next_kata, why


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
    return Course(Path(), "demo", "Demo", units, (), katas, ())


def states(course, **passed):
    return {
        course.kata_item(name): KataState(course.kata_item(name), len(tries), any(tries), tries[-1], date(2026, 11, 20))
        for name, tries in passed.items()
    }


def standings(course, known):
    return {spot.name: spot.standing for row in kata_map(course, known) for spot in row.spots}


def test_rows_are_units_with_katas_and_prerequisites_stand_first(course):
    rows = kata_map(course, {})
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


def test_the_next_kata_is_the_first_whose_prerequisites_are_solved(course):
    assert next_kata(course, {}).id == "softmax"
    assert next_kata(course, states(course, softmax=[True])).id == "cross_entropy"
    assert next_kata(course, states(course, softmax=[True], cross_entropy=[True])).id == "lstm"


def test_what_was_begun_comes_before_what_is_open(course):
    assert next_kata(course, states(course, lstm=[False])).id == "lstm"


def test_after_a_kata_another_one_is_proposed_until_all_are_solved(course):
    assert next_kata(course, {}, besides="softmax").id == "cross_entropy"
    assert next_kata(course, states(course, softmax=[True], cross_entropy=[True], lstm=[True])) is None


def test_the_reason_names_what_a_kata_waits_for_or_builds_on(course):
    softmax, cross_entropy = course.kata("softmax"), course.kata("cross_entropy")
    assert why(softmax, course, {}) == "It needs no other kata first."
    assert why(cross_entropy, course, {}) == "Easier after softmax."
    assert why(cross_entropy, course, states(course, softmax=[True])) == "You have solved what it builds on: softmax."
    assert why(softmax, course, states(course, softmax=[False])) == "Begun: 1 attempt, not passed yet."
    assert why(softmax, course, states(course, softmax=[True])).startswith("Solved")


def test_a_planned_prerequisite_holds_nobody_up(course):
    known = states(course, softmax=[True], cross_entropy=[True])
    assert why(course.kata("lstm"), course, known) == "You have solved what it builds on: cross_entropy."
