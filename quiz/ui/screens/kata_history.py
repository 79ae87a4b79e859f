"""Past attempts at one kata, and how each differs from the one before, from the file, from the model answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.progress.attempts import Attempt
from quiz.ui.screens.base import QuizScreen
from quiz.ui.verdict_text.difference import difference
from quiz.ui.widgets.attempt_list import AttemptList, when
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.tab_line import TabLine
from quiz.ui.widgets.title_bar import TitleBar
from quiz.ui.widgets.verdict import Fitted

BEFORE, FILE, MODEL = "before", "file", "model"
_LABELS = {BEFORE: "Attempt before", FILE: "Your file", MODEL: "Model answer"}


class KataHistory(QuizScreen):
    """The attempts over a comparison. `model` is None as long as the answer is not to be seen."""

    CSS_PATH = "kata_history.tcss"
    HELP = "kata_history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Later", id="history.up", tooltip="The attempt above", show=False),
        Binding("down,j", "move(1)", "Earlier", id="history.down", tooltip="The attempt below", show=False),
        Binding("tab,right,l", "compare(1)", "Compare with", id="history.next", tooltip="Compare with the next text"),
        Binding("shift+tab,left,h", "compare(-1)", "Back", id="history.last", tooltip="The text before", show=False),
        Binding("pagedown,space", "scroll(10)", "Read on", id="history.pagedown", tooltip="Ten lines on", show=False),
        Binding("pageup", "scroll(-10)", "Read back", id="history.pageup", tooltip="Ten lines back", show=False),
        Binding("c", "copy", "Copy the code", id="history.copy", tooltip="Put the attempt's code on the clipboard"),
        Binding("escape,f9", "back", "Back", id="screen.back", tooltip="Back to the kata"),
    ]

    def __init__(
        self,
        title: str,
        attempts: Sequence[Attempt],
        *,
        stub: str,
        file: str,
        model: str | None,
        beliefs: Mapping[str, str],
    ) -> None:
        """`attempts`: oldest first, as the log has them; `file`: what the learner has now.

        `beliefs`: what the misconceptions of the kata are called.
        """
        super().__init__()
        self._title, self._beliefs = title, beliefs
        self._attempts = list(reversed(attempts))
        self._texts = {FILE: file} | ({MODEL: model} if model is not None else {})
        self._stub = stub

    def compose(self) -> ComposeResult:
        """A list, what it is compared with, and the difference."""
        tries = f"{len(self._attempts)} attempt{'s' * (len(self._attempts) != 1)}"
        right = (Content.styled(tries, "$foreground-muted"),)
        yield TitleBar(Content.assemble((self._title, "bold"), "   past attempts"), right)
        with VerticalScroll(id="attempts", can_focus=False):
            yield AttemptList(self._attempts, self._beliefs)
        line = TabLine(id="with")
        line.tabs = tuple((name, label) for name, label in _LABELS.items() if name in (BEFORE, *self._texts))
        line.active = BEFORE
        yield line
        yield Static(id="sides")
        with VerticalScroll(id="comparison", can_focus=False):
            yield Fitted()
        yield KeyBar()

    def on_mount(self) -> None:
        """The latest attempt against the one before."""
        self._show()

    def action_move(self, rows: int) -> None:
        """Mark another attempt."""
        self.query_one(AttemptList).cursor += rows

    def action_compare(self, places: int) -> None:
        """Compare with another text."""
        line = self.query_one(TabLine)
        names = [name for name, _ in line.tabs]
        line.active = names[(names.index(line.active) + places) % len(names)]
        self._show()

    def action_scroll(self, rows: int) -> None:
        """Read on in the comparison."""
        self.query_one("#comparison").scroll_relative(y=rows, animate=False)

    def action_copy(self) -> None:
        """Put the code of the marked attempt on the clipboard."""
        if self._attempts:
            self.app.copy_to_clipboard(self._attempts[self.query_one(AttemptList).cursor].source)
            self.notify("The code of this attempt is on the clipboard.")

    @on(AttemptList.Marked)
    def _marked(self, event: AttemptList.Marked) -> None:
        self.query_one("#attempts", VerticalScroll).scroll_to_region(event.region, animate=False)
        self._show()

    @on(TabLine.Chosen)
    def _chosen(self, event: TabLine.Chosen) -> None:
        self.query_one(TabLine).active = event.name
        self._show()

    def _show(self) -> None:
        if not self._attempts:
            return
        old, new, sides = self._sides(self.query_one(AttemptList).cursor, self.query_one(TabLine).active)
        self.query_one("#sides", Static).update(sides)
        self.query_one(Fitted).lines = lambda width: difference(old, new, width)
        self.query_one("#comparison").scroll_home(animate=False)

    def _sides(self, row: int, other: str) -> tuple[str, str, Content]:
        """The two texts that are compared, and a line that says which is which."""
        this = self._attempts[row]
        if other != BEFORE:
            return this.source, self._texts[other], _sides(f"attempt of {when(this)}", _LABELS[other].lower())
        if row + 1 < len(self._attempts):
            before = self._attempts[row + 1]
            return before.source, this.source, _sides(f"attempt of {when(before)}", f"attempt of {when(this)}")
        return self._stub, this.source, _sides("the stub", f"attempt of {when(this)}")


def _sides(old: str, new: str) -> Content:
    return Content.assemble(
        ("− ", "$text-error"), (old.replace("  ", " "), "$foreground-muted"), "   ",
        ("+ ", "$text-success"), (new.replace("  ", " "), "$foreground-muted"),
    )  # fmt: skip
