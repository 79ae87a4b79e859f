"""The key points of a card: what was said, what may have been said, what was not."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quiz.answers.assessment import State, Tick
from quiz.ui.typeset import typeset
from quiz.ui.widgets.check_list import CheckList

_BOX: dict[State, tuple[str, str]] = {
    "found": ("[x] ", "bold $text-success"),
    "maybe": ("[?] ", "bold $text-warning"),
    "not_found": ("[ ] ", "$foreground-muted"),
}


class KeyPoints(CheckList):
    """One row for each point, with the learner's own words; a toggle turns found into not found and back."""

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._points: tuple[str, ...] = ()
        self._said: tuple[str, ...] = ()
        self.states: list[State] = []

    def show_points(self, points: Sequence[str], ticks: Sequence[Tick] = (), answer: str = "") -> None:
        """Show these points with what was found of them in the answer."""
        self._points = tuple(points)
        self.states = [tick.state for tick in ticks] or ["not_found"] * len(points)
        self._said = tuple(" … ".join(answer[start:end] for start, end in tick.spans) for tick in ticks)
        self.reset()

    @property
    def ticked(self) -> list[int]:
        """The points that count as said."""
        return [number for number, state in enumerate(self.states) if state == "found"]

    def toggle(self, row: int) -> None:
        """Tick or untick a point."""
        self.states[row] = "not_found" if self.states[row] == "found" else "found"
        super().toggle(row)

    def rows(self, width: int) -> list[list[Content]]:
        """Box, point, and in quotes what was met in the answer."""
        rows = []
        for number, (point, state) in enumerate(zip(self._points, self.states, strict=True)):
            box, style = _BOX[state]
            first, *more = typeset(point, max(1, width - 6), self._ascii).split("\n", allow_blank=True)
            lines = [Content.assemble((box, style), first), *(line.pad_left(4) for line in more)]
            said = self._said[number] if number < len(self._said) else ""
            if said and state != "not_found":
                lines.append(
                    Content.styled(f"    “{said}”", "italic $foreground-muted").truncate(
                        max(1, width - 2), ellipsis=True
                    )
                )
            if state == "maybe" and number == self.states.index("maybe"):
                lines.append(Content.styled("    perhaps said: ↓ goes there, Space ticks it", "$foreground-muted"))
            rows.append(lines)
        return rows
