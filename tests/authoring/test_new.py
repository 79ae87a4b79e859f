"""Templates that pass `quiz check` as they are, and ids that keep a card's history."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quiz import paths
from quiz.authoring.check import check
from quiz.authoring.new import new_card, new_kata
from quiz.authoring.stamp import stamp
from quiz.course.course import Course
from quiz.course.deck import read_deck
from quiz.errors import CourseError
from quiz.grading.client import missing_packages
from quiz.grading.trust import judge_of, trust


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    (folder / "content/01_a").mkdir(parents=True)
    (folder / "content/course.toml").write_text('title = "T"\nname = "t"\nunits = [{ folder = "01_a", title = "A" }]\n')
    return folder


@pytest.mark.katas
@pytest.mark.skipif(bool(missing_packages()), reason="grading needs NumPy and torch")
def test_a_new_kata_and_a_new_card_have_no_problem(course):
    new_kata(course, "01_a/my_kata")
    new_card(course / "content/01_a/a.md", "Why is this asked?")
    where = paths.find(os.environ)
    trust(course, where)
    with judge_of(course, where) as judge:
        report = check(Course.load(course), judge)
        judge.stop()
    assert report.problems == ()
    assert (report.katas, report.wrong_answers, report.cards) == (1, 1, {"concept": 1})


def test_a_kata_is_never_overwritten(course):
    files = new_kata(course, "01_a/my_kata")
    files[0].write_text("mine")
    with pytest.raises(CourseError, match="is there already"):
        new_kata(course, "01_a/my_kata")
    assert files[0].read_text() == "mine"


@pytest.mark.parametrize("place", ["my_kata", "01_a/My Kata", "../01_a/x", "01_a/x/y"])
def test_a_place_that_is_none_is_refused(course, place):
    with pytest.raises(CourseError, match="does not name a kata"):
        new_kata(course, place)


def test_cards_are_appended_with_an_id_from_their_question(course):
    deck = course / "content/01_a/new_deck.md"
    assert new_card(deck, "Why is it called *rectified*?") == "why-is-it-called-rectified"
    assert new_card(deck, "And what else?") == "and-what-else"
    cards, problems = read_deck(deck, "01_a")
    assert [card.id for card in cards] == ["why-is-it-called-rectified", "and-what-else"]
    assert problems == ()
    with pytest.raises(CourseError, match="is taken"):
        new_card(deck, "And what else")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stamping_writes_the_ids_that_the_cards_have_had(course, end):
    deck = course / "content/01_a/a.md"
    options = "### Options\n- [x] a\n- [ ] b\n"
    text = f"# A\n\n## One?\n<!-- id: one -->\n\nYes.\n\n{options}\n## Two?\n\nNo.\n\n{options}"
    deck.write_bytes(text.replace("\n", end).encode())
    before = Course.load(course)
    assert [card.stamped for card in before.cards] == [True, False]
    assert [card.question for card in stamp(before)] == ["Two?"]
    after = Course.load(course)
    assert [card.id for card in after.cards] == [card.id for card in before.cards]
    assert all(card.stamped for card in after.cards)
    assert stamp(after) == []
    assert deck.read_bytes().count(end.encode()) == text.count("\n") + 1
    assert not list(Path(deck.parent).glob(".*"))
