"""One card as it is asked this time: numbers drawn, options mixed, a piece hidden."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from string import ascii_lowercase
from typing import TypeVar

from quiz.answers.assessment import Assessment, Misconception, Point, assess
from quiz.course.card import Card, Gap, Kind, Option
from quiz.course.drawn import drawn
from quiz.course.gaps import hide

T = TypeVar("T")
TYPED = (Kind.CONCEPT, Kind.TYPED, Kind.CLOZE)  # the kinds that an answer can be typed for


@dataclass(frozen=True)
class Turn:
    """All texts are markdown. `options` and `order` stand as they are shown; `gap` is the piece that is asked for."""

    item: str
    card: Card
    gap: Gap | None
    options: tuple[Option, ...]
    order: tuple[str, ...]

    @classmethod
    def of(cls, item: str, card: Card, reviews: int) -> Turn:
        """The card as the review after so many earlier ones asks it: the same again for each look at it."""
        rng = Random(f"{item} {reviews}")
        number = item.partition("#")[2]
        gap = card.gaps[int(number) - 1] if number and int(number) <= len(card.gaps) else None
        card = drawn(card, rng)
        return cls(item, card, gap, _mixed(card.options, rng), _mixed(card.order, rng))

    @property
    def question(self) -> str:
        """What is asked."""
        return self.card.question

    @property
    def asked(self) -> str:
        """What stands under the question before the answer is shown."""
        if self.gap:
            hint = f"\n\nHint: {self.gap.hint}" if self.gap.hint else ""
            return hide(self.card.answer, self.gap) + hint
        if self.card.kind is Kind.ORDER:
            return "\n\n".join(f"{letter})  {step}" for letter, step in zip(ascii_lowercase, self.order, strict=False))
        return ""

    @property
    def steps(self) -> tuple[str, ...]:
        """What is shown one by one: the steps of a derivation, the right order."""
        return self.card.steps or self.card.order

    @property
    def answer(self) -> str:
        """What is shown in the end."""
        if self.gap:
            return f"{_piece(self.gap)}\n\n{self.card.answer}"
        if self.card.kind is Kind.TYPED:
            accepted = [f"{value} {each.unit}".strip() for each in self.card.typed for value in each.values]
            return f"{' or '.join(f'`{value}`' for value in accepted)}\n\n{self.card.answer}".strip()
        return self.card.answer

    @property
    def points(self) -> tuple[str, ...]:
        """The texts of the key points."""
        return tuple(point.text for point in self.card.key_points)

    def assess(self, answer: str, *, slip: bool = True) -> Assessment:
        """What a typed answer says; without `slip` the usual misconception is not looked for."""
        card = self.card
        points = [Point(point.text, point.keywords, point.fixtures) for point in card.key_points]
        known = Misconception(card.slip.text, card.slip.keywords) if card.slip and slip else None
        return assess(answer, points, known, card.sides)


def _mixed(things: tuple[T, ...], rng: Random) -> tuple[T, ...]:
    mixed = list(things)
    rng.shuffle(mixed)
    return tuple(mixed)


def _piece(gap: Gap) -> str:
    """The hidden piece, set off; what stood in code or maths keeps its form."""
    if not gap.quoted:
        return f"**{gap.text}**"
    return gap.text if gap.text.startswith("$") else f"`{gap.text}`"
