"""A card was forgotten: the kata that practises it, and a word when that happens again and again."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.progress import attempts
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating
from quiz.study.acts import Review
from quiz.study.kata_choice import offered
from quiz.study.leeches import advice, is_news


@dataclass(frozen=True)
class Lapse:
    """What follows from forgetting a card; `leech` is empty unless it just became one, or is one again."""

    kata: KataPage | None
    leech: str


def lapse(log: Log, course: Course, card: Card, review: Review, now: Instant) -> Lapse | None:
    """What to say after a review; None when nothing was forgotten: the card was new, seen today or recalled."""
    recall = review.event.payload["recall"]
    if review.rating != Rating.AGAIN or recall is None or recall >= 1:
        return None
    katas = attempts.katas(log)
    pages = offered(course, katas, log.day(now), card)
    if not is_news(review, log.settings().leech):
        return Lapse(next(iter(pages), None), "")
    states = {page.title: katas.get(course.kata_item(page.id)) for page in pages}
    open_ones = [title for title, state in states.items() if state is None or not state.solved]
    leech = f"Forgotten {review.memory.lapses} times. What helps: {'; '.join(advice(card, open_ones))}."
    return Lapse(next(iter(pages), None), leech)
