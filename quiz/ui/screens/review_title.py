"""The first line of a review: where one is, and what else is good to know."""

from __future__ import annotations

from textual.content import Content

from quiz.progress.replay import State
from quiz.scheduling.day import Instant
from quiz.study.session import Session
from quiz.study.wording import FLAGS

_STYLES = ("", "$text-error", "$text-warning", "$text-success", "$text-primary")  # of the flags, by number


def place(topic: str, number: int, total: int, state: State) -> Content:
    """`Activations · 14 of 23`, and the flag of the card."""
    text = Content.styled(f"{topic} · {number} of {total}", "$foreground-muted")
    if not state.flag:
        return text
    return Content.assemble(text, "   ", (f"⚑ {FLAGS[state.flag]}", _STYLES[state.flag]))


def remarks(session: Session, now: Instant, rated: int) -> tuple[Content, ...]:
    """What stands on the right, the most important part last."""
    left, wait, parts = session.left, session.waiting(now), []
    if not session.written:
        parts.append(Content("nothing is written"))
    if wait and not left.due and not left.new:
        parts.append(Content(f"↻ failed before; would come back in {max(1, round(wait.total_seconds() / 60))} min"))
    if left.total:
        parts.append(Content(f"~{max(1, round(session.minutes))} min left"))
    if rated:
        parts.append(Content.assemble(("u", "bold $text-accent"), " undo"))
    return tuple(part.stylize_before("$foreground-muted") for part in parts)
