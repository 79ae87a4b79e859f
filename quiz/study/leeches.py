"""Leeches: cards that are forgotten again and again, and what helps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.progress.log import Log
from quiz.progress.statistics import KNOWN_DAYS
from quiz.scheduling.memory import Rating
from quiz.study.acts import Review
from quiz.study.kata_choice import practising
from quiz.study.waiting import card_of

IS_LEECH = "lapses >= {leech} AND {leech} > 0"  # what `is_leech` says, of a row of the table `state`


@dataclass(frozen=True)
class Leech:
    """A leech that is still shaky: question in markdown, how often it was forgotten, and what helps, the best first."""

    item: str
    question: str
    lapses: int
    advice: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def is_leech(lapses: int, threshold: int) -> bool:
    """Whether a card was forgotten so often on later days, known by now or not; never with a threshold of 0."""
    return 0 < threshold <= lapses


def is_news(review: Review, threshold: int) -> bool:
    """Whether this review is one to speak up at: the card was forgotten, and for the time that makes it a leech.

    As in Anki that is the threshold, and then each time that half as many lapses have come on top.
    """
    recall, lapses = review.event.payload["recall"], review.memory.lapses
    forgotten = review.rating == Rating.AGAIN and recall is not None and recall < 1  # 1: again on the same day
    return bool(forgotten and 0 < threshold <= lapses and (lapses - threshold) % max(1, threshold // 2) == 0)


def leeches(log: Log, course: Course) -> tuple[Leech, ...]:
    """The leeches of a course that are still asked and not known by now, the most often forgotten first."""
    condition = IS_LEECH.format(leech=log.settings().leech)
    query = f"""SELECT item, lapses FROM state WHERE {condition} AND stability < ? AND NOT suspended
                ORDER BY lapses DESC, item"""
    rows = log.rows(query, KNOWN_DAYS)
    asked = set(course.items()) if rows else set()
    cards = ((item, lapses, course.card(item)) for item, lapses in rows if item in asked)
    return tuple(Leech(item, card.question, lapses, what_helps(log, course, card)) for item, lapses, card in cards)


def cards_ever(log: Log, course: Course) -> int:
    """How many cards of a course are leeches, those included that are known or suspended by now."""
    rows = log.rows(f"SELECT item FROM state WHERE {IS_LEECH.format(leech=log.settings().leech)}")
    return len({card_of(item) for item in {row[0] for row in rows}.intersection(course.items())}) if rows else 0


def what_helps(log: Log, course: Course, card: Card) -> tuple[str, ...]:
    """What helps with a card of a course that will not stay."""
    solved = _solved(log)
    return advice(card, [page.title for page in practising(course, card) if course.kata_item(page.id) not in solved])


def advice(card: Card, katas: Collection[str] = ()) -> tuple[str, ...]:
    """What helps with a card that will not stay; `katas`: the titles of its own that are not solved yet."""
    first = [f"do the kata {kata}: what you have written, you keep" for kata in katas]
    read = [f"read {card.sources[0]}"] if card.sources else []
    return (*first, *read, "rewrite it: one fact, in your own words, or two cards for two facts", "suspend it")


def _solved(log: Log) -> set[str]:
    return {row[0] for row in log.rows("SELECT DISTINCT item FROM act WHERE kind = 'attempt' AND score = 1")}
