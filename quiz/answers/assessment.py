"""Which key points a typed answer covers, and whether it holds the usual slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quiz.answers.folding import Span
from quiz.answers.keyword_line import KeywordLine, parse_names
from quiz.answers.keywords import Group
from quiz.answers.matching import Meeting, meetings
from quiz.answers.passage import Passage
from quiz.answers.rating import suggest_rating
from quiz.answers.slips import asserted_clause

State = Literal["found", "maybe", "not_found"]

HALF = 0.5  # of the groups of a line
LEAST_WORDS = 3  # a shorter answer says too little to be checked


@dataclass(frozen=True)
class Point:
    """A key point: its sentence, its keyword lines, and sentences that must hit them."""

    text: str
    keywords: tuple[str, ...]
    fixtures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Misconception:
    """The usual slip on a card, and the keyword lines that find it."""

    text: str
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Tick:
    """What was found of one key point; spans are ranges of characters of the answer as it was typed."""

    state: State
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """One tick for each key point, the clause that holds the slip, and a suggested rating from 1 to 3."""

    ticks: tuple[Tick, ...]
    slip: str | None
    rating: int | None


def assess(
    answer: str, points: Sequence[Point], slip: Misconception | None = None, sides: Sequence[str] = ()
) -> Assessment:
    """Find the key points and the slip in a typed answer.

    `sides` holds the `|`-separated names of the two sides of a comparison. An answer of fewer than three words is not
    checked. Where the slip is found no tick is more than a maybe, for such an answer often uses the right words for
    the opposite claim. Raises ValueError for a malformed keyword line.
    """
    if len(answer.split()) < LEAST_WORDS:
        return Assessment(tuple(Tick("not_found") for _ in points), None, None)
    passage = Passage(answer)
    names = [parse_names(side) for side in sides]
    ticks = tuple(_tick(point, passage, names) for point in points)
    clause = None if slip is None else asserted_clause(_parsed(slip.keywords), passage, names)
    rating = _rating(ticks, clause is not None)
    return Assessment(ticks if clause is None else tuple(map(_doubted, ticks)), clause, rating)


def is_slip(answer: str, question: str, slip: Misconception) -> bool:
    """Say whether a short answer to a question asserts the misconception; the words of the question count as said.

    Raises ValueError for a malformed keyword line.
    """
    asked = f"{question} = "  # read together: "the slope = w1/w2" is what the answer "w1/w2" means
    return asserted_clause(_parsed(slip.keywords), Passage(asked + answer), (), since=len(asked)) is not None


def _parsed(lines: Sequence[str]) -> list[KeywordLine]:
    return [KeywordLine.parse(line) for line in lines]


def _tick(point: Point, passage: Passage, sides: Sequence[Group]) -> Tick:
    """Found when every group of a line is met in a window, maybe when half of them are."""
    halves = []
    for meeting in meetings(_parsed(point.keywords), passage, sides):
        if meeting.is_hit:
            return Tick("found", _spans(meeting, passage))
        if meeting.share >= HALF:
            halves.append(meeting)
    if not halves:
        return Tick("not_found")
    return Tick("maybe", _spans(max(halves, key=lambda meeting: meeting.share), passage))


def _spans(meeting: Meeting, passage: Passage) -> tuple[Span, ...]:
    return tuple(sorted({passage.typed(span) for span in meeting.met}))


def _doubted(tick: Tick) -> Tick:
    return Tick("maybe", tick.spans) if tick.state == "found" else tick


def _rating(ticks: Sequence[Tick], slip: bool) -> int | None:
    return suggest_rating(sum(tick.state == "found" for tick in ticks), len(ticks), slip) if ticks else None
