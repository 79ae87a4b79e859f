"""Write the ids of cards into their decks, once, so that an edit of the question keeps its history."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

from quiz.course.card import Card
from quiz.course.course import Course


def stamp(course: Course) -> list[Card]:
    """Give every card without an id comment the id that it has had so far, from its question; returns these cards."""
    unstamped = [card for card in course.cards if not card.stamped]
    by_file: dict[Path, list[Card]] = defaultdict(list)
    for card in unstamped:
        by_file[Path(card.file)].append(card)
    for file, cards in by_file.items():
        _write(file, cards)
    return unstamped


def _write(file: Path, cards: list[Card]) -> None:
    """Insert the comments, the last first, so that the lines of the others hold; the file is replaced at once."""
    text = file.read_bytes().decode("utf-8")
    lines = text.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    for card in sorted(cards, key=lambda card: card.line, reverse=True):
        heading = lines[card.line - 1]
        if not heading.endswith(("\n", "\r")):
            lines[card.line - 1] = heading + end
        lines.insert(card.line, f"<!-- id: {card.id} -->{end}")
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_bytes("".join(lines).encode("utf-8"))
    os.replace(temporary, file)
