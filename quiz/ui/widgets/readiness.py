"""The way to the interview: what would be recalled on the day, of all cards and by unit."""

from __future__ import annotations

from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from quiz.scheduling.plan_forecast import Range
from quiz.scheduling.plan_outlook import LITTLE, Outlook, Prospect
from quiz.ui.charts.legend import legend

_BAR, _RANGE, _UNSEEN = 10, 7, 6  # columns
_ROOM_FOR_A_BAR = 50
_LABEL = 24
_MUTED = "$foreground-muted"


def heading(interview: date, today: date) -> str:
    """`Interview Tue 15 Dec, in 25 days`."""
    days = (interview - today).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"Interview {interview:%a} {interview.day} {interview:%b}, {when}"


class Readiness(Widget):
    """An outlook; None while it is being worked out."""

    DEFAULT_CSS = """
    Readiness {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    outlook: reactive[Outlook | None] = reactive(None, layout=True)

    def render(self) -> Content:
        """The deck in a few lines, then a row a unit, then what the glyphs mean."""
        found, width = self.outlook, self.content_size.width
        if found is None:
            return Content.styled("Imagining the days until then …", _MUTED)
        bar = _BAR if width >= _ROOM_FOR_A_BAR else 0
        label = max(8, width - (bar + 2 if bar else 0) - 2 * (_RANGE + 1) - _UNSEEN - 3)
        label = min(label, max((len(unit.title) for unit in found.units), default=8))
        units = [_row(unit, label, bar, weakest=unit is found.weakest) for unit in found.units]
        over = label + (bar + 2 if bar else 0)
        head = Content.styled(f"{'':{over}} {'stopped':>{_RANGE}} {'planned':>{_RANGE}}", _MUTED)
        return Content("\n").join([*_deck(found), Content(""), head, *units, _legend(bar, width)])


def _deck(found: Outlook) -> list[Content]:
    deck = found.deck
    rows = [
        _fact("if you stopped today", *_expected(deck.stopped)),
        _fact("if you follow the plan", *_expected(deck.followed)),
        _fact("it takes a day", f"{found.minutes_a_day:.0f}", f"min, {found.fullest_day:.0f} on the fullest"),
        _fact("10 more minutes today", *_more(found.ten_more_minutes)),
        _fact("not yet seen", str(deck.unseen), f"of {deck.cards}"),
    ]
    return rows if found.days_left else [rows[0], rows[-1]]


def _expected(share: Range) -> tuple[str, str]:
    mean, low, high = share.percent
    return f"{mean} %", f"{low}–{high}"


def _more(cards: float) -> tuple[str, str]:
    return (f"+{cards:.1f}", "cards") if cards >= LITTLE else (f"< {LITTLE:.1f}", "cards")


def _fact(what: str, figure: str, detail: str) -> Content:
    return Content.assemble(what.ljust(_LABEL), (f"{figure:>5}", "bold"), (f"  {detail}", _MUTED))


def _row(unit: Prospect, label: int, bar: int, *, weakest: bool) -> Content:
    title = unit.title if len(unit.title) <= label else unit.title[: label - 1] + "…"
    unseen = f"○ {unit.unseen}" if unit.unseen else ""
    parts = [Content(title.ljust(label))]
    if bar:
        parts.append(Content("  ") + _bar(unit, bar))
    stopped = _span(unit.stopped) if unit.unseen < unit.cards else "–"
    parts.append(Content.styled(f" {stopped:>{_RANGE}} {_span(unit.followed):>{_RANGE}}", _MUTED))
    parts.append(Content.styled(f"  {unseen:<{_UNSEEN - 2}}", _MUTED))
    parts.append(Content.styled(" ←", "$text-warning") if weakest else Content(""))
    return Content("").join(parts)


def _bar(unit: Prospect, columns: int) -> Content:
    now, then = (round(columns * share.mean) for share in (unit.stopped, unit.followed))
    return Content.assemble(
        ("█" * now, "$primary"),
        ("▒" * max(0, then - now), "$primary 70%"),
        ("░" * (columns - max(now, then)), "$foreground 35%"),
    )


def _span(share: Range) -> str:
    _, low, high = share.percent
    return f"{low}–{high}"


def _legend(bar: int, width: int) -> Content:
    parts = [("█", "$primary", "if you stopped"), ("▒", "$primary", "the plan adds")] if bar else []
    parts += [("○", _MUTED, "not yet seen"), ("←", "$text-warning", "weakest of what you have seen")]
    named = (Content.assemble((glyph, style), (f" {what}", _MUTED)) for glyph, style, what in parts)
    return legend(named, width, gap=2)
