"""What the learner answered to one card, and the rating that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.answers import Assessment, suggest_rating
from quiz.scheduling.memory import Rating
from quiz.study.acts import Confidence
from quiz.ui.turn import Turn

_NEXT: dict[Confidence | None, Confidence | None] = {None: "sure", "sure": "unsure", "unsure": None}


@dataclass
class Response:
    """`right`: whether the choice was; `ticked_by_hand`: whether the ticks are the learner's own by now."""

    turn: Turn
    typed: str = ""
    confidence: Confidence | None = None
    right: bool | None = None
    assessment: Assessment | None = None
    ticked_by_hand: bool = False

    def next_confidence(self) -> None:
        """From nothing to sure, to unsure, to nothing."""
        self.confidence = _NEXT[self.confidence]

    def check(self, *, slip: bool = True) -> None:
        """Look for the key points in what was typed, and unless it was denied for the slip."""
        if self.typed and self.turn.points:
            self.assessment = self.turn.assess(self.typed, slip=slip)

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
        if self.right is not None:
            return int(Rating.GOOD if self.right else Rating.AGAIN)
        said = self.said(ticked)
        if said is None:
            return None
        slip = self.assessment is not None and self.assessment.slip is not None
        return suggest_rating(len(said), len(self.turn.points), slip)
