"""Help for one screen: a page of text, then its keys."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from quiz.ui.widgets.prose import Prose

_PAGES = Path(__file__).parents[1] / "help"


class HelpScreen(ModalScreen[None]):
    """Lies over the screen that it explains; Esc, ? or a click beside it closes it."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        #page {
            width: 76;
            max-width: 100%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            border: round $primary;
            background: $surface;
            scrollbar-size-vertical: 1;
        }
        &.-small #page {
            border: none;
            max-height: 100%;
            padding: 0 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,enter", "app.pop_screen", "Close", id="help.close", tooltip="Close the help"),
        Binding("up,k", "scroll(-2)", "Up", id="help.up", tooltip="Scroll back", show=False),
        Binding("down,j", "scroll(2)", "Down", id="help.down", tooltip="Scroll on", show=False),
        Binding("pageup", "scroll(-12)", "Page up", id="help.page_up", tooltip="A page back", show=False),
        Binding("pagedown,space", "scroll(12)", "Page down", id="help.page_down", tooltip="A page on", show=False),
    ]

    def __init__(self, page: str, text: str = "") -> None:
        """`page`: the name of a file in `quiz/ui/help`, without its ending; `text`: what stands below it."""
        super().__init__()
        self._text = (_PAGES / f"{page}.md").read_text(encoding="utf-8") + text

    def compose(self) -> ComposeResult:
        """The page."""
        with VerticalScroll(id="page", can_focus=False):
            yield Prose(self._text)

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one("#page").scroll_relative(y=rows, animate=False)
