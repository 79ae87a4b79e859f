"""Past attempts, one on a line, the latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from quiz.progress.attempts import Attempt

_MINUTE, _HOUR = 60, 3600


class AttemptList(Widget):
    """Posts `AttemptList.Marked` whenever the cursor comes to another attempt."""

    DEFAULT_CSS = """
    AttemptList {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Marked(Message):
        """The cursor is on this row."""

        row: int
        region: Region

    def __init__(
        self, attempts: Sequence[Attempt], beliefs: Mapping[str, str] = MappingProxyType({}), *, id: str | None = None
    ) -> None:
        """`beliefs`: what the misconceptions of the kata are called."""
        super().__init__(id=id)
        self._attempts, self._beliefs = attempts, beliefs

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each."""
        return max(1, len(self._attempts))

    def render(self) -> Content:
        """The list; the marked attempt stands out."""
        if not self._attempts:
            return Content.styled("No attempt yet.", "$foreground-muted")
        return Content("\n").join(self._row(number, each) for number, each in enumerate(self._attempts))

    def validate_cursor(self, cursor: int) -> int:
        """Keep it on a row."""
        return max(0, min(cursor, len(self._attempts) - 1))

    def watch_cursor(self) -> None:
        """Tell of it."""
        self.post_message(self.Marked(self.cursor, Region(0, self.cursor, self.size.width, 1)))

    def on_click(self, event: events.Click) -> None:
        """A click marks a row."""
        if offset := event.get_content_offset(self):
            self.cursor = offset.y

    def _row(self, number: int, attempt: Attempt) -> Content:
        glyph, colour = ("✓", "$text-success") if attempt.passed else ("✗", "$text-error")
        here = number == self.cursor
        return Content.assemble(
            ("▸ " if here else "  ", "$text-accent"),
            (f"{glyph} ", colour),
            (when(attempt), "bold" if here else ""),
            (f"   {summary(attempt, self._beliefs)}", "" if here else "$foreground-muted"),
        )


def when(attempt: Attempt) -> str:
    """`20 Nov 2026 14:05`, by the clock of the attempt."""
    local = attempt.instant.local
    return f"{local.day:>2} {local:%b %Y %H:%M}"


def summary(attempt: Attempt, beliefs: Mapping[str, str]) -> str:
    """What came of it, in a few words: `wrong answer, 12 min, 2 hints: one maximum is enough`."""
    parts = [attempt.verdict.replace("_", " ")]
    if attempt.seconds is not None:
        parts.append(duration(attempt.seconds))
    if attempt.hints:
        parts.append(f"{attempt.hints} hint{'s' * (attempt.hints > 1)}")
    shown = attempt.misconception
    belief = f": {beliefs.get(shown, shown.replace('_', ' '))}" if shown else ""
    return ", ".join(parts) + belief


def duration(seconds: float) -> str:
    """`1 min` at least, hours from one on."""
    if seconds < _HOUR:
        return f"{max(1, round(seconds / _MINUTE))} min"
    hours, rest = divmod(round(seconds / _MINUTE), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
