"""Statement, hints, notes, model answer, code and verdict; the room decides which are in sight together."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.widget import Widget

from quiz.course.katas import KataPage
from quiz.ui.widgets.editor import Editor
from quiz.ui.widgets.kata_hints import KataHints
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.tab_line import TabLine
from quiz.ui.widgets.verdict import VerdictPanel

WIDE, HIGH, SMALL = 100, 18, 60
_LATER = "*What is worth saying about it in an interview stands here once it has passed.*"
_LONG, _SHORT = {"model": "Model answer"}, {"statement": "Text"}
_READING = ("statement", "hints", "notes", "model")


class KataPanes(Vertical):
    """From 100 columns on, the code stands beside what is read; from 18 rows on, the verdict stands below both."""

    DEFAULT_CSS = """
    KataPanes {
        height: 1fr;
        & #work {
            height: 1fr;
        }
        & .reading {
            width: 45%;
            height: 1fr;
            padding: 0 2 0 1;
            scrollbar-size-vertical: 1;
        }
        & #model {
            padding: 0 1 0 0;
        }
        & Editor {
            width: 1fr;
            height: 1fr;
            padding: 0;
            scrollbar-size: 1 1;
            background: $surface;
            border: none;
        }
        & VerdictPanel {
            max-height: 45%;
            padding: 0 1;
            border-top: solid $panel;
        }
        &.-narrow .reading {
            width: 1fr;
            padding: 0 1;
        }
        &.-flat VerdictPanel {
            height: 1fr;
            max-height: 100%;
            border-top: none;
        }
    }
    """
    active: reactive[str] = reactive("statement")
    disclosed: reactive[bool] = reactive(False)
    """Whether the notes and the model answer may be read."""

    def __init__(self, page: KataPage, editor: Editor, *, disclosed: bool, hints: int = 0) -> None:
        """`hints`: how many are open from the beginning."""
        super().__init__()
        self._page = page
        self.set_reactive(KataPanes.disclosed, disclosed)
        self.editor = editor
        self.hints = KataHints(page.hints, hints, id="hints", classes="reading")
        self.verdict = VerdictPanel(id="verdict")

    def compose(self) -> ComposeResult:
        """Everything is there from the beginning; most of it is out of sight."""
        yield TabLine()
        with Horizontal(id="work"):
            yield VerticalScroll(Prose(self._page.statement), id="statement", classes="reading", can_focus=False)
            yield self.hints
            yield VerticalScroll(Prose(self._notes(), id="afterwards"), id="notes", classes="reading", can_focus=False)
            yield Vertical(id="model", classes="reading")
            yield self.editor
        self.verdict.can_focus = False
        yield self.verdict

    @property
    def names(self) -> list[str]:
        """The panes that can be chosen now, in order."""
        there = {"model": self.disclosed, "code": self._narrow, "verdict": self._flat and not self.verdict.empty}
        return [name for name in (*_READING, "code", "verdict") if there.get(name, True)]

    def step(self, places: int) -> None:
        """Choose a neighbouring pane."""
        names = self.names
        here = names.index(self.active) if self.active in names else 0
        self.active = names[(here + places) % len(names)]

    def scroll_active(self, rows: int) -> None:
        """Move the pane that is read."""
        self._in_front.scroll_relative(y=rows, animate=False)

    def show_code(self) -> None:
        """Bring the code into sight."""
        if "code" in self.names:
            self.active = "code"

    def show_verdict(self) -> None:
        """Bring the verdict into sight."""
        self._arrange()
        if "verdict" in self.names:
            self.active = "verdict"

    def show_model(self, source: str) -> None:
        """Show the model answer, beside the code where there is room."""
        pane = self.query_one("#model")
        if not pane.children:
            pane.mount(Editor(source, read_only=True))
        self.active = "model"

    def watch_active(self) -> None:
        """Change what is in sight."""
        self._arrange()

    def watch_disclosed(self) -> None:
        """Give away what is kept until the kata is solved."""
        if self.is_mounted:
            self.query_one("#afterwards", Prose).source = self._notes()
            self._arrange()

    def on_resize(self) -> None:
        """Another size may have room for more, or for less."""
        self._arrange()

    @on(KataHints.Revealed)
    def _revealed(self) -> None:
        self._arrange()

    @on(TabLine.Chosen)
    def _chosen(self, event: TabLine.Chosen) -> None:
        event.stop()
        self.active = event.name

    @property
    def _narrow(self) -> bool:
        return self.size.width < WIDE

    @property
    def _flat(self) -> bool:
        return self.size.height < HIGH

    @property
    def _in_front(self) -> Widget:
        pane = self.editor if self.active == "code" else self.query_one(f"#{self.active}")
        return next(iter(pane.query(Editor)), pane)

    def _notes(self) -> str:
        return self._page.afterwards if self.disclosed else _LATER

    def _arrange(self) -> None:
        """Show the chosen pane, and beside and below it what there is room for."""
        if not self.is_mounted:
            return
        self.set_class(self._narrow, "-narrow")
        self.set_class(self._flat, "-flat")
        if self.active not in self.names:
            self.active = "statement"
            return
        for name in _READING:
            self.query_one(f"#{name}").display = name == self.active
        self.editor.display = self.active == "code" or not self._narrow
        self.verdict.display = self.active == "verdict" or not (self._flat or self.verdict.empty)
        self.query_one("#work").display = self.active != "verdict"
        line = self.query_one(TabLine)
        line.tabs = tuple((name, self._label(name)) for name in self.names)
        line.active = self.active

    def _label(self, name: str) -> str:
        if self.size.width < SMALL:
            return _SHORT.get(name, name.capitalize())
        return (
            f"Hints {self.hints.revealed}/{len(self._page.hints)}"
            if name == "hints"
            else _LONG.get(name, name.capitalize())
        )
