"""What waits today, or that nothing does."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from quiz.study.coming import Next
from quiz.study.goal import Goal
from quiz.study.summary import Due

WELCOME = (
    "Interview preparation for neural networks: say the answer, write the code, come back before you forget.",
    "Press Enter for the first card.",
    "An interview ahead? Its day is the first of the settings: press comma, then Enter.",
)
_LABEL, _SHORT = 21, 24  # columns


def today(due: Due, kata: str, later: Next | None, goal: Goal | None = None, facts: str = "") -> Content:
    """The figures of today; `kata` is the next one to solve, with its `facts`, `later` what comes after today."""
    if due.due + due.new == 0:
        rows = [] if due.katas else [_done(due, later)]
    else:
        rows = [_row(due.due, "card due" if due.due == 1 else "cards due")] if due.due else []
        rows += [_row(due.new, "new", due.share)] if due.new else []
    if due.rest:
        when = ("held back by the plan", "for tomorrow")[due.days] if due.days < 2 else f"over {due.days} days"
        rows.append(_row(due.rest, "more waits" if due.rest == 1 else "more wait", when))
    if due.katas:
        names = ", ".join(item.partition("kata/")[2] for item in due.katas)
        rows.append(_row(len(due.katas), "kata again" if len(due.katas) == 1 else "katas again", names))
    elif kata:
        rows += _kata(kata, facts)
    if goal:
        glyph = ("  ✓ ", "$text-success") if goal.met else "    "
        rows.append(Content.assemble(glyph, "goal".ljust(_LABEL - 4), (goal.said, "$foreground-muted")))
    return Content("\n").join(rows)


def minutes(amount: float) -> str:
    """`9 min`, or less than one."""
    return f"{round(amount)} min" if amount >= 1 else "1 min"


def cards(number: int) -> str:
    """`1 card`, `2 cards`."""
    return f"{number} card" if number == 1 else f"{number} cards"


def when(day: date, today: date) -> str:
    """A day as one would say it."""
    days = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"on {day:%a} {day.day} {day:%b}")


def onward(later: Next, today: date) -> str:
    """What the next day of study asks: `12 due, 10 new tomorrow`."""
    parts = [f"{number} {what}" for number, what in ((later.due, "due"), (later.new, "new")) if number]
    return f"{', '.join(parts)} {when(later.day, today)}"


def _row(number: int, what: str, detail: str = "") -> Content:
    return Content.assemble((f"{number:>3} ", "bold"), what.ljust(_LABEL - 4), (detail, "$foreground-muted"))


def _kata(name: str, facts: str) -> list[Content]:
    """The next kata; a long name has a line of its own."""
    short = len(name) + len(facts) < _SHORT
    said = f"{name} {facts}".rstrip() if short else facts
    row = Content.assemble(" " * 4, "next kata".ljust(_LABEL - 4), (said, "$foreground-muted"))
    return [row] if short else [row, Content.styled(" " * 4 + name, "$foreground-muted")]


def _done(due: Due, later: Next | None) -> Content:
    done = Content.assemble(("✓ ", "$text-success"), ("All done for today", "bold"))
    if later is None:
        return done
    return Content.assemble(done, "\n  ", (onward(later, due.day), "$foreground-muted"))
