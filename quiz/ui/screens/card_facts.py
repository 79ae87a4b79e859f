"""What is known of one card."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.ui.services import Services
from quiz.ui.turn import Turn


class CardFacts(ModalScreen[None]):
    """A small sheet over the review; any of its keys closes it."""

    DEFAULT_CSS = """
    CardFacts {
        align: center middle;
        Static {
            width: auto;
            max-width: 90%;
            height: auto;
            max-height: 90%;
            padding: 1 3;
            border: round $primary;
            background: $surface;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,enter,space", "app.pop_screen", "Close", id="facts.close", tooltip="Back to the card"),
    ]

    def __init__(self, services: Services, turn: Turn) -> None:
        super().__init__()
        self._facts = facts(services, turn)

    def compose(self) -> ComposeResult:
        """Two columns."""
        width = max(len(name) for name, _ in self._facts) + 3
        rows = [Content.assemble((name.ljust(width), "$foreground-muted"), value) for name, value in self._facts]
        yield Static(Content("\n").join(rows))


def facts(services: Services, turn: Turn) -> list[tuple[str, str]]:
    """Names and values, those of the memory only once there is one."""
    card, log = turn.card, services.log
    rows = [("id", turn.item), ("file", f"{card.file}:{card.line}"), ("kind", str(card.kind))]
    if card.tags:
        rows.append(("tags", ", ".join(card.tags)))
    if card.sources:
        rows.append(("sources", "; ".join(card.sources)))
    state = log.state(turn.item)
    if state is None or state.memory is None:
        return [*rows, ("memory", "new: never reviewed")]
    memory = state.memory
    recall = log.settings().scheduler.recall(memory, log.day(services.now()))
    return [
        *rows,
        ("stability", f"{memory.stability:.1f} days"),
        ("difficulty", f"{memory.difficulty:.1f} of 10"),
        ("due", f"{state.due}"),
        ("last review", f"{memory.last_day}"),
        ("reviews", f"{memory.reps}, of which {memory.lapses} lapses"),
        ("recall now", f"{recall:.0%}"),
    ]
