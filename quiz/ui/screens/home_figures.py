"""What the home screen says, read from the log at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.content import Content

from quiz.course.katas import KataPage
from quiz.progress import statistics
from quiz.scheduling.day import Instant
from quiz.study import plan, summary
from quiz.study.coming import Next, next_day
from quiz.study.kata_choice import propose
from quiz.study.kata_plan import KataPlan, kata_plan, rate
from quiz.ui.services import Services
from quiz.ui.widgets.menu import Entry
from quiz.ui.widgets.readiness import heading
from quiz.ui.widgets.streak import freezes, streak_line
from quiz.ui.widgets.today import WELCOME, cards, minutes, today
from quiz.ui.widgets.unit_bars import UnitCounts


@dataclass(frozen=True)
class HomeFigures:
    """One look at the log and the course."""

    home: summary.Home
    units: tuple[UnitCounts, ...]
    kata: KataPage | None
    later: Next | None
    problems: int
    interview: date | None
    katas: KataPlan

    @classmethod
    def read(cls, services: Services, now: Instant) -> HomeFigures:
        """The figures at `now`. Raises LogError."""
        home = summary.home(services.log, services.items, now, katas=services.course.kata_items())
        waits = home.due.due + home.due.new > 0
        return cls(
            home,
            unit_counts(services),
            propose(services.course, services.log, now),
            None if waits else next_day(services.log, services.items, now),
            len(services.course.problems),
            plan.interview(services.log, now) if services.items else None,
            kata_plan(services.log, services.course, now),
        )

    @property
    def begun(self) -> bool:
        """Whether anything was ever done."""
        return self.home.streak.best > 0

    @property
    def title(self) -> tuple[Content, ...]:
        """The right side of the title bar, the most important part last."""
        day = self.home.due.day
        parts = [Content(f"{day:%a} {day.day} {day:%b}")]
        if self.begun:
            parts += [freezes(self.home.streak), streak_line(self.home.streak)]
        return tuple(parts)

    @property
    def today(self) -> Content:
        """What waits, or two lines of welcome."""
        if not self.begun:
            return Content.assemble(WELCOME[0], "\n\n", (WELCOME[1], "bold"))
        if self.kata is None:
            return today(self.home.due, "", self.later, self.home.goal)
        pace = f", {rate(self.katas.a_day)} until then" if self.katas.a_day and not self.katas.too_many else ""
        facts = "★" * self.kata.difficulty + pace
        return today(self.home.due, self.kata.title, self.later, self.home.goal, facts)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What can be done, the most likely first."""
        waiting = self.home.due.due + self.home.due.new
        katas = Entry("p", "practise katas", "app.open('katas')")
        browse = Entry("b", "browse and search", "app.open('browse')")
        rest = (browse, Entry("s", "statistics", "app.open('statistics')"), Entry("?", "help", "app.help"))
        if not waiting:
            ahead = (Entry("a", "learn ahead", "app.open('ahead')"),) if self.begun else ()
            return (Entry("Enter", katas.label, katas.action), *ahead, *rest)
        label = f"review {cards(waiting)}, ~{minutes(self.home.due.minutes)}"
        review = Entry("Enter", label, "app.open('review')")
        return (review, katas, *rest)

    @property
    def heading(self) -> str:
        """What stands over the units."""
        return heading(self.interview, self.home.due.day) if self.interview else "Units"

    @property
    def hint(self) -> str:
        """For a new learner, how the plan is found; empty for others."""
        return WELCOME[2] if not self.begun and self.interview is None else ""

    @property
    def trouble(self) -> str:
        """One line about faults in the course, empty when there are none."""
        if not self.problems:
            return ""
        return f"{self.problems} problem{'s' if self.problems > 1 else ''} in the course: run quiz check"


def unit_counts(services: Services) -> tuple[UnitCounts, ...]:
    """How much is known of each unit that has cards."""
    course, units = services.course, services.course.items_by_unit()
    counts = statistics.counts_of_each(services.log, units.values())
    return tuple(UnitCounts(course.unit(unit).title, known) for unit, known in zip(units, counts, strict=True))
