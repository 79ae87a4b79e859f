"""What the home screen and the verbs `due`, `stats` and `streak` say, each as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from quiz.progress import attempts, statistics
from quiz.progress.attempts import KataState, Misconception
from quiz.progress.heatmap import Heatmap, heatmap
from quiz.progress.log import Log
from quiz.progress.statistics import Bin, Counts, Retention
from quiz.scheduling.day import Instant
from quiz.scheduling.streak import Streak, streak
from quiz.study import plan
from quiz.study.session import queue_of

FORECAST_DAYS = 30
RETENTION_DAYS = 26 * 7


@dataclass(frozen=True)
class Due:
    """What waits today: cards due (failed ones included), new ones within the day's limit, about how many minutes."""

    day: date
    due: int
    new: int
    new_per_day: int
    minutes: float

    def as_json(self) -> dict[str, Any]:
        return _plain(asdict(self))


@dataclass(frozen=True)
class Stats:
    """The figures of the statistics page; `forecast` begins with today, `retention` is that of half a year."""

    day: date
    counts: Counts
    retention: Retention
    aim: float
    retention_by_week: dict[date, Retention]
    forecast: tuple[int, ...]
    calibration: tuple[Bin, ...]
    heatmap: Heatmap
    seconds_per_card: float
    katas: dict[str, KataState]
    misconceptions: tuple[Misconception, ...]

    def as_json(self) -> dict[str, Any]:
        figures = _plain(asdict(self))
        figures["retention"]["share"] = self.retention.share
        return figures


@dataclass(frozen=True)
class Home:
    """The first screen: what to do now, and the habit."""

    due: Due
    streak: Streak
    heatmap: Heatmap
    katas: dict[str, KataState]

    def as_json(self) -> dict[str, Any]:
        return _plain(asdict(self))


def due(log: Log, items: Sequence[str], now: Instant) -> Due:
    """What waits at `now` among these cards; with an interview ahead, the day's limit is the plan's portion."""
    day, wanted, limit = log.day(now), set(items), log.settings().new_per_day
    if plan.interview(log, now) not in (None, day):
        left = queue_of(log, items, now).counts
        portion = left.new + len(wanted.intersection(statistics.introduced(log, day)))
        minutes = left.total * statistics.seconds_per_card(log) / 60
        return Due(day, left.due + left.again, left.new, portion, minutes)
    waiting = {state.item for state in log.due(day)} & wanted
    unseen = len(wanted - log.seen() - log.left_out(day) - waiting)
    allowed = max(0, limit - len(wanted.intersection(statistics.introduced(log, day))))
    new = min(unseen, allowed)
    minutes = (len(waiting) + new) * statistics.seconds_per_card(log) / 60
    return Due(day, len(waiting), new, limit, minutes)


def streak_of(log: Log, now: Instant) -> Streak:
    """The streak at `now`."""
    return streak(log.active_days(), now, log.settings().rollover)


def stats(log: Log, items: Sequence[str], now: Instant) -> Stats:
    """All figures at `now` about these cards, and about every review and attempt."""
    day = log.day(now)
    since = day - timedelta(days=RETENTION_DAYS - 1)
    return Stats(
        day=day,
        counts=statistics.counts(log, items),
        retention=statistics.true_retention(log, since, day),
        aim=log.settings().retention,
        retention_by_week=statistics.retention_by_week(log, since, day),
        forecast=statistics.forecast(log, items, day, FORECAST_DAYS),
        calibration=statistics.calibration(log),
        heatmap=heatmap(log, day),
        seconds_per_card=statistics.seconds_per_card(log),
        katas=attempts.katas(log),
        misconceptions=tuple(attempts.misconceptions(log)),
    )


def home(log: Log, items: Sequence[str], now: Instant) -> Home:
    """The first screen at `now`."""
    return Home(due(log, items, now), streak_of(log, now), heatmap(log, log.day(now)), attempts.katas(log))


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
