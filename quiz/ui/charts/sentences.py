"""What each picture of the statistics page means for this learner, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from quiz.progress.attempts import Misconception
from quiz.progress.effort import LATEST, Hard, SelfKnowledge
from quiz.progress.heatmap import Heatmap
from quiz.progress.statistics import Bin, Counts, Retention
from quiz.study.kata_map import Standing
from quiz.ui.widgets.unit_bars import UnitCounts

_CLOSE = 0.03  # of recall: as good as the aim
NONE = Retention(0, 0)
_TRUSTED = 0.9  # of what one is sure of


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


def retention(total: Retention, aim: float, mature: Retention = NONE) -> str:
    """How much was recalled, held against the aim, and of the mature ones among them, which stayed away for long."""
    share = total.share
    if share is None:
        return "Nothing yet. This fills when a card comes back on a later day."
    of_old = f" Of {mature.total} after three weeks or more you knew {mature.share:.0%}." if mature.share else ""
    return f"{_beside_aim(total, share, aim)}{of_old}"


def _beside_aim(total: Retention, share: float, aim: float) -> str:
    known = f"In {_reviews(total.total)} of cards that came back you knew {total.passed}, {share:.0%}"
    if share < aim - _CLOSE:
        return f"{known}. The aim is {aim:.0%}: fewer new cards a day, or an honest Again sooner, bring it up."
    if share > aim + _CLOSE:
        return f"{known}. That is above the aim of {aim:.0%}: you have room for more new cards a day."
    return f"{known}, as planned with an aim of {aim:.0%}."


def forecast(due: Sequence[int], today: date, seconds: float, *, planned: bool = False) -> str:
    """How much work the coming days bring; `planned`: an interview is ahead."""
    if not sum(due):
        return "Nothing is due in the next 30 days: new cards are waiting for you."
    fullest = max(range(len(due)), key=due.__getitem__)
    day = today + timedelta(days=fullest)
    name = "today" if fullest == 0 else f"{day:%a} {day.day} {day:%b}"
    minutes = max(1, round(due[fullest] * seconds / 60))
    whose = " Counted by the cards' own days, among which the plan for the interview chooses." if planned else ""
    return (
        f"{_reviews(sum(due))} due within {len(due)} days, {sum(due) / len(due):.1f} a day; "
        f"the fullest is {name} with {due[fullest]}, about {minutes} min at your pace.{whose}"
    )


def calibration(bins: Sequence[Bin]) -> str:
    """Whether the predictions hold for this learner."""
    total = sum(each.total for each in bins)
    if not total:
        return "Nothing yet. This compares what the schedule expects with what you recall."
    # Rounded first, as printed: whoever subtracts the two gets what is said of them.
    predicted = round(100 * sum(each.predicted * each.total for each in bins) / total)
    actual = round(100 * sum(each.passed for each in bins) / total)
    points = abs(actual - predicted)
    if points <= round(100 * _CLOSE):
        return f"Over {_reviews(total)}, {predicted}% was expected and {actual}% recalled: the schedule knows you."
    way = "more" if actual > predicted else "less"
    return f"Over {_reviews(total)} you recalled {actual}% where {predicted}% was expected, {points} points {way}."


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
    return f"{known}; of the cards seen the smallest share will stay in {weakest.title}."


def time_spent(weeks: Mapping[date, float], this_week: date) -> str:
    """How much time study takes, in all and this week."""
    total = sum(weeks.values())
    if not total:
        return "Nothing yet. The seconds that a card or a kata takes are counted, two minutes a card at most."
    here = weeks.get(this_week, 0.0)
    return f"{_span(total)} in half a year, {_span(total / len(weeks))} in a week with study; {_span(here)} this week."


def confidence(found: SelfKnowledge) -> str:
    """Whether the learner knows what they know."""
    if found.learner is None or found.schedule is None:
        return (
            "Nothing yet. Press s before you look, for sure or unsure, and this tells whether you know what you know, "
            f"by your latest {LATEST:,} reviews."
        )
    shares = {group.name: group.share for group in found.groups}
    over = _reviews(sum(group.total for group in found.groups))
    score = (
        f"Brier score {found.learner:.2f}, the schedule's {found.schedule:.2f}, over {over}; 0 is perfect, 0.25 a coin"
    )
    sure = shares.get("sure")
    if sure is not None and sure < _TRUSTED:
        return f"When you are sure you are right in {sure:.0%}: say it aloud before you look. {score}."
    unsure = shares.get("unsure")
    if unsure is not None and sure is not None and unsure > sure - _CLOSE:
        return f"You know no less when you are unsure: trust yourself more. {score}."
    return f"You know what you know. {score}."


def hardest(cards: Sequence[Hard]) -> str:
    """What to do about them."""
    if not cards:
        return "None yet. A card that you forget on a later day is listed here."
    return (
        "How often each was forgotten, and how long it holds by now. What stays hard is badly asked or not understood: "
        "open it with b, where is:leech finds the worst, and i tells what helps."
    )


def katas(standings: Mapping[Standing, int], solved: int) -> str:
    """How many katas are solved, and how many are due again."""
    again = standings.get(Standing.AGAIN, 0)
    total = sum(standings.values())
    back = f"; {_number(again, 'kata')} to do again from a blank page" if again else ""
    return f"{solved} of {total} katas solved{back}."


def misconceptions(met: Sequence[Misconception]) -> str:
    """How many were met, how many are left."""
    if not met:
        return "None met yet. A failed kata names the misconception that fits, and it is kept here."
    overcome = sum(each.overcome for each in met)
    left = len(met) - overcome
    if not left:
        return f"{_number(len(met), 'misconception')} met, all overcome."
    return f"{_number(len(met), 'misconception')} met, {overcome} overcome; a pass at its kata overcomes the next."


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.0f} h"


def _reviews(number: int) -> str:
    return _number(number, "review")


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
