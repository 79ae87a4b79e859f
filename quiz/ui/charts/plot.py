"""The panels of a course's pictures as rows of text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from math import ceil, floor, log10

from textual.content import Content

from quiz.course.plots import Grid, Panel, Picture, Plane, Plot, Range
from quiz.ui.charts.canvas import COLOURS, Canvas, Point, sample

Line = tuple[float, float, float]
_HEIGHT, _LEAST, _MOST, _GAP = 11, 30, 64, 4
_MUTED = "$foreground-muted"
_NO_LINES: Mapping[int, Line] = {}


def picture(
    found: Picture,
    width: int,
    *,
    ascii: bool = False,
    lines: Mapping[int, Line] = _NO_LINES,
    marked: int | None = None,
) -> Content:
    """All panels, side by side as far as they fit.

    `lines`: the lines that the learner moved, by number of the panel; `marked`: the panel whose line the keys move.
    """
    beside = max(1, min(len(found.panels), (width + _GAP) // (_LEAST + _GAP)))
    each = min(_MOST, (width - _GAP * (beside - 1)) // beside)
    drawn = [
        panel_rows(one, each, ascii=ascii, line=lines.get(at), marked=at == marked)
        for at, one in enumerate(found.panels)
    ]
    rows: list[Content] = []
    for start in range(0, len(drawn), beside):
        if rows:
            rows.append(Content(""))
        for side in zip_longest(*drawn[start : start + beside], fillvalue=Content("")):
            padded = [part.pad_right(each + _GAP - part.cell_length) for part in side[:-1]]
            rows.append(Content.assemble(*padded, side[-1]))
    return Content("\n").join(rows)


def panel_rows(
    panel: Panel, width: int, *, ascii: bool = False, line: Line | None = None, marked: bool = False
) -> list[Content]:
    """One panel, at most so wide."""
    if isinstance(panel, Grid):
        body = _grid(panel, width)
    elif isinstance(panel, Plane):
        body = _plane(panel, line or panel.line, width, ascii)
    else:
        body = _plot(panel, width, ascii)
    return [*_heading(panel.heading, width, marked), *body]


def _heading(text: str, width: int, marked: bool) -> list[Content]:
    if marked:
        return [Content.styled(f"▸ {text}"[:width], "bold $primary")]
    return [Content.styled(text[:width], "bold")] if text else []


def _plot(panel: Plot, width: int, ascii: bool) -> list[Content]:
    across = panel.range_x or _span([x for one in panel.series for x in one.x])
    up = _up(panel)
    labels = (_number(up[1], panel.log), _number(up[0], panel.log))
    margin = max(len(label) for label in labels) + 1
    canvas = Canvas(width - margin - 1, _HEIGHT, ascii=ascii)
    for style, series in enumerate(panel.series):
        for piece in _pieces(panel, series.x, series.y, across, up):
            if series.dots:
                for point in piece:
                    canvas.glyph(point, style)
            else:
                canvas.line(piece, style)
    for mark in panel.marks:
        canvas.text((_share(mark.x, across), _share(_scaled(mark.y, panel.log), up)), mark.text)
    return [
        *([Content.styled(" " * margin + panel.y, _MUTED)] if panel.y else []),
        *_framed(canvas, labels, margin, ascii),
        _axis(panel.x, across, margin, canvas.width),
        *_legend(panel, width, ascii),
    ]


def _plane(panel: Plane, line: Line, width: int, ascii: bool) -> list[Content]:
    """The points, the line, and how many points stand on its wrong side."""
    side: Range = (-0.5, 1.5)
    canvas = Canvas(min(width - 5, 30), _HEIGHT, ascii=ascii)
    w1, w2, b = line
    steep = abs(w1) > abs(w2)
    ends = [(-(w2 * end + b) / w1, end) if steep else (end, -(w1 * end + b) / w2) for end in side]
    canvas.line([(_share(x, side), _share(y, side)) for x, y in ends], 0)
    for (x, y), fires in zip(panel.points, panel.fires, strict=True):
        canvas.glyph((_share(x, side), _share(y, side)), 1 if fires else 0)
    wrong = panel.wrong(line)
    verdict = ("✓ parted", "$success") if not wrong else (f"✗ {wrong} on the wrong side", "$error")
    fires_where = f"fires where {w1:+.2g} x1 {w2:+.2g} x2 {b:+.2g} > 0"
    named = Content.assemble(sample(0, True, ascii=ascii), " silent   ", sample(1, True, ascii=ascii), " fires")
    return [
        *_framed(canvas, ("1.5", "-0.5"), 5, ascii),
        _axis("x1", side, 5, canvas.width),
        named,
        Content.styled(fires_where, _MUTED),
        Content.styled(*verdict),
    ]


def _grid(panel: Grid, width: int) -> list[Content]:
    first = max(len(name) for name in panel.down)
    cells = max(len(cell) for row in (panel.across, *panel.rows) for cell in row)
    cells += 2 if first + len(panel.across) * (cells + 2) <= width else 1
    head = " " * first + "".join(name.rjust(cells) for name in panel.across)
    rows = [Content.styled(head, _MUTED)]
    for name, row in zip(panel.down, panel.rows, strict=True):
        shown = ((cell.rjust(cells), _MUTED if cell in "·." else "$foreground") for cell in row)
        rows.append(Content.assemble((name.rjust(first), _MUTED), *shown))
    return rows


def _framed(canvas: Canvas, labels: tuple[str, str], margin: int, ascii: bool) -> list[Content]:
    """The canvas with the axis at its left, labelled at both ends."""
    tick, bar = ("+", "|") if ascii else ("┤", "│")
    ends = {0: labels[0], canvas.height - 1: labels[1]}
    return [
        Content.assemble(((ends.get(at, "").rjust(margin - 1)), _MUTED), (tick if at in ends else bar, _MUTED), row)
        for at, row in enumerate(canvas.rows())
    ]


def _axis(name: str, across: Range, margin: int, width: int) -> Content:
    low, high = (_number(end, False) for end in across)
    middle = name.center(max(0, width - len(low) - len(high)))
    return Content.styled(f"{' ' * margin}{low}{middle}{high}", _MUTED)


def _legend(panel: Plot, width: int, ascii: bool) -> list[Content]:
    """The names of the series, as many to a row as fit."""
    rows: list[Content] = []
    for style, series in enumerate(panel.series):
        if not series.name:
            continue
        entry = Content.assemble(
            sample(style, series.dots, ascii=ascii), " ", (series.name, COLOURS[style % len(COLOURS)])
        )
        if rows and rows[-1].cell_length + 3 + entry.cell_length <= width:
            rows[-1] = Content.assemble(rows[-1], "   ", entry)
        else:
            rows.append(entry)
    return rows


def _pieces(
    panel: Plot, xs: tuple[float, ...], ys: tuple[float | None, ...], across: Range, up: Range
) -> list[list[Point]]:
    """The points of a series as shares of the canvas, in runs without a break."""
    pieces: list[list[Point]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if y is None or (panel.log and y <= 0):
            pieces.append([])
        else:
            pieces[-1].append((_share(x, across), _share(_scaled(y, panel.log), up)))
    return pieces


def _up(panel: Plot) -> Range:
    """The range of the axis of y, of its logarithms where they are drawn."""
    values = panel.range_y or [y for one in panel.series for y in one.y if y is not None]
    scaled = [_scaled(value, panel.log) for value in values if not panel.log or value > 0]
    return _span([floor(min(scaled)), ceil(max(scaled))] if panel.log and not panel.range_y else scaled)


def _span(values: list[float]) -> Range:
    low, high = min(values), max(values)
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def _scaled(value: float, log: bool) -> float:
    return log10(value) if log else value


def _share(value: float, span: Range) -> float:
    return (value - span[0]) / (span[1] - span[0])


def _number(value: float, log: bool) -> str:
    """The end of an axis; powers of ten on a logarithmic one."""
    if not log:
        return f"{value:g}"
    return f"{10**value:g}" if -3 <= value <= 4 else f"1e{value:.0f}"
