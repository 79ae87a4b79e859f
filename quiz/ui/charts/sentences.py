"""What each picture of the statistics page means for this learner, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from quiz.progress.attempts import Misconception
from quiz.progress.heatmap import Heatmap
from quiz.progress.statistics import Bin, Counts, Retention
from quiz.ui.widgets.unit_bars import UnitCounts

_CLOSE = 0.03  # of recall: as good as the aim


def days(heatmap: Heatmap) -> str:
    """How often, how much, and the best day."""
    counts = [count for week in heatmap.weeks for count in week if count is not None]
    studied = sum(count > 0 for count in counts)
    if not studied:
        return "Nothing yet. The first review or kata colours today."
    return (
        f"You studied on {studied} of the last {len(counts)} days: {sum(counts)} reviews and attempts, "
        f"{heatmap.busiest} on the fullest day."
    )


def retention(total: Retention, aim: float) -> str:
    """How much was recalled, held against the aim."""
    share = total.share
    if share is None:
        return "Nothing yet. This fills when a card comes back on a later day."
    known = f"Of {total.total} cards that came back you knew {total.passed}, {share:.0%}"
    if share < aim - _CLOSE:
        return f"{known}. The aim is {aim:.0%}: fewer new cards a day, or an honest Again sooner, bring it up."
    if share > aim + _CLOSE:
        return f"{known}. That is above the aim of {aim:.0%}: you have room for more new cards a day."
    return f"{known}, as planned with an aim of {aim:.0%}."


def forecast(due: Sequence[int], today: date, seconds: float) -> str:
    """How much work the coming days bring."""
    if not sum(due):
        return "Nothing is due in the next 30 days: new cards are waiting for you."
    fullest = max(range(len(due)), key=due.__getitem__)
    day = today + timedelta(days=fullest)
    name = "today" if fullest == 0 else f"{day:%a} {day.day} {day:%b}"
    minutes = max(1, round(due[fullest] * seconds / 60))
    return (
        f"{_reviews(sum(due))} due within {len(due)} days, {sum(due) / len(due):.1f} a day; "
        f"the fullest is {name} with {due[fullest]}, about {minutes} min at your pace."
    )


def calibration(bins: Sequence[Bin]) -> str:
    """Whether the predictions hold for this learner."""
    total = sum(each.total for each in bins)
    if not total:
        return "Nothing yet. This compares what the schedule expects with what you recall."
    predicted = sum(each.predicted * each.total for each in bins) / total
    actual = sum(each.passed for each in bins) / total
    points = round(100 * abs(actual - predicted))
    if points <= round(100 * _CLOSE):
        return (
            f"Over {_reviews(total)}, {predicted:.0%} was expected and {actual:.0%} recalled: the schedule knows you."
        )
    way = "more" if actual > predicted else "less"
    return (
        f"Over {_reviews(total)} you recalled {actual:.0%} where {predicted:.0%} was expected, {points} points {way}."
    )


def units(counts: Counts, each: Sequence[UnitCounts]) -> str:
    """How much of the course is known, and the unit that needs most."""
    total = counts.known + counts.learning + counts.new
    if not counts.known + counts.learning:
        return f"All {total} cards are new."
    seen = [unit for unit in each if unit.counts.known + unit.counts.learning]
    weakest = min(seen, key=lambda unit: unit.counts.known / (unit.counts.known + unit.counts.learning))
    known = f"{counts.known} of {total} cards will stay for three weeks or more, {counts.learning} are on their way"
    if weakest.counts.learning == 0:
        return f"{known}."
    return f"{known}; least firm is {weakest.title}."


def misconceptions(met: Sequence[Misconception]) -> str:
    """How many were met, how many are left."""
    if not met:
        return "None met yet. A failed kata names the misconception that fits, and it is kept here."
    overcome = sum(each.overcome for each in met)
    left = len(met) - overcome
    if not left:
        return f"{_number(len(met), 'misconception')} met, all overcome."
    return f"{_number(len(met), 'misconception')} met, {overcome} overcome; a pass at its kata overcomes the next."


def _reviews(number: int) -> str:
    return _number(number, "review")


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
