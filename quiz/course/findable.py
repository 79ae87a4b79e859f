"""What a search looks at of a card, ready before the card itself is read."""

from __future__ import annotations

from typing import NamedTuple

from quiz.course.card import Card, items_of
from quiz.course.files import CourseFile

Row = tuple[int, str, str, str]  # gaps, kind, tags, text: what the cache keeps beside the id


class Findable(NamedTuple):
    """`name` is that of the card (`course:id`); `text` and the tags, one on each line, are folded."""

    name: str
    file: CourseFile
    gaps: int
    kind: str
    tags: str
    text: str

    @property
    def id(self) -> str:
        """The card's id without its course."""
        return self.name.partition(":")[2]

    @property
    def items(self) -> tuple[str, ...]:
        """The names under which the log knows the card, or each of its gaps."""
        return items_of(self.name, self.gaps)


def row_of(card: Card) -> Row:
    """The facts of a card by which it is found."""
    points = (point.text for point in card.key_points)
    options = (option.text for option in card.options)
    texts = (card.question, card.answer, *points, *options, *card.steps, *card.order, *card.tags)
    return len(card.gaps), str(card.kind), "\n".join(map(folded, card.tags)), folded("\n".join(texts))


def folded(text: str) -> str:
    """A text as it is compared: small letters, every run of blanks one blank."""
    return " ".join(text.casefold().split())
