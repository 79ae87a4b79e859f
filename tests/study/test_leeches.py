"""Cards that are forgotten again and again."""

from dataclasses import replace

import pytest

from quiz.course.card import Card, Kind
from quiz.course.course import Course
from quiz.course.outline import Unit
from quiz.study import acts
from quiz.study.leeches import advice, cards_ever, is_leech, is_news, leeches

PASSED = {"verdict": "passed", "passed": True, "checks": [], "misconception": None}


@pytest.fixture
def card(tmp_path):
    return Card(
        id="a",
        unit="u",
        kind=Kind.CONCEPT,
        question="Why?",
        answer="!",
        file=tmp_path / "deck.md",
        line=1,
        stamped=True,
    )


@pytest.fixture
def course(tmp_path, card, kata_page):
    cards = (replace(card, katas=("k",), sources=("Goodfellow 2016, 6.3",)), replace(card, id="b"))
    page = kata_page("k", tmp_path / "k", cards=("b",))
    return Course(tmp_path, "c", "Course", (Unit("u", "Unit"),), cards, (page,), ())


def forgotten(log, item, times, in_days, since=0):
    """The reviews that forget a card so often, on one day each after the one on which it is met."""
    met = [] if since else [acts.rate(log, item, 3, in_days(0), seconds=5)]
    return met + [acts.rate(log, item, 1, in_days(since + n + 1), seconds=5) for n in range(times)]


def test_eight_lapses_make_a_leech(log, in_days):
    forgotten(log, "c:a", 7, in_days)
    assert not is_leech(log.state("c:a").memory.lapses, 8)
    forgotten(log, "c:a", 1, in_days, since=7)
    assert is_leech(log.state("c:a").memory.lapses, 8)
    assert not is_leech(log.state("c:a").memory.lapses, 9)
    assert not is_leech(log.state("c:a").memory.lapses, 0)


def test_it_is_news_at_the_threshold_and_then_after_half_as_many_more(log, in_days):
    reviews = forgotten(log, "c:a", 17, in_days)
    assert [review.memory.lapses for review in reviews if is_news(review, 8)] == [8, 12, 16]
    assert [review.memory.lapses for review in reviews if is_news(review, 3)] == list(range(3, 18))
    assert not any(is_news(review, 0) for review in reviews)


def test_failing_it_again_on_the_day_or_recalling_it_is_no_news(log, in_days):
    forgotten(log, "c:a", 8, in_days)
    assert not is_news(acts.rate(log, "c:a", 1, in_days(8), seconds=5), 8)
    assert not is_news(acts.rate(log, "c:a", 3, in_days(8), seconds=5), 8)
    assert not is_news(acts.rate(log, "c:b", 1, in_days(8), seconds=5), 8)


def test_leeches_are_listed_with_what_helps_the_worst_first(log, course, in_days):
    forgotten(log, "c:a", 8, in_days)
    forgotten(log, "c:b", 9, in_days)
    forgotten(log, "other:a", 9, in_days)
    worst, other = leeches(log, course)
    assert (worst.item, worst.lapses, other.item, other.question) == ("c:b", 9, "c:a", "Why?")
    assert other.advice[0].startswith("do the kata k")
    assert other.advice[1] == "read Goodfellow 2016, 6.3"
    assert worst.advice[0].startswith("do the kata k")  # which names the card
    assert worst.advice[-1] == "suspend it"


def test_a_solved_kata_is_not_advised(log, course, in_days):
    forgotten(log, "c:a", 8, in_days)
    acts.attempt(log, "c:kata/k", PASSED, in_days(9), source=b"")
    assert leeches(log, course)[0].advice[0].startswith("read")


def test_one_that_is_suspended_or_known_by_now_is_not_listed(log, course, in_days):
    for item in ("c:a", "c:b"):
        forgotten(log, item, 8, in_days)
    acts.suspend(log, "c:a", in_days(9))
    for n in range(12):
        acts.rate(log, "c:b", 4, in_days(20 + 20 * n), seconds=5)
    assert is_leech(log.state("c:b").memory.lapses, 8)
    assert leeches(log, course) == ()
    assert cards_ever(log, course) == 2


def test_the_threshold_is_a_setting(log, course, in_days):
    forgotten(log, "c:a", 4, in_days)
    assert leeches(log, course) == ()
    acts.change_setting(log, "leech", 4, in_days(5))
    assert len(leeches(log, course)) == 1
    acts.change_setting(log, "leech", 0, in_days(5))
    assert leeches(log, course) == ()
    assert cards_ever(log, course) == 0


def test_without_kata_or_source_there_is_still_advice(card):
    assert len(advice(card)) == 2
