"""What the learner answered to one card, and the rating that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.answers import Assessment, Checked, check_order, suggest_order_rating, suggest_rating
from quiz.course.card import Kind
from quiz.scheduling.memory import Rating
from quiz.study.acts import Confidence
from quiz.ui.turn import CHECKED, Turn

_NEXT: dict[Confidence | None, Confidence | None] = {None: "sure", "sure": "unsure", "unsure": None}


@dataclass
class Response:
    """`checked`: for an answer that is right or wrong; `ticked_by_hand`: whether the ticks are the learner's own."""

    turn: Turn
    typed: str = ""
    confidence: Confidence | None = None
    checked: Checked | None = None
    assessment: Assessment | None = None
    ticked_by_hand: bool = False
    _rating: int | None = None

    def next_confidence(self) -> None:
        """From nothing to sure, to unsure, to nothing."""
        self.confidence = _NEXT[self.confidence]

    def puzzle(self, typed: str) -> Checked | None:
        """Take a typed answer, and return why it cannot be read; the same one is taken as it is the second time."""
        typed, before = typed.strip(), self.typed
        self.typed = typed
        if self.turn.card.kind is not Kind.TYPED or not typed or typed == before:
            return None
        checked = self.turn.check(typed)
        return checked if checked.right is None else None

    def check(self, *, slip: bool = True) -> None:
        """Compare what was typed: with the accepted answers, or with the key points and unless denied the slip."""
        if self.typed and self.turn.card.kind in CHECKED:
            self._judge(self.turn.check(self.typed))
        elif self.typed and self.turn.points:
            self.assessment = self.turn.assess(self.typed, slip=slip)

    def choose(self, right: bool) -> None:
        """Take a choice among options."""
        self._judge(Checked(right))

    def put_in_order(self, places: Sequence[int]) -> None:
        """Take an order of all steps, each by its right place."""
        self._judge(check_order(places), suggest_order_rating(places))

    def _judge(self, checked: Checked, rating: int | None = None) -> None:
        self.checked = checked
        if checked.right is not None:
            self._rating = rating or int(Rating.GOOD if checked.right else Rating.AGAIN)

    @property
    def doubtful(self) -> str | None:
        """The clause that looks like the slip, while nobody has said whether it was meant."""
        return self.assessment.slip if self.assessment and not self.ticked_by_hand else None

    def said(self, ticked: Sequence[int]) -> list[int] | None:
        """The key points that count as said; None when nobody looked."""
        looked = self.assessment is not None or self.ticked_by_hand
        return list(ticked) if looked and self.turn.points else None

    def suggestion(self, ticked: Sequence[int]) -> int | None:
        """The rating that follows, None when nothing does."""
        if self._rating is not None:
            return self._rating
        said = self.said(ticked)
        if said is None:
            return None
        slip = self.assessment is not None and self.assessment.slip is not None
        return suggest_rating(len(said), len(self.turn.points), slip)
