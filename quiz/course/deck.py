"""One markdown file -> cards and problems. A faulty card is left out and listed; the others are not touched by it."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

from quiz.course.assembly import assemble
from quiz.course.blocks import tree
from quiz.course.card import Card
from quiz.course.draft import split
from quiz.course.markdown import parse, source_lines
from quiz.course.running_text import check_text
from quiz.course.source import Source
from quiz.errors import Problem

Parsed = tuple[tuple[Card, ...], tuple[Problem, ...]]


def read_deck(file: Path, unit: str) -> Parsed:
    """Cards and problems of a deck file; one that cannot be read is a problem."""
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        return (), (Problem(file, 1, f"cannot be read: {error.strerror}"),)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return (), (Problem(file, line, "not UTF-8: save the file as UTF-8"),)
    return parse_deck(text, file, unit)


def parse_deck(text: str, file: Path, unit: str) -> Parsed:
    """Cards of a deck in their order, and its problems by line."""
    source = Source(source_lines(text))
    tokens = parse(source.lines, source.complain)
    for line, message in check_text(tokens):
        source.complain(line, message)
    drafts = split(source, tree(tokens))
    cards = [assemble(source, draft, file, unit) for draft in drafts]
    faults = sorted(line for line, _ in source.problems)
    sound = [
        card
        for card, draft in zip(cards, drafts, strict=True)
        if bisect_left(faults, draft.heading.start) == bisect_left(faults, draft.end)
    ]
    problems = {Problem(file, max(line, 0) + 1, message) for line, message in source.problems}
    return tuple(sound), tuple(sorted(problems))
