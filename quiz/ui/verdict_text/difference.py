"""How one text became another, line by line, with a sign before every colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from textual.content import Content

from quiz.ui.typeset import wrap
from quiz.ui.verdict_text.literal import literal

GONE, CAME, SAME = "−", "+", " "
_STYLES = {GONE: "$text-error", CAME: "$text-success", SAME: "$foreground-muted"}
_CONTEXT = 3  # unchanged lines shown around a change


def difference(old: str, new: str, width: int) -> list[Content]:
    """The lines of both texts in order: those that are gone, those that came, and some of what stayed around them.

    A line that is longer than the width goes on below its own beginning.
    """
    before, after = literal(old).splitlines(), literal(new).splitlines()
    if before == after:
        return [Content.styled("No difference.", "$foreground-muted")]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    lines: list[Content] = []
    shown = 0  # lines of `before` that are dealt with
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        lines += _skipped(group[0][1] - shown)
        for kind, a, b, c, d in group:
            if kind == "equal":
                lines += _marked(SAME, before[a:b], width)
            else:
                lines += _changed(before[a:b], after[c:d], width)
        shown = group[-1][2]
    return lines + _skipped(len(before) - shown)


def _changed(before: Sequence[str], after: Sequence[str], width: int) -> Iterator[Content]:
    """Lines that were replaced; where it was one for one, what differs within the line stands out."""
    pairs = zip(before, after, strict=True) if len(before) == len(after) else ()
    spans = [_span(one, other) for one, other in pairs]
    yield from _marked(GONE, before, width, [span[0] for span in spans])
    yield from _marked(CAME, after, width, [span[1] for span in spans])


def _span(one: str, other: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where each of two lines differs from the other: all but the common beginning and end."""
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    return (start, len(one) - end), (start, len(other) - end)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _marked(sign: str, lines: Sequence[str], width: int, spans: Sequence[tuple[int, int]] = ()) -> Iterator[Content]:
    style = _STYLES[sign]
    for number, line in enumerate(lines):
        text = Content.styled(line, style)
        if spans:
            text = text.stylize("bold underline", *spans[number])
        first, *rest = wrap(text, max(1, width - 2)) if line else [Content("")]
        yield Content.assemble((f"{sign} ", style), first)
        yield from (Content.assemble(("  ", style), each) for each in rest)


def _skipped(lines: int) -> list[Content]:
    return [Content.styled(f"  ⋯ {lines} more alike", "$foreground-muted")] if lines else []
