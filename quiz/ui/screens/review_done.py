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
from quiz.ui.widgets.today import onward

_KEY = "bold $text-accent"
_KEYS = (("a", "learn ahead"), ("p", "next kata"), ("b", "browse"))


def done(services: Services, session: Session, ratings: Sequence[int], now: Instant) -> Content:
    """What was done, the streak, what comes next, and the keys."""
    wait = session.waiting(now)
    if wait is not None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        return Content.assemble(
            ("↻ ", "$text-accent"),
            (f"A failed card comes back in {minutes} min", "bold"),
            "\n\n",
            _keys("home for now"),
        )
    again = sum(rating == Rating.AGAIN for rating in ratings)
    lines = [Content.assemble(("✓ ", "$text-success"), (_headline(len(ratings)), "bold"))]
    if ratings:
        lines.append(Content.styled(f"  {len(ratings) - again} recalled, {again} again", "$foreground-muted"))
    lines.append(Content.assemble("  ", streak_line(summary.streak_of(services.log, now))))
    coming = next_day(services.log, services.items, now)
    if coming:
        lines.append(Content.styled(f"  next: {onward(coming, services.log.day(now))}", "$foreground-muted"))
    rest, days = session.rest
    if rest:
        lines.append(Content.styled(f"  {said(rest, days)}", "$foreground-muted"))
    return Content("\n").join([*lines, Content(""), _keys("home")])


def _headline(ratings: int) -> str:
    return f"Done: {ratings} answer{'s' if ratings != 1 else ''}" if ratings else "Nothing is due now"


def _keys(home: str) -> Content:
    upper, lower = (
        Content("   ").join(Content.assemble((key, _KEY), f" {what}") for key, what in keys)
        for keys in ((("Enter", home), ("u", "undo")), _KEYS)
    )
    return Content("\n").join([upper, lower])
