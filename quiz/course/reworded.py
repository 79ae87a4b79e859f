"""A card without an id in its file is another card once its question changes: which one it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quiz.course.card import Card

_ALIKE = 0.6
_MOST = 20  # cards of a file: more are not the edits of a hand


@dataclass(frozen=True)
class Reworded:
    """A card, and the same one as it was before: its id and its question."""

    card: Card
    id: str
    question: str


def reworded(before: Sequence[Card], after: Sequence[Card]) -> list[Reworded]:
    """Of the cards of one file those without an id that seem to be one of `before` with another question."""
    there, known = {card.id for card in after}, {card.id for card in before}
    lost = [card for card in before if card.id not in there and not card.stamped]
    new = [card for card in after if card.id not in known and not card.stamped]
    found: list[Reworded] = []
    if max(len(lost), len(new)) > _MOST:
        return found
    for card in new if lost else ():
        best = max(lost, key=lambda old: _likeness(old, card))
        if best.kind is card.kind and _likeness(best, card) >= _ALIKE:
            lost.remove(best)
            found.append(Reworded(card, best.id, best.question))
        if not lost:
            break
    return found


def _likeness(one: Card, other: Card) -> float:
    """From 0 to 1; a card of which nothing but the question changed is the same, whatever it asks now."""
    if _body(one) == _body(other):
        return 1.0
    return SequenceMatcher(None, one.question + _body(one), other.question + _body(other), autojunk=False).ratio()


def _body(card: Card) -> str:
    parts = (option.text for option in card.options)
    typed = (value for typed in card.typed for value in typed.values)
    points = (point.text for point in card.key_points)
    return "\n".join((card.answer, *parts, *typed, *points, *card.steps, *card.order))
