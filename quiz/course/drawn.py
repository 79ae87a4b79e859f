"""Parametric cards: the same question with other numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from quiz.course.card import Card, Curveball
from quiz.course.spans import Place, spans
from quiz.course.typed import NAME


def drawn(card: Card, rng: Random) -> Card:
    """The card with numbers drawn for its names."""
    return with_numbers(card, {draw.name: rng.randint(draw.low, draw.high) for draw in card.draws})


def with_numbers(card: Card, numbers: Mapping[str, int]) -> Card:
    """The card with these numbers for its names, in every text that is shown and in the accepted answers.

    Within maths a number keeps its braces (`2^{12}`), within an accepted answer it gets brackets (`2*(-3)`).
    """
    if not numbers:
        return card
    slip, curveball = card.slip, card.curveball
    return replace(
        card,
        question=_filled(card.question, numbers),
        answer=_filled(card.answer, numbers),
        key_points=tuple(replace(point, text=_filled(point.text, numbers)) for point in card.key_points),
        slip=slip and replace(slip, text=_filled(slip.text, numbers)),
        curveball=curveball and Curveball(_filled(curveball.question, numbers), _filled(curveball.answer, numbers)),
        typed=tuple(
            replace(
                typed, values=tuple(NAME.sub(lambda name: f"({numbers[name[1]]})", value) for value in typed.values)
            )
            for typed in card.typed
        ),
        draws=(),
    )


def _filled(text: str, numbers: Mapping[str, int]) -> str:
    formulas = [(start, end) for start, end, place in spans(text) if place is Place.MATHS]

    def number(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            return match[0]
        in_formula = any(start <= match.start() < end for start, end in formulas)
        return f"{{{numbers[match[1]]}}}" if in_formula else str(numbers[match[1]])

    return NAME.sub(number, text)


def undrawn(card: Card) -> list[str]:
    """Names in braces that stand for nothing: in an accepted answer, or in the question outside maths."""
    known = {draw.name for draw in card.draws}
    formulas = [(start, end) for start, end, place in spans(card.question) if place is Place.MATHS]
    asked = (
        name[1]
        for name in NAME.finditer(card.question)
        if not any(start <= name.start() < end for start, end in formulas)
    )
    accepted = (name for typed in card.typed for value in typed.values for name in NAME.findall(value))
    return sorted({*asked, *accepted} - known)


def unused(card: Card) -> list[str]:
    """Drawn names that no accepted answer uses."""
    accepted = " ".join(value for typed in card.typed for value in typed.values)
    return [draw.name for draw in card.draws if f"{{{draw.name}}}" not in accepted]
