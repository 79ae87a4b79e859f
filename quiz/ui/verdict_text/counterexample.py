"""A counterexample: the inputs, what was expected, and what came back, side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from textual.content import Content

from quiz.ui.verdict_text.array import Array, Index, differing
from quiz.ui.verdict_text.flow import Block, flow
from quiz.ui.verdict_text.literal import literal
from quiz.ui.verdict_text.matrix import draw, shape_text
from quiz.ui.verdict_text.numbers import digits_for

_GAP = 4


def counterexample_text(counterexample: Mapping[str, Any], width: int) -> list[Content]:
    """`inputs`, `expected` and `got` of a verdict as figures; a tuple of results has one row for each part."""
    inputs = [_figure(name, Array.of(value), width) for name, value in counterexample["inputs"].items()]
    expected, got = counterexample["expected"], counterexample["got"]
    if expected is None:  # a property has no expected value
        return flow(inputs, width, _GAP)
    if not isinstance(expected, list):
        return flow([*inputs, *_pair("", expected, got, width)], width, _GAP)
    lines = flow(inputs, width, _GAP)
    for number, part in enumerate(expected):
        theirs = got[number] if isinstance(got, list) and number < len(got) else None
        lines += [Content(""), *flow(_pair(f", part {number + 1}", part, theirs, width), width, _GAP)]
    return lines


def _pair(which: str, expected: Any, got: Any, width: int) -> list[Block]:
    """Both in the same form, with the same window on long arrays, so that one can be compared with the other."""
    right = Array.of(expected)
    if got is None:
        return [_figure(f"expected{which}", right, width)]
    yours = Array.of(got)
    wrong = differing(right, yours)
    values = [value for array in (right, yours) for _, value in array.entries()]
    digits = digits_for(values, [(right.at(index), yours.at(index)) for index in wrong])
    cell = max((len(digits.write(value)) for value in values), default=0)
    shape, dtype = right.shape != yours.shape, right.dtype != yours.dtype

    def figure(name: str, array: Array, marked: Collection[Index]) -> Block:
        rows = draw(array, digits, width, marked, min(wrong, default=()), cell)
        return [_caption(f"{name}{which}", array, shape=shape, dtype=dtype), *rows]

    return [figure("expected", right, ()), figure("yours", yours, wrong)]


def _figure(name: str, array: Array, width: int) -> Block:
    digits = digits_for([value for _, value in array.entries()])
    return [_caption(name, array), *draw(array, digits, width)]


def _caption(name: str, array: Array, *, shape: bool = False, dtype: bool = False) -> Content:
    """The name, with shape and dtype where they matter."""
    facts = [shape_text(array.shape)] if shape or len(array.shape) > 2 else []
    facts += [array.dtype] if dtype and array.dtype else []
    return Content.assemble((literal(name), "bold"), (f"  {' '.join(facts)}" if facts else "", "$foreground-muted"))
