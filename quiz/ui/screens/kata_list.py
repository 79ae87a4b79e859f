"""The katas as a map: what there is, what is done, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.grading.client import INSTALL_HINT, missing_packages
from quiz.progress import attempts
from quiz.study.kata_map import MapRow, Spot, Standing, kata_map, next_kata, why
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.kata_map import GLYPHS, KataMap
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.title_bar import TitleBar


class KataListScreen(QuizScreen):
    """Choose a kata; the one to do next is marked."""

    CSS_PATH = "kata_list.tcss"
    HELP = "kata_list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Next one", id="katas.next", tooltip="Mark the kata to do next"),
        Binding("escape", "back", "Back", id="screen.back", tooltip="Back to the screen before"),
    ]

    def compose(self) -> ComposeResult:
        """A notice if grading is not possible, the map, and what is marked."""
        rows = self._rows()
        yield TitleBar(Content.styled("Katas", "bold"), _legend(rows))
        missing = missing_packages()
        if missing:
            notice = f"Grading needs {' and '.join(missing)}. {INSTALL_HINT}, or make run. Reading works without."
            yield Static(notice, id="missing", markup=False)
        with VerticalScroll(id="scroll", can_focus=False):
            yield KataMap(rows, self._next() or _first(rows))
        yield Static("", id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """The map has the keys."""
        self.query_one(KataMap).focus(scroll_visible=False)

    def on_screen_resume(self) -> None:
        """A kata may have been tried meanwhile."""
        if self.is_mounted:
            rows = self._rows()
            self.query_one(TitleBar).right = _legend(rows)
            self.query_one(KataMap).rows = rows

    def action_next(self) -> None:
        """Mark the kata to do next."""
        self.query_one(KataMap).marked = self._next()

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

    def _rows(self) -> tuple[MapRow, ...]:
        return kata_map(self.services.course, attempts.katas(self.services.log))

    def _next(self) -> str:
        page = next_kata(self.services.course, attempts.katas(self.services.log))
        return page.id if page else ""

    def _about(self, spot: Spot) -> Content:
        """Two lines on the marked kata."""
        if spot.page is None:
            return Content.assemble((spot.name, "bold"), ("\nPlanned: not in the course yet.", "$foreground-muted"))
        page = spot.page
        reason = why(page, self.services.course, attempts.katas(self.services.log))
        first = "Next. " if page.id == self._next() else ""
        return Content.assemble(
            (page.title, "bold"),
            f"   {'★' * page.difficulty}",
            (f"   after {', '.join(page.prerequisites)}" if page.prerequisites else "", "$foreground-muted"),
            ("\n" + first, "$text-accent"),
            (reason, "$foreground-muted"),
        )


def _legend(rows: Sequence[MapRow]) -> tuple[Content, ...]:
    """How many katas stand where."""
    counts = Counter(spot.standing for row in rows for spot in row.spots)
    return tuple(
        Content.assemble(
            (f"{GLYPHS[standing][0]} ", GLYPHS[standing][1]),
            (f"{counts[standing]} {standing.value}", "$foreground-muted"),
        )
        for standing in reversed(Standing)
        if counts[standing]
    )


def _first(rows: Sequence[MapRow]) -> str:
    return next((spot.name for row in rows for spot in row.spots), "")
