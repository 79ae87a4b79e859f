"""Write the ids of cards into their decks, once, so that an edit of the question keeps its history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.course.deck import read_deck
from quiz.course.reworded import Reworded
from quiz.errors import CourseError
from quiz.paths import write_file

_LINE = re.compile(r".*?(?:\r\n|\r|\n)|.+", re.DOTALL)


def stamp(course: Course) -> list[Card]:
    """Give every card without an id comment the id that it has had so far, from its question; returns these cards.

    The learner's own decks are stamped as well; cards that were just reworded (`course.reworded`) are not, since they
    may be meant to keep another id. Raises CourseError for a file that cannot be written; those before it are.
    """
    stamped, undecided = [], {(change.card.file, change.card.id) for change in course.reworded}
    for file, unit in dict.fromkeys((card.file, card.unit) for card in course.cards if not card.stamped):
        there = read_deck(file, unit)[0]  # as the file is now
        cards = [card for card in there if not card.stamped and (file, card.id) not in undecided]
        _write(file, cards)
        stamped += cards
    return stamped


def keep_history(change: Reworded) -> bool:
    """Write the id that a reworded card had before under its question, if it has none yet; say whether that was done.

    Raises CourseError for a file that cannot be written.
    """
    cards = [card for card in read_deck(change.card.file, change.card.unit)[0] if card.id == change.card.id]
    if cards and not cards[0].stamped:
        _write(change.card.file, [replace(cards[0], id=change.id)])
    return bool(cards) and not cards[0].stamped


def _write(file: Path, cards: Sequence[Card]) -> None:
    """Insert the comments, the last first, so that the lines of the others hold; the file is replaced at once."""
    try:
        write_file(file, _with_ids(file, cards))
    except OSError as error:
        hint = "Check the space and the permissions of its folder."
        raise CourseError(f"the deck cannot be written: {error.strerror}", file=file, hint=hint) from error


def _with_ids(file: Path, cards: Sequence[Card]) -> bytes:
    text = file.read_bytes().decode("utf-8")
    lines: list[str] = _LINE.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    for card in sorted(cards, key=lambda card: card.line, reverse=True):
        heading = lines[card.line - 1]
        if not heading.endswith(("\n", "\r")):
            lines[card.line - 1] = heading + end
        lines.insert(card.line, f"<!-- id: {card.id} -->{end}")
    return "".join(lines).encode("utf-8")
