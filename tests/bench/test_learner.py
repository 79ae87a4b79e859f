"""A made-up learner is the same in every program: so many reviews, about three cards in a hundred due."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from quiz.course.course import Course
from quiz.study import summary

CARDS, REVIEWS = 300, 1_000


@pytest.fixture
def learner(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("learner")


@pytest.fixture
def large(learner):
    return importlib.import_module("large")


def test_reviews_lie_on_different_days_before_today(learner, log, now):
    cards = list(learner.learn(CARDS, REVIEWS, now))
    assert sum(len(card.past) for card in cards) == REVIEWS
    assert len({past.ms for card in cards for past in card.past}) == REVIEWS
    for card in cards:
        days = [past.day for past in card.past]
        assert days == sorted(set(days))
        assert all(day < log.day(now).isoformat() for day in days)


def test_course_and_log_say_what_the_learner_did(learner, large, log, tmp_path, now):
    cards = list(learner.learn(CARDS, REVIEWS, now))
    large.write_course(tmp_path, cards)
    course = Course.load(tmp_path)
    assert (course.problems, course.items()) == ((), tuple(f"large:{card.id}" for card in cards))
    assert large.fill(log, cards) == REVIEWS
    states, today = {state.item: state for state in log.states()}, log.day(now)
    for card in cards:
        state = states.get(f"large:{card.id}")
        assert card.due == (state and (state.due - today).days)
        assert card.stability == pytest.approx(state.memory.stability if state else 0.0)
    due = sum(card.due is not None and card.due <= 0 for card in cards)
    assert 0 < due < 0.06 * CARDS
    assert summary.due(log, course.items(), now).due == due
