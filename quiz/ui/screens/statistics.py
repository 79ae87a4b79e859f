"""Statistics: pictures, each with what it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quiz.course.beliefs import beliefs
from quiz.progress.attempts import Misconception
from quiz.progress.effort import Hard
from quiz.study import plan, summary
from quiz.study.kata_map import Standing, kata_map
from quiz.study.leeches import is_leech
from quiz.study.turn import question_of
from quiz.ui.charts import pictures, sentences
from quiz.ui.charts.legend import legend
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.home_figures import unit_counts
from quiz.ui.typeset import one_line
from quiz.ui.widgets.chart import Chart
from quiz.ui.widgets.heatmap import HeatmapView
from quiz.ui.widgets.kata_map import GLYPHS
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.title_bar import TitleBar
from quiz.ui.widgets.unit_bars import UnitBars

_AT_ONCE = 3  # pictures: those that are seen on most screens before anything is scrolled


@dataclass(frozen=True)
class _Picture:
    """`widget` is None while there is nothing to show."""

    heading: str
    widget: Widget | None
    sentence: str


def _laid_out(picture: _Picture) -> Vertical:
    heading = Static(picture.heading, classes="heading", markup=False)
    sentence = Static(picture.sentence, classes="sentence", markup=False)
    return Vertical(heading, *filter(None, [picture.widget]), sentence, classes="picture")


class StatisticsScreen(QuizScreen):
    """The figures of one learner."""

    CSS_PATH = "statistics.tcss"
    HELP = "statistics"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Home", id="statistics.back", tooltip="Back to the screen before"),
        Binding("up,k", "scroll(-2)", "Up", id="statistics.up", tooltip="Scroll back", show=False),
        Binding("down,j", "scroll(2)", "Down", id="statistics.down", tooltip="Scroll on", show=False),
        Binding("pageup", "scroll(-12)", "Page up", id="statistics.page_up", tooltip="A page back", show=False),
        Binding(
            "pagedown,space", "scroll(12)", "Page down", id="statistics.page_down", tooltip="A page on", show=False
        ),
        Binding("home", "end('top')", "Top", id="statistics.top", tooltip="To the first picture", show=False),
        Binding("end", "end('bottom')", "Bottom", id="statistics.bottom", tooltip="To the last picture", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The first pictures, those without figures as a sentence; the others come after the first frame."""
        self._left = self._pictures()
        yield TitleBar(Content.styled("Statistics", "bold"))
        yield VerticalScroll(*map(_laid_out, islice(self._left, _AT_ONCE)), id="pictures", can_focus=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Most of the pictures are out of sight at first: they need not hold it up."""
        self.call_after_refresh(self._mount_others)

    async def _mount_others(self) -> None:
        if self.is_attached:  # not left meanwhile
            await self.query_one("#pictures").mount_all(map(_laid_out, self._left))

    def on_resize(self) -> None:
        """Say what the year's picture shows where there is no room for the whole of it."""
        self.call_after_refresh(self._name_the_year)

    def _name_the_year(self) -> None:
        year, heading = self.query_one(HeatmapView), self.query(".heading").first(Static)
        whole = year.weeks_that_fit == len(year.heatmap.weeks)
        said = "A year" if whole else f"The last {year.weeks_that_fit} weeks"
        if said != heading.content:  # to say the same again would lay the whole page out anew
            heading.update(said)

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one("#pictures").scroll_relative(y=rows, animate=False)

    def action_end(self, place: str) -> None:
        """Scroll to the top or to the bottom."""
        pictures = self.query_one("#pictures")
        pictures.scroll_home(animate=False) if place == "top" else pictures.scroll_end(animate=False)

    def _pictures(self) -> Iterator[_Picture]:
        services = self.services
        katas, units = services.course.kata_items(), unit_counts(services)
        stats = summary.stats(services.log, services.items, services.now(), katas=katas)
        yield _Picture("A year", HeatmapView(stats.heatmap), sentences.days(stats.heatmap))
        weekly = Chart(partial(pictures.retention, stats.retention_by_week, stats.day, stats.aim))
        yield _Picture(
            "Recalled, week by week",
            weekly if stats.retention.total else None,
            sentences.retention(stats.retention, stats.aim, stats.mature),
        )
        planned = plan.interview(services.log, services.now()) is not None
        coming = Chart(partial(pictures.forecast, stats.forecast)) if sum(stats.forecast) else None
        yield _Picture(
            "Next 30 days",
            coming,
            sentences.forecast(stats.forecast, stats.day, stats.seconds_per_card, planned=planned),
        )
        dots = Chart(partial(pictures.calibration, stats.calibration)) if stats.calibration else None
        yield _Picture("Expected and recalled", dots, sentences.calibration(stats.calibration))
        yield _Picture("Units", UnitBars(units), sentences.units(stats.counts, units))
        this_week = stats.day - timedelta(days=stats.day.weekday())
        time = Chart(partial(pictures.time_spent, stats.seconds_by_week, stats.day)) if stats.seconds_by_week else None
        yield _Picture("Time, week by week", time, sentences.time_spent(stats.seconds_by_week, this_week))
        known = stats.self_knowledge
        bars = Chart(partial(pictures.confidence, known)) if known.groups else None
        yield _Picture("Confidence and result", bars, sentences.confidence(known))
        hard = Static(self._hardest(stats.hardest), id="hardest") if stats.hardest else None
        yield _Picture("Hardest cards", hard, sentences.hardest(stats.hardest))
        rows = kata_map(services.course, stats.katas, stats.day)
        spots = [spot for row in rows for spot in row.spots if spot.page]
        if standings := Counter(spot.standing for spot in spots):
            solved = sum(spot.solved for spot in spots)
            yield _Picture("Katas", Chart(partial(legend, self._katas(standings))), sentences.katas(standings, solved))
        met = Static(self._misconceptions(stats.misconceptions)) if stats.misconceptions else None
        yield _Picture("Misconceptions", met, sentences.misconceptions(stats.misconceptions))

    def _hardest(self, cards: Sequence[Hard]) -> Content:
        rows, threshold = [], self.services.log.settings().leech
        for card in cards:
            times = "once" if card.lapses == 1 else f"{card.lapses} times"
            asked = question_of(card.item, self.services.course.card(card.item), self.services.log.state(card.item))
            question = one_line(asked, Prose.ascii)
            fact = Content.styled(f"{times.rjust(8)}, holds {card.stability:>4.1f} d  ", "$foreground-muted")
            leech = ("leech  ", "$text-warning") if is_leech(card.lapses, threshold) else ""
            rows.append(Content.assemble(fact, leech, question))
        return Content("\n").join(rows)

    def _katas(self, standings: Mapping[Standing, int]) -> list[Content]:
        return [
            Content.assemble(GLYPHS[standing], f" {standings[standing]} {standing.value}")
            for standing in GLYPHS
            if standings.get(standing)
        ]

    def _misconceptions(self, met: Sequence[Misconception]) -> Content:
        katas = {self.services.course.kata_item(kata.id): kata for kata in self.services.course.katas}
        names = {kata: beliefs(katas[kata].solution) for kata in {each.kata for each in met} if kata in katas}
        return Content("\n").join(
            Content.assemble(
                ("✓ ", "$text-success") if each.overcome else ("✗ ", "$text-error"),
                names.get(each.kata, {}).get(each.id, each.id.replace("_", " ")),
                (
                    f"  {katas[each.kata].title if each.kata in katas else each.kata}, "
                    + ("once" if each.met == 1 else f"{each.met} times"),
                    "$foreground-muted",
                ),
            )
            for each in met
        )
