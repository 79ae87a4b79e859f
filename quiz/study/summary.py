"""What the home screen and the verbs `due`, `stats` and `streak` say, each as one value."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from math import inf
from typing import Any

from quiz.progress import attempts, effort, statistics
from quiz.progress.attempts import KataState, Misconception
from quiz.progress.effort import Hard, SelfKnowledge
from quiz.progress.heatmap import Heatmap, heatmap
from quiz.progress.log import Log
from quiz.progress.statistics import Bin, Counts, Retention
from quiz.scheduling.day import Instant
from quiz.scheduling.streak import Streak, streak
from quiz.study import coming, plan
from quiz.study.agenda import today
from quiz.study.goal import Goal, goal
from quiz.study.kata_map import again

FORECAST_DAYS = 30
RETENTION_DAYS = 26 * 7
YEAR_WEEKS = 53


@dataclass(frozen=True)
class Due:
    """What waits today: cards due (failed ones included), new ones within the day's limit, about how many minutes.

    Of the gaps of one card one counts. `rest`: cards that are due as well, and are left for the next `days` days, or
    with `days` 0 for when the plan wants them. `planned`: an interview is ahead, and the plan has chosen. `katas`:
    items of those that are due again, the one that has waited longest first.
    """

    day: date
    due: int
    new: int
    new_per_day: int
    minutes: float
    rest: int = 0
    days: int = 0
    katas: tuple[str, ...] = ()
    planned: bool = False

    @property
    def share(self) -> str:
        """What the new cards are a part of: `of 10 a day`."""
        return "by the plan" if self.planned else f"of {self.new_per_day} a day"

    def as_json(self) -> dict[str, Any]:
        return _plain(asdict(self))


@dataclass(frozen=True)
class Stats:
    """The figures of the statistics page; `forecast` begins with today, `retention` is that of half a year.

    `mature` is the part of it that is about cards which came back after three weeks or more.
    """

    day: date
    counts: Counts
    retention: Retention
    mature: Retention
    aim: float
    retention_by_week: dict[date, Retention]
    forecast: tuple[int, ...]
    calibration: tuple[Bin, ...]
    heatmap: Heatmap
    seconds_per_card: float
    seconds_by_week: dict[date, float]
    self_knowledge: SelfKnowledge
    hardest: tuple[Hard, ...]
    katas: dict[str, KataState]
    misconceptions: tuple[Misconception, ...]

    def as_json(self) -> dict[str, Any]:
        figures = _plain(asdict(self))
        young = Retention(self.retention.passed - self.mature.passed, self.retention.total - self.mature.total)
        for name, found in (("retention", self.retention), ("mature", self.mature), ("young", young)):
            figures[name] = asdict(found) | {"share": found.share}
        return figures


@dataclass(frozen=True)
class Home:
    """The first screen: what to do now, the habit, and the goal of the day, where there is one."""

    due: Due
    streak: Streak
    heatmap: Heatmap
    katas: dict[str, KataState]
    goal: Goal | None

    def as_json(self) -> dict[str, Any]:
        return _plain(asdict(self))


def due(log: Log, items: Sequence[str], now: Instant, *, katas: Collection[str] = (), minutes: float = inf) -> Due:
    """What waits at `now` among these cards and `katas`; with an interview ahead the plan's portion is the day's limit.

    With `minutes`, what a sitting of that length would ask.
    """
    day, agenda = log.day(now), today(log, items, now, minutes=minutes)
    left, limit = agenda.queue.counts, log.settings().new_per_day
    if planned := plan.interview(log, now) not in (None, day):
        whole = left if minutes == inf else today(log, items, now).queue.counts
        limit = whole.new + len(set(items).intersection(statistics.introduced(log, day)))
    waits = len(agenda.rest), agenda.days, tuple(again(attempts.katas(log, katas), day)), planned
    return Due(day, left.due + left.again, left.new, limit, agenda.minutes, *waits)


def streak_of(log: Log, now: Instant) -> Streak:
    """The streak at `now`."""
    return streak(log.active_days(), now, log.settings().rollover)


def stats(log: Log, items: Collection[str], now: Instant, *, katas: Collection[str] = ()) -> Stats:
    """All figures at `now` about these cards and these `katas`, and about every review."""
    day = log.day(now)
    since, items = day - timedelta(days=RETENTION_DAYS - 1), frozenset(items)
    weeks = statistics.retention_by_week(log, since, day)
    return Stats(
        day=day,
        counts=statistics.counts(log, items),
        retention=statistics.in_all(weeks.values()),
        mature=statistics.mature_retention(log, since, day),
        aim=log.settings().retention,
        retention_by_week=weeks,
        forecast=coming.forecast(log, items, day, FORECAST_DAYS),
        calibration=statistics.calibration(log),
        heatmap=heatmap(log, day, YEAR_WEEKS),
        seconds_per_card=statistics.seconds_per_card(log),
        seconds_by_week=effort.seconds_by_week(log, since, day),
        self_knowledge=effort.self_knowledge(log),
        hardest=effort.hardest(log, items),
        katas=attempts.katas(log, katas),
        misconceptions=tuple(attempts.misconceptions(log, katas)),
    )


def by_unit(log: Log, units: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """How many cards of each unit are known, being learnt and new, as plain values."""
    found = statistics.counts_of_each(log, units.values())
    return {unit: asdict(counts) for unit, counts in zip(units, found, strict=True)}


def home(log: Log, items: Sequence[str], now: Instant, *, katas: Collection[str] = ()) -> Home:
    """The first screen at `now`, about these cards and these `katas`."""
    habit = streak_of(log, now), heatmap(log, log.day(now))
    return Home(due(log, items, now, katas=katas), *habit, attempts.katas(log, katas), goal(log, now))


def _plain(mapping: Mapping[Any, Any]) -> dict[str, Any]:
    """The mapping with dates as ISO text, as JSON wants them, keys included."""
    return {str(key): _value(value) for key, value in mapping.items()}


def _value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    return value
