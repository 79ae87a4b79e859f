"""What follows from forgetting a card."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.course.card import Card, Kind
from quiz.study import acts
from quiz.study.lapse import lapse


@dataclass
class Page:
    id: str = "relu"
    title: str = "ReLU"
    cards: tuple[str, ...] = ()


CARD = Card(
    id="why",
    unit="u",
    kind=Kind.CONCEPT,
    question="Why?",
    answer="So.",
    file=Path("deck.md"),
    line=1,
    stamped=True,
    katas=("relu",),
)


@pytest.fixture
def forget(log, in_days, monkeypatch):
    """Review a card Good and Again in turn, and return what follows from the last review."""

    class Course:
        def kata_item(self, kata):
            return f"demo:kata/{kata}"

    monkeypatch.setattr("quiz.study.lapse.offered", lambda *_: (Page(),))

    def run(*ratings):
        for visit, rating in enumerate(ratings):
            now = in_days(30 * visit)
            review = acts.rate(log, "demo:why", rating, now, seconds=5)
        return lapse(log, Course(), CARD, review, now)

    return run


@pytest.mark.parametrize("ratings", [(1,), (3, 3), (3, 2)])
def test_nothing_is_said_of_a_card_that_was_new_or_recalled(forget, ratings):
    assert forget(*ratings) is None


def test_a_forgotten_card_offers_its_kata(forget):
    found = forget(3, 1)
    assert (found.kata.id, found.leech) == ("relu", "")


def test_the_eighth_time_makes_a_leech_and_names_the_kata_first(forget):
    assert forget(3, *[1] * 7).leech == ""
    found = forget(3, *[1] * 8)
    assert found.leech.startswith("Forgotten 8 times. What helps: do the kata ReLU")
    assert found.leech.endswith("suspend it.")
