"""The lines of a review that tell which key does what, and what an answer held."""

from __future__ import annotations

from textual.content import Content

from quiz.answers import Assessment
from quiz.course.card import Kind
from quiz.study.acts import Confidence
from quiz.ui.turn import TYPED, Turn

_GAP = "    "
_KEY = "bold $text-accent"


def prompt(turn: Turn, steps: int, confidence: Confidence | None) -> Content:
    """What to press before the answer is shown."""
    kind = turn.card.kind
    parts: list[Content] = []
    if kind is Kind.CHOICE:
        right = sum(option.right for option in turn.options)
        parts.append(Content.styled("One is right" if right == 1 else f"{right} are right", "$foreground-muted"))
        parts.append(_key(f"a-{chr(96 + len(turn.options))}", "choose"))
    parts.append(_key("Space", _verb(turn, steps)))
    if kind in TYPED:
        parts.append(_key("Enter", "types your answer"))
    parts.append(_sureness(confidence))
    return Content(_GAP).join(parts)


def doubt(clause: str) -> Content:
    """The question about a clause that looks like the slip."""
    return Content.assemble(f"You wrote “{clause}”. Do you mean that?  ", ("y", _KEY), " yes  ", ("n", _KEY), " no")


def marked_words(answer: str, assessment: Assessment | None) -> Content:
    """The typed answer with the words that met a key point set off."""
    text = Content(answer)
    for tick in assessment.ticks if assessment else ():
        for start, end in tick.spans:
            text = text.stylize("$text-success underline" if tick.state == "found" else "$text-warning", start, end)
    return Content("You: ") + text


def _verb(turn: Turn, steps: int) -> str:
    if turn.card.kind is Kind.CHOICE:
        return "checks"
    if turn.steps:
        return f"shows step {steps + 1} of {len(turn.steps)}"
    return "shows it"


def _key(key: str, what: str) -> Content:
    return Content.assemble((key, _KEY), f" {what}")


def _sureness(confidence: Confidence | None) -> Content:
    words = [f"[{word}]" if word == confidence else f" {word} " for word in ("sure", "unsure")]
    return Content.assemble(("s", _KEY), Content.styled(" ".join(["", *words]), "$foreground-muted"))
