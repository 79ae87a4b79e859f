"""The rows of the browser: a unit with its bar, a card with what is known of it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from textual.content import Content

from quiz.course.card import Card
from quiz.progress.replay import State
from quiz.progress.statistics import KNOWN_DAYS
from quiz.study.overview import UnitLine
from quiz.study.plain_text import plain_line
from quiz.study.turn import question_of
from quiz.study.wording import interval
from quiz.ui.widgets.unit_bars import bar

FLAG_STYLES = ("", "$text-error", "$text-warning", "$text-success", "$text-primary")  # by number
LEGEND = (
    Content.assemble(("● ", "$text-success"), ("known", "$foreground-muted")),
    Content.assemble(("◐ ", "$text-warning"), ("learning", "$foreground-muted")),
    Content.styled("○ new", "$foreground-muted"),
)
_MUTED = "$foreground-muted"
_KIND, _UNIT, _DUE = 10, 16, 7  # columns
_ROOMY, _NARROW = 84, 56  # columns of the list from which the unit, and the kind, are shown


def glyph(state: State, today: date) -> tuple[str, str]:
    """One character for where an item stands, and its style: @ suspended, - buried, ○ new, ◐ learning, ● known."""
    if state.suspended:
        return "@", _MUTED
    if state.put_off(today):
        return "-", _MUTED
    if state.memory is None:
        return "○", _MUTED
    return ("●", "$text-success") if state.memory.stability >= KNOWN_DAYS else ("◐", "$text-warning")


def place(card: Card, unit: str, state: State, today: date) -> Content:
    """The lines above a card: its unit and kind and its state in words, then its file and line."""
    words = [unit, str(card.kind), _words(state, today)]
    return Content.styled(f"{' · '.join(filter(None, words))}\n{card.file.name}:{card.line}", _MUTED)


def _words(state: State, today: date) -> str:
    if state.suspended:
        return "suspended"
    if back := state.put_off(today):
        return "back tomorrow" if back == 1 else f"back in {back} days"
    if state.memory is None:
        return "new"
    when = due(state, today)
    return when if not when or when == "today" else f"in {when}"


def card_row(card: Card, item: str, unit: str, state: State, today: date, width: int) -> Content:
    """Where a review item stands, its flag, the question, and as much of kind, unit and due day as fits."""
    flag = (f"⚑{state.flag}", FLAG_STYLES[state.flag]) if state.flag else ("  ", "")
    facts = [due(state, today).rjust(_DUE)]
    if width >= _NARROW:
        facts.insert(0, str(card.kind).ljust(_KIND))
    if width >= _ROOMY:
        facts.insert(1, _cut(unit, _UNIT).ljust(_UNIT))
    tail = "  " + " ".join(facts)
    gap = f" · gap {item.rpartition('#')[2]}" if "#" in item else ""
    room = max(8, width - 5 - len(tail))
    question = Content(_cut(_question(question_of(item, card, state)), room - len(gap)) + gap).truncate(room, pad=True)
    return Content.assemble(glyph(state, today), " ", flag, " ", question, (tail, _MUTED))


def unit_row(line: UnitLine, width: int) -> Content:
    """The title, a bar, how many are known, learning and new (in a narrow list known of all), and how many are due."""
    counts, columns = line.counts, max(4, min(20, (width - 24) // 3))
    if width >= _ROOMY:
        figures = f"{counts.known:>5} ● {counts.learning:>4} ◐ {counts.new:>4} ○"
    else:
        figures = f"{counts.known}/{len(line.items)}".rjust(10)
    waiting = f"{line.due:>5} due" if line.due else " " * 9
    label = max(8, min(46, width - columns - len(figures) - len(waiting) - 2))
    title = Content(_cut(line.title, label)).truncate(label + 2, pad=True)
    return Content.assemble(title, bar(counts, columns), (figures, _MUTED), (waiting, "bold"))


def due(state: State, today: date) -> str:
    """When it is asked: `today`, or in how long; nothing for a new or a suspended one."""
    if state.due is None or state.suspended:
        return ""
    days = max((state.due - today).days, state.put_off(today))
    return interval(days) if days > 0 else "today"


@lru_cache(maxsize=4096)
def _question(source: str) -> str:
    return plain_line(source)


def _cut(text: str, width: int) -> str:
    return Content(text).truncate(max(1, width), ellipsis=True).plain
