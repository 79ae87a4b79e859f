"""A short list of things to do; the first one is what Enter does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_KEY_COLUMNS = 7


@dataclass(frozen=True)
class Entry:
    """One thing to do: the key that does it from anywhere, what it is, and the action's name."""

    key: str
    label: str
    action: str


class Menu(Widget, can_focus=True):
    """Posts `Menu.Chosen` for Enter or a click on an entry."""

    DEFAULT_CSS = """
    Menu {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", id="menu.up", tooltip="The entry above", show=False),
        Binding("down,j", "move(1)", "Down", id="menu.down", tooltip="The entry below", show=False),
        Binding("enter,l", "choose", "Go on", id="menu.choose", tooltip="Do what the marked entry says"),
    ]
    entries: reactive[tuple[Entry, ...]] = reactive(tuple, layout=True)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """An entry was chosen."""

        action: str

    def __init__(self, entries: Sequence[Entry], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Menu.entries, tuple(entries))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an entry."""
        return max(0, min(cursor, len(self.entries) - 1))

    def watch_entries(self) -> None:
        """Put the cursor back on the most likely entry."""
        self.cursor = 0

    def render(self) -> Content:
        """One row for each entry, the marked one bright."""
        return Content("\n").join(self._row(number, entry) for number, entry in enumerate(self.entries))

    def _row(self, number: int, entry: Entry) -> Content:
        key = entry.key.ljust(_KEY_COLUMNS)
        if number == self.cursor:
            return Content.assemble(("▸ ", "$text-accent"), (key, "bold $text-accent"), (entry.label, "bold"))
        return Content.assemble("  ", (key, "$text-accent"), entry.label)

    def action_move(self, rows: int) -> None:
        """Mark another entry."""
        self.cursor += rows

    def action_choose(self) -> None:
        """Say which entry was chosen."""
        if self.entries:
            self.post_message(self.Chosen(self.entries[self.cursor].action))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self.entries):
            self.cursor = offset.y
            self.action_choose()
