"""The log as FSRS is fitted to it: each review with all before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from quiz.progress.log import Log

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem, FSRSReview


@dataclass
class Histories:
    """The reviews on a later day than the one before, by time: each with all before it, its card and its instant."""

    items: list[FSRSItem] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)
    instants: list[int] = field(default_factory=list)


def histories(log: Log) -> Histories:
    """Those of the whole log; a card that was forgotten on purpose counts as another one from then on."""
    from fsrs_rs_python import FSRSItem, FSRSReview

    query = """SELECT item, kind, day, score, instant FROM act WHERE kind IN ('review', 'forget')
               ORDER BY instant, counter, item, score"""
    known: dict[str, tuple[int, date, list[FSRSReview]]] = {}
    found, number = Histories(), 0
    for item, kind, text, rating, instant in log.rows(query):
        if kind == "forget":
            known.pop(item, None)
            continue
        day = date.fromisoformat(text)
        if item not in known:
            number += 1
            known[item] = number, day, [FSRSReview(rating, 0)]
            continue
        card, before, reviews = known[item]
        days = max(0, (day - before).days)
        reviews.append(FSRSReview(rating, days))
        known[item] = card, max(day, before), reviews
        if days:
            found.items.append(FSRSItem(list(reviews)))
            found.cards.append(card)
            found.instants.append(instant)
    return found
