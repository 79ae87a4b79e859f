"""The streak in one line: its length, the last seven days as dots, the freezes kept."""

from __future__ import annotations

from textual.content import Content

from quiz.scheduling.streak import Mark, Streak

DOTS = {Mark.STUDIED: "●", Mark.FREE: "○", Mark.FROZEN: "◇", Mark.MISSED: "·", Mark.OPEN: "◌"}
_STYLES = {Mark.STUDIED: "$primary", Mark.FROZEN: "$primary 70%"}


def streak_line(streak: Streak) -> Content:
    """`streak 12 ● ● ○ …`, the last dot being today."""
    dots = [Content.styled(DOTS[mark], _STYLES.get(mark, "$foreground-muted")) for mark in streak.last_seven]
    return Content.assemble(("streak ", "$foreground-muted"), (f"{streak.length} ", "bold"), Content(" ").join(dots))


def freezes(streak: Streak) -> Content:
    """How many days may be missed without ending the streak."""
    return Content.assemble(("freezes ", "$foreground-muted"), str(streak.freezes))
