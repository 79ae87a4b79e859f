"""What an author can get wrong in the answers of typed, cloze and order cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from quiz.answers import UnreadableError, check_piece, fold, names
from quiz.course.markdown import source_lines
from quiz.errors import Problem

if TYPE_CHECKING:
    from quiz.course import Card, TypedAnswer

_NAME = re.compile(r"[^\W\d_]\w*")


def answer_problems(card: Card) -> list[Problem]:
    """Accepted answers that cannot be read or do not accept themselves, gaps likewise, steps that stand twice."""
    found: dict[tuple[str, str], str] = {}
    for section, problems in (
        ("### Answer", _typed_problems(card)),
        ("### Gaps", _gap_problems(card)),
        ("### Order", _order_problems(card)),
    ):
        for text, message in problems:
            found.setdefault((section, text), message)
    lines = lines_of(card) if found else []
    return [
        Problem(card.file, line_of(lines, line_of(lines, card.line, section), text), message)
        for (section, text), message in found.items()
    ]


def lines_of(card: Card) -> list[str]:
    """The lines of the deck that the card stands in."""
    return source_lines(card.file.read_text(encoding="utf-8"))


def line_of(lines: list[str], start: int, text: str) -> int:
    """The line from `start` on that has the text; without a text the heading's."""
    places = (number for number in range(start, len(lines) + 1) if text and text in lines[number - 1])
    return next(places, start)


def _typed_problems(card: Card) -> Iterator[tuple[str, str]]:
    """The accepted answer, and what is wrong with it at the ends of all draws or between them."""
    for instance in _instances(card):
        for written, accepted in zip(card.typed, instance.typed, strict=True):
            try:
                named = names(accepted)
            except UnreadableError as error:
                yield written.values[0], _message(written, accepted, str(error))
                continue
            if unknown := sorted(named - _words(card.question)):
                message = f"the question does not name `{unknown[0]}`, which stands in the accepted answer"
                yield written.values[0], f"{message}: name it there, or write the answer without it"


def _instances(card: Card) -> Iterator[Card]:
    """The card with the smallest numbers, with the largest, and with some between."""
    from quiz.course.drawn import drawn, with_numbers

    yield with_numbers(card, {draw.name: draw.low for draw in card.draws})
    yield with_numbers(card, {draw.name: draw.high for draw in card.draws})
    yield drawn(card, Random(card.id))


def _message(written: TypedAnswer, accepted: TypedAnswer, why: str) -> str:
    drawn = f", drawn as `{accepted.values[0]}`," if accepted.values != written.values else ""
    return f"the accepted answer `{written.values[0]}`{drawn} cannot be checked: {why}"


def _words(question: str) -> set[str]:
    """The names that a question gives: its words, and the letters of its formulas, with their subscripts."""
    source = re.sub(r"_\{(\w+)\}", r"_\1", question)
    return {*_NAME.findall(source), *_NAME.findall(fold(question).text)}


def _gap_problems(card: Card) -> Iterator[tuple[str, str]]:
    for gap in card.gaps:
        if check_piece(gap.text, gap.text, gap.quoted).right is not True:
            yield gap.text, f"the gap `{gap.text}` cannot be typed: take a piece with letters or digits"


def _order_problems(card: Card) -> Iterator[tuple[str, str]]:
    for step in card.order:
        if card.order.count(step) > 1:
            yield step.partition("\n")[0], f"the step `{step}` stands twice: nobody could tell which comes first"
