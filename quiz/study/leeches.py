"""Leeches: cards that are forgotten again and again, and what helps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.progress.log import Log
from quiz.progress.replay import State
from quiz.progress.statistics import KNOWN_DAYS
from quiz.scheduling.memory import Rating
from quiz.study.acts import Review


@dataclass(frozen=True)
class Leech:
    """A card, its question in markdown, how often it was forgotten, and what helps, the best first."""

    item: str
    question: str
    lapses: int
    advice: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def is_leech(state: State, threshold: int) -> bool:
    """Whether a card was forgotten so often on later days; never with a threshold of 0."""
    return 0 < threshold <= (state.memory.lapses if state.memory else 0)


def is_news(review: Review, threshold: int) -> bool:
    """Whether this review is one to speak up at: the card was forgotten, and for the time that makes it a leech.

    As in Anki that is the threshold, and then each time that half as many lapses have come on top.
    """
    recall, lapses = review.event.payload["recall"], review.memory.lapses
    forgotten = review.rating == Rating.AGAIN and recall is not None and recall < 1  # 1: again on the same day
    return bool(forgotten and 0 < threshold <= lapses and (lapses - threshold) % max(1, threshold // 2) == 0)


def leeches(log: Log, course: Course) -> tuple[Leech, ...]:
    """The leeches of a course that are still asked and not known by now, the most often forgotten first."""
    threshold = log.settings().leech
    query = """SELECT item, lapses FROM state WHERE lapses >= ? AND stability < ? AND NOT suspended
               ORDER BY lapses DESC, item"""
    rows = log.rows(query, threshold, KNOWN_DAYS) if threshold else []
    asked = set(course.items()) if rows else set()
    cards = ((item, lapses, course.card(item)) for item, lapses in rows if item in asked)
    return tuple(Leech(item, card.question, lapses, what_helps(log, course, card)) for item, lapses, card in cards)


def what_helps(log: Log, course: Course, card: Card) -> tuple[str, ...]:
    """What helps with a card of a course that will not stay."""
    solved, titles = _solved(log), {kata.id: kata.title for kata in course.katas}
    return advice(card, [titles.get(kata, kata) for kata in card.katas if course.kata_item(kata) not in solved])


def advice(card: Card, katas: Collection[str] = ()) -> tuple[str, ...]:
    """What helps with a card that will not stay; `katas`: the titles of its own that are not solved yet."""
    first = [f"do the kata {kata}: what you have written, you keep" for kata in katas]
    read = [f"read {card.sources[0]}"] if card.sources else []
    return (*first, *read, "rewrite it: one fact, in your own words, or two cards for two facts", "suspend it")


def _solved(log: Log) -> set[str]:
    return {row[0] for row in log.rows("SELECT DISTINCT item FROM act WHERE kind = 'attempt' AND score = 1")}
