"""Hints that are revealed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.reactive import reactive

from quiz.ui.widgets.prose import Prose


class KataHints(VerticalScroll):
    """Shows the first `revealed` hints and how to see the next one; posts `KataHints.Revealed`."""

    revealed: reactive[int] = reactive(0)

    @dataclass
    class Revealed(Message):
        """One more hint is in sight."""

    def __init__(
        self, hints: Sequence[str], revealed: int = 0, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes, can_focus=False)
        self._hints = tuple(hints)
        self.set_reactive(KataHints.revealed, self.validate_revealed(revealed))

    def compose(self) -> ComposeResult:
        """One text."""
        yield Prose(self._source())

    def validate_revealed(self, revealed: int) -> int:
        """No more than there are."""
        return max(0, min(revealed, len(self._hints)))

    def watch_revealed(self) -> None:
        """Show the new hint; its end is what the learner wants to see."""
        if self.is_mounted:
            self.query_one(Prose).source = self._source()
            self.post_message(self.Revealed())
            self.call_after_refresh(self.scroll_end, animate=False)

    def _source(self) -> str:
        parts = [f"**Hint {number}**\n\n{hint}" for number, hint in enumerate(self._hints[: self.revealed], 1)]
        left = len(self._hints) - self.revealed
        if left:
            parts.append(f"*F2 shows {'the next' if self.revealed else 'a'} hint; {left} left.*")
        return "\n\n".join(parts)
