"""What the learner answered to one card, and the rating that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quiz.answers import Assessment, Checked, check_order, suggest_order_rating, suggest_rating
from quiz.course.card import Kind
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating
from quiz.study.acts import Confidence
from quiz.study.turn import CHECKED, PICKED, Turn

_SLIP = "This looks like the usual slip: see below."
TIME = 90  # seconds for an answer against the clock
_LONGEST = 120.0  # seconds that count for one card
_NEXT: dict[Confidence | None, Confidence | None] = {None: "sure", "sure": "unsure", "unsure": None}


def seconds_spent(since: Instant, now: Instant) -> float:
    """The seconds between two moments, at most two minutes: whoever takes longer was away."""
    return round(min(_LONGEST, now.seconds_since(since)), 1)


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
        """Compare what was typed: with the accepted answers or the key points, and unless denied with the slip."""
        if self.typed and self.turn.card.kind in CHECKED:
            checked = self.turn.check(self.typed)
            if not checked.right and self.turn.is_slip(self.typed):
                checked = replace(checked, message=f"{checked.message} {_SLIP}".strip())
            self._judge(checked)
        elif self.typed and self.turn.points:
            self.assessment = self.turn.assess(self.typed, slip=slip)

    def settle(self, right: bool) -> None:
        """Take the learner's word on an answer that could not be decided."""
        assert self.checked is not None
        looks = not right and self.checked.message.endswith(_SLIP)
        self._judge(Checked(right, _SLIP if looks else ""))

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
    def undecided(self) -> bool:
        """Whether only the learner can tell if the typed answer is right."""
        return self.checked is not None and self.checked.right is None

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

    def marked(self, ticked: Sequence[int]) -> int:
        """The rating that Enter gives. Good must not come by itself for an answer that nobody has called right.

        So rows that were not chosen, or not all of them put in order, are marked Again: the learner may say better.
        """
        unjudged = self.undecided or self.turn.card.kind in PICKED
        return self.suggestion(ticked) or int(Rating.AGAIN if unjudged else Rating.GOOD)
