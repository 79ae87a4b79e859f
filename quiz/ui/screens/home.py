"""Home: what to do now, and the habit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from quiz.scheduling.plan_outlook import Outlook, Situation, outlook
from quiz.study import plan
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.home_figures import HomeFigures
from quiz.ui.widgets.heatmap import HeatmapView
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.menu import Menu
from quiz.ui.widgets.readiness import Readiness
from quiz.ui.widgets.title_bar import TitleBar
from quiz.ui.widgets.unit_bars import UnitBars

MARK = Content.assemble(("▁▁╱", "bold $primary"), (" Rectified", "bold"))
_REFRESH = 60.0  # seconds: days end and cards fall due while the app stands open


class HomeScreen(QuizScreen):
    """The first screen."""

    CSS_PATH = "home.tcss"
    HELP = "home"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "app.open('katas')", "Katas", id="home.katas", tooltip="Choose a kata to solve"),
        Binding(
            "a", "ahead", "Learn ahead", id="home.ahead", tooltip="The cards that are due soonest, for ten minutes"
        ),
        Binding("b", "app.open('browse')", "Browse", id="home.browse", tooltip="Units and cards, and a search"),
        Binding("slash", "app.open('search')", "Search", id="home.search", tooltip="Find cards", show=False),
        Binding("s", "app.open('statistics')", "Statistics", id="home.statistics", tooltip="How well it goes"),
        Binding(
            "comma",
            "app.open('settings')",
            "Settings",
            key_display=",",
            id="home.settings",
            tooltip="Limits, aims, keys",
        ),
        Binding("pageup", "scroll(-8)", "Page up", id="home.page_up", tooltip="Scroll back", show=False),
        Binding("pagedown", "scroll(8)", "Page down", id="home.page_down", tooltip="Scroll on", show=False),
        Binding("ctrl+q", "app.quit", "Quit", id="home.quit", tooltip="Close the app"),
    ]
    _situation: Situation | None = None  # the one that the outlook on the screen belongs to

    @dataclass
    class LookedAhead(Message):
        """The outlook in a situation was worked out."""

        situation: Situation
        outlook: Outlook

    def compose(self) -> ComposeResult:
        """Everything at once: there is nothing to wait for."""
        figures = HomeFigures.read(self.services, self.services.now())
        self._adapt(figures)
        yield TitleBar(MARK, figures.title)
        with VerticalScroll(id="columns", can_focus=False):
            with Vertical(classes="column", id="left"):
                yield Static("Today", classes="heading habit")
                yield Static(figures.today, id="today")
                yield Menu(figures.entries)
                yield Static(figures.hint, id="hint", markup=False)
                yield Static(figures.trouble, id="trouble", markup=False)
            with Vertical(classes="column", id="right"):
                yield Static("Half a year", classes="heading habit")
                yield HeatmapView(figures.home.heatmap, id="heatmap")
                yield Static(figures.heading, classes="heading", id="units")
                yield UnitBars(figures.units)
                yield Readiness()
        yield KeyBar()

    def on_mount(self) -> None:
        """Put the cursor on the menu and look at the clock from time to time."""
        self.query_one(Menu).focus(scroll_visible=False)
        self.set_interval(_REFRESH, self._read_again)
        self.call_after_refresh(self._look_ahead)

    def on_screen_suspend(self) -> None:
        """Whatever opens now may change the figures."""
        self.call_later(self.add_class, "-stale")

    def on_screen_resume(self) -> None:
        """Figures may have changed while another screen was open."""
        if self.has_class("-stale"):
            self.remove_class("-stale")
            self._read_again()

    @on(Menu.Chosen)
    async def _chosen(self, event: Menu.Chosen) -> None:
        await self.run_action(event.action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Cards ahead of their day come once today's are done."""
        if action != "ahead" or not self.is_mounted:
            return True
        return any(entry.action == "app.open('ahead')" for entry in self.query_one(Menu).entries)

    async def action_ahead(self) -> None:
        """Ask the cards that are due soonest."""
        await self.run_action("app.open('ahead')")

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one("#columns").scroll_relative(y=rows, animate=False)

    def action_back(self) -> None:
        """There is nothing behind this screen."""

    def decks_changed(self) -> None:
        """There may be other cards."""
        self._read_again()

    def _read_again(self) -> None:
        figures = HomeFigures.read(self.services, self.services.now())
        self._adapt(figures)
        self.query_one(TitleBar).right = figures.title
        self.query_one("#today", Static).update(figures.today)
        self.query_one(Menu).entries = figures.entries
        self.query_one("#hint", Static).update(figures.hint)
        self.query_one("#trouble", Static).update(figures.trouble)
        self.query_one(HeatmapView).heatmap = figures.home.heatmap
        self.query_one("#units", Static).update(figures.heading)
        self.query_one(UnitBars).units = figures.units
        self.refresh_bindings()
        self.call_after_refresh(self._look_ahead)

    def _adapt(self, figures: HomeFigures) -> None:
        self.set_class(not figures.begun, "-first")
        self.set_class(figures.interview is not None, "-dated")

    def _look_ahead(self) -> None:
        """Work the outlook out anew when anything it follows from has changed."""
        services = self.services
        situation = plan.situation(services.log, services.course, services.now())
        if situation is not None and situation != self._situation:
            self._situation = situation
            self._imagine(situation)

    @work(thread=True, exclusive=True, group="outlook")
    def _imagine(self, situation: Situation) -> None:
        self.post_message(self.LookedAhead(situation, outlook(situation)))

    @on(LookedAhead)
    def _looked_ahead(self, event: LookedAhead) -> None:
        if event.situation is self._situation:
            self.query_one(Readiness).outlook = event.outlook
