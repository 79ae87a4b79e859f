"""The pictures of the statistics page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.content import Content

from quiz.progress.effort import SelfKnowledge
from quiz.progress.statistics import Bin, Retention
from quiz.ui.charts.columns import columns, margin_of, step_of
from quiz.ui.charts.months import months

_HEIGHT = 5
_WEEKS = 26


def retention(weeks: Mapping[date, Retention], today: date, aim: float, width: int) -> Content:
    """True retention of half a year, from 50 % up, with the aim as a line."""
    mondays, labels = _mondays(today), ("100 %", "50 %")
    shares = [weeks[monday].share if monday in weeks else None for monday in mondays]
    line = (aim, f"{100 * aim:.0f} %")
    picture = columns(shares, height=_HEIGHT + 1, low=0.5, high=1.0, labels=labels, aim=line, width=width)
    legend = (f"{' ' * margin_of(labels)}┄ the aim, {aim:.0%}", "$text-warning")
    return Content.assemble(picture, "\n", _months(mondays, margin_of(labels), width), "\n", legend)


def time_spent(weeks: Mapping[date, float], today: date, width: int) -> Content:
    """Minutes of study in the weeks of half a year."""
    mondays = _mondays(today)
    minutes = [weeks[monday] / 60 if weeks.get(monday) else None for monday in mondays]
    most = max([1.0, *(each for each in minutes if each is not None)])
    label = f"{most:.0f} min" if most < 120 else f"{most / 60:.0f} h"
    labels = (label, "0")
    picture = columns(minutes, height=_HEIGHT, low=0.0, high=most, labels=labels, width=width)
    return Content.assemble(picture, "\n", _months(mondays, margin_of(labels), width))


def _months(mondays: Sequence[date], margin: int, width: int) -> Content:
    """The axis below columns of weeks, of which the last ones are drawn where there is no room for all."""
    step = step_of(len(mondays), width - margin)
    line = months(mondays[-max(1, width - margin) :], step)
    return Content.styled(" " * margin + line, "$foreground-muted")


def _mondays(today: date) -> list[date]:
    this_week = today - timedelta(days=today.weekday())
    return [this_week - timedelta(weeks=back) for back in range(_WEEKS - 1, -1, -1)]


def confidence(found: SelfKnowledge, width: int) -> Content:
    """A bar for sure and one for unsure: the share that was recalled."""
    scale = max(10, min(50, width - 26))
    rows = []
    for group in found.groups:
        filled = round(group.share * scale)
        rows.append(
            Content.assemble(
                group.name.ljust(8),
                ("█" * filled, "$primary"),
                ("░" * (scale - filled), "$foreground 35%"),
                f" {group.share:>4.0%}",
                (f"  of {group.total}", "$foreground-muted"),
            )
        )
    return Content("\n").join(rows)


def forecast(due: Sequence[int], width: int) -> Content:
    """How many cards fall due on each of the next days."""
    most = max(1, *due)
    labels = (str(most), "0")
    margin = margin_of(labels)
    shown = due[: max(1, width - margin)]
    heights = [count or None for count in shown]
    picture = columns(heights, height=_HEIGHT, low=0.0, high=float(most), labels=labels, width=width)
    step = step_of(len(shown), width - margin)
    axis = "".join(f"+{day}".ljust(10 * step) for day in range(10, len(shown), 10))
    return Content.assemble(
        picture, "\n", (" " * margin + "today".ljust(10 * step) + axis.rstrip(), "$foreground-muted")
    )


def calibration(bins: Sequence[Bin], width: int) -> Content:
    """For each prediction │ where it stood and ● what came of it, on a scale from 0 to 100 %."""
    scale = max(10, min(51, width - 24))
    rows = [_bin(each, scale) for each in reversed(bins)]
    legend = Content.assemble(
        " " * 7,
        ("│", "$foreground-muted"),
        (" predicted  ", "$foreground-muted"),
        ("●", "$primary"),
        (" recalled", "$foreground-muted"),
    )
    return Content("\n").join([*rows, legend])


def _bin(each: Bin, scale: int) -> Content:
    actual = each.passed / each.total
    places = {
        round(each.predicted * (scale - 1)): ("│", "$foreground-muted"),
        round(actual * (scale - 1)): ("●", "bold $primary"),
    }
    cells = [places.get(column, ("·", "$foreground 35%")) for column in range(scale)]
    label = (f"{each.predicted:>5.0%}  ", "$foreground-muted")
    return Content.assemble(label, *cells, f" {actual:>5.0%}", (f"  of {each.total}", "$foreground-muted"))
