"""The katas as a map: what there is, what is done, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.course.card import Card
from quiz.grading.client import INSTALL_HINT, missing_packages
from quiz.progress import attempts
from quiz.progress.attempts import KataState
from quiz.study.kata_choice import forgotten, next_kata, why
from quiz.study.kata_map import MapRow, Spot, Standing, kata_map
from quiz.ui.charts.legend import legend
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.chart import Chart
from quiz.ui.widgets.kata_map import GLYPHS, KataMap
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.title_bar import TitleBar


class KataListScreen(QuizScreen):
    """Choose a kata; the one to do next is marked."""

    CSS_PATH = "kata_list.tcss"
    HELP = "kata_list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Next one", id="katas.next", tooltip="Mark the kata to do next"),
        Binding("f", "forgotten", "Forgotten", id="katas.forgotten", tooltip="Mark the kata of a card you forgot"),
        Binding("escape", "back", "Back", id="screen.back", tooltip="Back to the screen before"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._states: Mapping[str, KataState] = {}
        self._forgotten: Mapping[str, Card] = {}
        self._next = ""

    def compose(self) -> ComposeResult:
        """A notice if grading is not possible, the map, its signs, and what is marked."""
        rows = self._read()
        yield TitleBar(Content.styled("Katas", "bold"), _solved(rows))
        missing = missing_packages()
        if missing:
            notice = f"Grading needs {' and '.join(missing)}. {INSTALL_HINT}, or make run. Reading works without."
            yield Static(notice, id="missing", markup=False)
        with VerticalScroll(id="scroll", can_focus=False):
            yield KataMap(rows, self._next or _first(rows))
        yield Chart(partial(legend, _signs(rows)), id="legend")
        yield Static("", id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """The map has the keys."""
        self.query_one(KataMap).focus(scroll_visible=False)

    def on_screen_resume(self) -> None:
        """A kata may have been tried meanwhile."""
        if self.is_mounted:
            rows = self._read()
            self.query_one(TitleBar).right = _solved(rows)
            self.query_one("#legend", Chart).show(partial(legend, _signs(rows)))
            self.query_one(KataMap).rows = rows
            self.refresh_bindings()

    decks_changed = on_screen_resume

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Forgotten cards have a key while there are any."""
        return bool(self._forgotten) if action == "forgotten" else True

    def action_next(self) -> None:
        """Mark the kata to do next."""
        self.query_one(KataMap).marked = self._next

    def action_forgotten(self) -> None:
        """Mark the kata of the card that was forgotten last; once more, that of the one before."""
        names, here = list(self._forgotten), self.query_one(KataMap).marked
        self.query_one(KataMap).marked = names[(names.index(here) + 1) % len(names)] if here in names else names[0]

    @on(KataMap.Moved)
    def _moved(self, event: KataMap.Moved) -> None:
        self.query_one("#scroll", VerticalScroll).scroll_to_region(event.region, animate=False)
        self.query_one("#about", Static).update(self._about(event.spot))

    @on(KataMap.Chosen)
    def _chosen(self, event: KataMap.Chosen) -> None:
        if event.spot.page is None:
            self.notify(f"{event.spot.name} is planned and not in the course yet.", markup=False)
            return
        from quiz.ui.screens.kata import KataScreen  # the editor and its grammar are slow to import

        self.app.push_screen(KataScreen(event.spot.page))

    def _read(self) -> tuple[MapRow, ...]:
        """Look at the log again."""
        services = self.services
        self._today = services.log.day(services.now())
        self._states = attempts.katas(services.log)
        self._forgotten = forgotten(services.course, attempts.lapsed(services.log, self._today))
        page = next_kata(services.course, self._states, self._today, forgotten=self._forgotten)
        self._next = page.id if page else ""
        return kata_map(services.course, self._states, self._today)

    def _about(self, spot: Spot) -> Content:
        """Two lines on the marked kata."""
        if spot.page is None:
            return Content.assemble((spot.name, "bold"), ("\nPlanned: not in the course yet.", "$foreground-muted"))
        page = spot.page
        reason = why(page, self.services.course, self._states, self._today, forgotten=self._forgotten)
        return Content.assemble(
            (page.title, "bold"),
            f"   {'★' * page.difficulty}",
            (f"   after {', '.join(page.prerequisites)}" if page.prerequisites else "", "$foreground-muted"),
            ("\nNext. " if page.id == self._next else "\n", "$text-accent"),
            (reason, "$foreground-muted"),
        )


def _signs(rows: Sequence[MapRow]) -> list[Content]:
    """Which sign means what, and how many katas stand there."""
    counts = Counter(spot.standing for row in rows for spot in row.spots)
    return [
        Content.assemble(GLYPHS[standing], (f" {counts[standing]} {standing.value}", "$foreground-muted"))
        for standing in Standing
        if counts[standing]
    ]


def _solved(rows: Sequence[MapRow]) -> tuple[Content, ...]:
    """How many of those that exist are solved."""
    spots = [spot for row in rows for spot in row.spots if spot.page]
    solved = sum(spot.solved for spot in spots)
    return (Content.styled(f"{solved} of {len(spots)} solved", "$foreground-muted"),)


def _first(rows: Sequence[MapRow]) -> str:
    return next((spot.name for row in rows for spot in row.spots), "")
