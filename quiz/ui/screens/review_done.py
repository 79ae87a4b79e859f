"""What the end of a sitting says."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating
from quiz.study import summary
from quiz.study.agenda import said
from quiz.study.coming import next_day
from quiz.study.session import Session
from quiz.ui.services import Services
from quiz.ui.widgets.streak import streak_line
from quiz.ui.widgets.today import cards, onward

_KEY = "bold $text-accent"
_KEYS = (("p", "next kata"), ("b", "browse"))


def done(
    services: Services, session: Session, ratings: Sequence[int], now: Instant, *, waits: int, back: str
) -> Content:
    """What was done, the streak, what comes next, and the keys.

    `waits`: the cards that today still asks, after a sitting over others; `back`: where the way back leads.
    """
    wait = session.waiting(now)
    if wait is not None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        return Content.assemble(
            ("↻ ", "$text-accent"),
            (f"A failed card comes back in {minutes} min", "bold"),
            "\n\n",
            _keys(("Enter", f"{back} for now"), ("u", "undo")),
        )
    again = sum(rating == Rating.AGAIN for rating in ratings)
    lines = [Content.assemble(("✓ ", "$text-success"), (_headline(len(ratings)), "bold"))]
    if ratings:
        lines.append(Content.styled(f"  {len(ratings) - again} recalled, {again} again", "$foreground-muted"))
    lines.append(Content.assemble("  ", streak_line(summary.streak_of(services.log, now))))
    if waits:
        lines.append(Content(f"  {cards(waits)} still {'waits' if waits == 1 else 'wait'} today"))
        keys = _keys(("Enter", "review"), ("Esc", back), ("u", "undo"))
        return Content("\n").join([*lines, Content(""), keys])
    coming = next_day(services.log, services.items, now)
    if coming:
        lines.append(Content.styled(f"  next: {onward(coming, services.log.day(now))}", "$foreground-muted"))
    rest, days = session.rest
    if rest:
        lines.append(Content.styled(f"  {said(rest, days)}", "$foreground-muted"))
    return Content("\n").join([*lines, Content(""), _keys(("Enter", back), ("u", "undo"), ahead=True)])


def _headline(ratings: int) -> str:
    return f"Done: {ratings} answer{'s' if ratings != 1 else ''}" if ratings else "Nothing is due now"


def _keys(*first: tuple[str, str], ahead: bool = False) -> Content:
    """These keys over those that lead elsewhere; `ahead`: learning ahead is among them."""
    upper, lower = (
        Content("   ").join(Content.assemble((key, _KEY), f" {what}") for key, what in keys)
        for keys in (first, ((("a", "learn ahead"),) if ahead else ()) + _KEYS)
    )
    return Content("\n").join([upper, lower])
