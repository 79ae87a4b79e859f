"""What is known of one kata, and how its code is judged here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.sandbox.protections import NEEDED, extra, lacking
from quiz.ui.verdict_text import literal

Facts = Mapping[str, Any]


class KataFacts(ModalScreen[None]):
    """A small sheet over a kata. `ask` says what the judge says of itself; it is called in a thread."""

    DEFAULT_CSS = """
    KataFacts {
        align: center middle;
        & > VerticalScroll {
            width: auto;
            max-width: 96%;
            height: auto;
            max-height: 96%;
            padding: 1 3;
            border: round $primary;
            background: $surface;
        }
        & Static {
            width: auto;
            max-width: 100%;
            height: auto;
        }
        &.-small > VerticalScroll, &.-low > VerticalScroll {
            padding: 0 1;
            border: none;
        }
    }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,space", "dismiss", "Close", id="kata_facts.close", tooltip="Back to the kata"),
        Binding("down,j", "scroll(1)", "Down", id="kata_facts.down", tooltip="Scroll on", show=False),
        Binding("up,k", "scroll(-1)", "Up", id="kata_facts.up", tooltip="Scroll back", show=False),
    ]

    @dataclass
    class Told(Message):
        """The judge has answered."""

        lines: list[Content]

    def __init__(self, rows: Sequence[tuple[str, str]], ask: Callable[[], Facts]) -> None:
        super().__init__()
        self._rows, self._ask = rows, ask

    def compose(self) -> ComposeResult:
        """The facts over what the judge says."""
        width = max(len(name) for name, _ in self._rows) + 3
        rows = [Content.assemble((name.ljust(width), "$foreground-muted"), value) for name, value in self._rows]
        with VerticalScroll(can_focus=False):
            yield Static(Content("\n").join(rows))
            yield Static("\nAsking the judge…", id="judge")

    def on_mount(self) -> None:
        """Ask the judge, who may have to be started."""
        threading.Thread(target=self._work, daemon=True).start()

    def action_scroll(self, rows: int) -> None:
        """Scroll the sheet."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _work(self) -> None:
        try:
            lines = list(judge_lines(self._ask()))
        except QuizError as error:
            lines = [Content(""), Content(literal(f"No judge: {error.message}"))]
            lines += [Content(literal(error.hint))] if error.hint else []
        self.post_message(self.Told(lines))

    @on(Told)
    def _told(self, event: Told) -> None:
        self.query_one("#judge", Static).update(Content("\n").join(event.lines))


def judge_lines(facts: Facts) -> Iterator[Content]:
    """The reference, and which protections hold on this machine."""
    yield Content("")
    yield Content(literal(f"The reference is {facts['reference']}, on {' or '.join(facts['devices'])}."))
    yield Content("Your code runs in a process of its own. On this machine:")
    held = facts["protections"]
    missing = lacking(held, NEEDED)
    for glyph, colour, names in (
        ("✓ ", "$text-success", held),
        ("✗ missing: ", "$text-error", missing),
        ("○ not here: ", "$text-muted", extra(held)),
    ):
        yield from (Content.assemble("  ", (glyph, colour), literal(name)) for name in names)
    if missing:
        yield Content("Where one is missing, grade only code that you would run yourself.")
