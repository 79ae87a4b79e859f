"""One card as it is asked this time: numbers drawn, options and steps mixed, a piece hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeVar

from quiz.answers import Assessment, Checked, Misconception, Point, assess, check_piece, check_typed, is_slip, shown
from quiz.course.card import Card, Form, Gap, Kind, Option
from quiz.course.drawn import drawn
from quiz.course.gaps import MARKS, hide
from quiz.course.spans import Place, spans

if TYPE_CHECKING:
    from quiz.course.course import Course
    from quiz.progress.log import Log
    from quiz.progress.replay import State

T = TypeVar("T")
TYPED = (Kind.CONCEPT, Kind.TYPED, Kind.CLOZE)  # the kinds that an answer can be typed for
CHECKED = (Kind.TYPED, Kind.CLOZE)  # those whose typed answer is right or wrong
PICKED = (Kind.CHOICE, Kind.ORDER)  # the kinds that are answered by choosing among rows
_PLACEHOLDERS = {
    Form.NUMBER: "a number",
    Form.SHAPE: "a shape: N, T, 4H",
    Form.EXPRESSION: "an expression: 2x(1 - x)",
    Form.TEXT: "a word or two",
}


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
        return cls(item, card, gap, _mixed(card.options, rng), _disordered(card.order, rng))

    @classmethod
    def next(cls, log: Log, course: Course, item: str) -> Turn:
        """The card as it is to be asked now. Raises CourseError when an edit took it away."""
        state = log.state(item)
        return cls.of(item, course.card(item), state.memory.reps if state and state.memory else 0)

    @property
    def question(self) -> str:
        """What is asked."""
        return self.card.question

    @property
    def asked(self) -> str:
        """What stands under the question before the answer is shown."""
        return self.asked_with(MARKS)

    def asked_with(self, marks: Mapping[Place, str]) -> str:
        """The same with other marks for the hidden piece, by what surrounds it."""
        if not self.gap:
            return ""
        hint = f"\n\nHint: {self.gap.hint}" if self.gap.hint else ""
        return hide(self.card.answer, self.gap, marks) + hint

    @property
    def placeholder(self) -> str:
        """What stands in the field before anything is typed."""
        if self.card.kind is not Kind.TYPED:
            return "what is missing" if self.gap else ""
        typed = self.card.typed[0]
        return ", ".join(filter(None, (_PLACEHOLDERS[typed.form], typed.unit)))

    @property
    def answer(self) -> str:
        """What is shown in the end."""
        if self.gap:
            return f"{_piece(self.gap, self.card.answer)}\n\n{self.card.answer}"
        if self.card.kind is Kind.TYPED:
            return f"**`{shown(self.card.typed[0])}`**\n\n{self.card.answer}".strip()
        return self.card.answer

    @property
    def points(self) -> tuple[str, ...]:
        """The texts of the key points."""
        return tuple(point.text for point in self.card.key_points)

    def check(self, answer: str) -> Checked:
        """Whether a typed answer is right. Only for the kinds in CHECKED."""
        if self.gap:
            return check_piece(answer, self.gap.text, self.gap.quoted)
        return check_typed(answer, self.card.typed)

    def is_slip(self, answer: str) -> bool:
        """Whether a short answer is the usual misconception."""
        return self._slip is not None and is_slip(answer, f"{self.question} {self.asked}".strip(), self._slip)

    def assess(self, answer: str, *, slip: bool = True) -> Assessment:
        """What a typed answer says; without `slip` the usual misconception is not looked for."""
        card = self.card
        points = [Point(point.text, point.keywords, point.fixtures) for point in card.key_points]
        return assess(answer, points, self._slip if slip else None, card.sides)

    @property
    def _slip(self) -> Misconception | None:
        slip = self.card.slip
        return Misconception(slip.text, slip.keywords) if slip else None


def question_of(item: str, card: Card, state: State | None) -> str:
    """The question as the next review asks it: a card with numbers that are drawn is no sentence without them."""
    if not card.draws:
        return card.question
    return Turn.of(item, card, state.memory.reps if state and state.memory else 0).question


def _mixed(things: tuple[T, ...], rng: Random) -> tuple[T, ...]:
    mixed = list(things)
    rng.shuffle(mixed)
    return tuple(mixed)


def _disordered(things: tuple[T, ...], rng: Random) -> tuple[T, ...]:
    """Mixed, but not into the order in which they were."""
    mixed = _mixed(things, rng)
    return mixed if mixed != things or len(set(things)) < 2 else _disordered(things, rng)


def _piece(gap: Gap, text: str) -> str:
    """The hidden piece, set off; what stood in code or maths keeps its form."""
    if not gap.quoted:
        return f"**{gap.text}**"
    if gap.text.startswith("$"):
        return gap.text
    in_maths = any(gap.text in text[start:end] for start, end, place in spans(text) if place is Place.MATHS)
    return f"${gap.text}$" if in_maths else f"`{gap.text}`"
