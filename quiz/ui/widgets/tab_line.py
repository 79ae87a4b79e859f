"""Names of panes in one line, the open one underlined."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GAP = "   "
_SMALL_GAP = " "
_SMALL = 60


class TabLine(Widget):
    """Posts `TabLine.Chosen` when a name is clicked."""

    DEFAULT_CSS = """
    TabLine {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False
    tabs: reactive[tuple[tuple[str, str], ...]] = reactive(tuple)
    active: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """A pane was chosen."""

        name: str

    def render(self) -> Content:
        """The labels in order."""
        return Content(self._gap).join(self._label(name, label) for name, label in self.tabs)

    @property
    def _gap(self) -> str:
        return _SMALL_GAP if self.size.width < _SMALL else _GAP

    def _label(self, name: str, label: str) -> Content:
        return Content.styled(label, "bold underline $text-accent" if name == self.active else "$foreground-muted")

    def on_click(self, event: events.Click) -> None:
        """Find the label under the pointer."""
        offset, start = event.get_content_offset(self), 0
        for name, label in self.tabs:
            if offset is not None and start <= offset.x < start + len(label):
                self.post_message(self.Chosen(name))
            start += len(label) + len(self._gap)
