"""What is known of one card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.study.leeches import is_leech, what_helps
from quiz.study.turn import Turn
from quiz.study.wording import FLAGS
from quiz.ui.services import Services
from quiz.ui.widgets.menu import Entry


class CardFacts(ModalScreen[str]):
    """A small sheet over a card, with what may be done to it. Closes with the action of an entry, or with nothing."""

    DEFAULT_CSS = """
    CardFacts {
        align: center middle;
        & > VerticalScroll {
            width: 84;
            max-width: 96%;
            height: auto;
            max-height: 90%;
            padding: 1 3;
            border: round $primary;
            background: $surface;
        }
        & Grid {
            grid-size: 2;
            grid-columns: 14 1fr;
            grid-rows: auto;
            height: auto;
        }
        & Static {
            height: auto;
        }
        &.-low > VerticalScroll {
            padding: 0 1;
            border: none;
        }
    }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,i,enter,space", "leave", "Close", id="facts.close", tooltip="Back to the card"),
    ]

    def __init__(self, services: Services, turn: Turn, acts: Sequence[Entry] = ()) -> None:
        super().__init__()
        self._facts, self._acts = facts(services, turn), acts
        for act in acts:
            self._bindings.bind(act.key, f"choose('{act.action}')", act.label, show=False)

    def compose(self) -> ComposeResult:
        """Two columns over what may be done."""
        with VerticalScroll(can_focus=False):
            with Grid():
                for name, value in self._facts:
                    yield Static(Content.styled(name, "$foreground-muted"))
                    yield Static(value, markup=False)
            if self._acts:
                keys = [Content.assemble((act.key, "bold $text-accent"), f" {act.label}") for act in self._acts]
                yield Static(Content("\n") + Content("   ").join(keys))

    def action_choose(self, action: str) -> None:
        """Close with an action."""
        self.dismiss(action)

    def action_leave(self) -> None:
        """Close with nothing."""
        self.dismiss()


def facts(services: Services, turn: Turn) -> list[tuple[str, str]]:
    """Names and values, those of the memory only once there is one."""
    card, log = turn.card, services.log
    rows = [("id", turn.item), ("file", f"{card.file}:{card.line}"), ("kind", str(card.kind))]
    if card.tags:
        rows.append(("tags", ", ".join(card.tags)))
    if card.sources:
        rows.append(("sources", "; ".join(card.sources)))
    state = log.state(turn.item)
    if state is not None and state.flag:
        rows.append(("flag", FLAGS[state.flag]))
    if state is not None and state.note:
        rows.append(("note", " ".join(state.note.split())))
    if state is None or state.memory is None:
        return [*rows, ("memory", "new: never reviewed")]
    memory, leech = state.memory, []
    if is_leech(memory.lapses, log.settings().leech):
        helps = "; ".join(what_helps(log, services.course, card))
        leech = [("leech", f"forgotten {memory.lapses} times"), ("what helps", helps)]
    recall = log.settings().scheduler.recall(memory, log.day(services.now()))
    return [
        *leech,
        *rows,
        ("stability", f"{memory.stability:.1f} days"),
        ("difficulty", f"{memory.difficulty:.1f} of 10"),
        ("due", f"{state.due}"),
        ("last review", f"{memory.last_day}"),
        ("reviews", f"{memory.reps}, of which {memory.lapses} {'lapse' if memory.lapses == 1 else 'lapses'}"),
        ("recall now", f"{recall:.0%}"),
    ]
