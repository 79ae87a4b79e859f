"""The steps of an order card: picked one after the other, then shown in the right order."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from textual.content import Content

from quiz.answers import in_order
from quiz.ui.typeset import typeset
from quiz.ui.widgets.check_list import NOWHERE, CheckList


class Ordering(CheckList):
    """Lettered rows; a toggle gives the next place or takes it back. The last place goes to the row that is left."""

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._steps: tuple[str, ...] = ()
        self._right: tuple[int, ...] = ()
        self.chosen: list[int] = []
        self.checked = False

    def show_steps(self, steps: Sequence[str], right: Sequence[str]) -> None:
        """Show these steps, none of them picked; `right`: the same in the right order."""
        self._steps, self.chosen, self.checked = tuple(steps), [], False
        self._right = tuple(right.index(step) for step in steps)
        self.reset()

    @property
    def places(self) -> list[int]:
        """The right place of each step, in the order in which they were picked."""
        return [self._right[row] for row in self.chosen]

    @property
    def complete(self) -> bool:
        """Whether every step has its place."""
        return len(self.chosen) == len(self._steps)

    def check(self) -> None:
        """Show the steps in the right order, with the places that they were given."""
        self.checked = True
        self.reset()

    def toggle(self, row: int) -> None:
        """Give the row the next place, or take its place back; nothing once they are checked."""
        if self.checked or row >= len(self._steps):
            return
        if row in self.chosen:
            self.chosen.remove(row)
        else:
            self.chosen.append(row)
            left = [other for other in range(len(self._steps)) if other not in self.chosen]
            self.chosen += left if len(left) == 1 else []
            if self.complete:
                self.cursor = NOWHERE  # Space checks now
        super().toggle(row)

    def rows(self, width: int) -> list[list[Content]]:
        """Place, letter and text while they are picked; once checked, mark, right place, text, and where it was put."""
        if self.checked:
            ranked = sorted(range(len(self._steps)), key=self._right.__getitem__)
            return [self._checked_row(row, max(1, width - 8)) for row in ranked]
        return [self._row(row, max(1, width - 8)) for row in range(len(self._steps))]

    def _row(self, row: int, width: int) -> list[Content]:
        place = (f"{self.chosen.index(row) + 1} ", "bold $text-accent") if row in self.chosen else ("○ ", _MUTED)
        return self._lines(row, width, place, (ascii_lowercase[row] + "  ", "bold $text-accent"))

    def _checked_row(self, row: int, width: int) -> list[Content]:
        right, place = self._right[row], (f"{self._right[row] + 1}  ", _MUTED)
        if not self.complete:
            return self._lines(row, width, ("  ", ""), place)
        if right in in_order(self.places):
            return self._lines(row, width, ("✓ ", "bold $text-success"), place)
        *lines, last = self._lines(row, width, ("✗ ", "bold $text-error"), place)
        was = Content.styled(f"you: {self.chosen.index(row) + 1}", _MUTED)
        if last.cell_length + was.cell_length + 3 <= width + _INDENT:
            return [*lines, last + was.pad_left(3)]
        return [*lines, last, was.pad_left(_INDENT)]

    def _lines(self, row: int, width: int, *before: tuple[str, str]) -> list[Content]:
        first, *more = typeset(self._steps[row], width, self._ascii).split("\n", allow_blank=True)
        return [Content.assemble(*before, first), *(line.pad_left(_INDENT) for line in more)]


_MUTED = "$foreground-muted"
_INDENT = 6
