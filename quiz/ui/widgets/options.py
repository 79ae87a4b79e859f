"""The options of a choice card: chosen first, then each with why it is right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from textual.content import Content

from quiz.course.card import Option
from quiz.ui.typeset import typeset
from quiz.ui.widgets.check_list import CheckList


class Options(CheckList):
    """Lettered options; where one alone is right, choosing another one takes the first choice back."""

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._options: tuple[Option, ...] = ()
        self.chosen: set[int] = set()
        self.checked = False

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these options, none of them chosen."""
        self._options, self.chosen, self.checked = tuple(options), set(), False
        self.reset()

    @property
    def right(self) -> bool:
        """Whether all right ones are chosen, and none else."""
        return self.chosen == {number for number, option in enumerate(self._options) if option.right}

    def check(self) -> None:
        """Show which ones are right, and why."""
        self.checked = True
        self.reset()

    def toggle(self, row: int) -> None:
        """Choose an option or take the choice back; nothing once they are checked."""
        if self.checked or row >= len(self._options):
            return
        if sum(option.right for option in self._options) == 1:
            self.chosen &= {row}
        self.chosen ^= {row}
        super().toggle(row)

    def rows(self, width: int) -> list[list[Content]]:
        """Mark, letter and text, and once checked the reason under it."""
        return [self._row(number, option, max(1, width - 8)) for number, option in enumerate(self._options)]

    def _row(self, number: int, option: Option, width: int) -> list[Content]:
        mark, style = self._mark(number, option)
        text = typeset(option.text, width, self._ascii).split("\n", allow_blank=True)
        letter = (ascii_lowercase[number] + "  ", "bold $text-accent" if not self.checked else "$foreground-muted")
        lines = [Content.assemble((mark, style), letter, text[0])]
        lines += [line.pad_left(6) for line in text[1:]]
        if self.checked and option.why:
            why = typeset(option.why, width, self._ascii).split("\n", allow_blank=True)
            lines += [line.pad_left(6).stylize("$foreground-muted") for line in why]
        return lines

    def _mark(self, number: int, option: Option) -> tuple[str, str]:
        chosen = number in self.chosen
        if not self.checked:
            return ("● ", "$text-accent") if chosen else ("○ ", "$foreground-muted")
        if option.right:
            return "✓ ", "bold $text-success"
        return ("✗ ", "bold $text-error") if chosen else ("✗ ", "$foreground-muted")
