"""Cloze cards: the hidden pieces, listed under the text that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quiz.course.card import Gap
from quiz.course.spans import Place, spans

_QUOTED = re.compile(r"(?P<ticks>`+) ?(?P<text>(?:(?!(?P=ticks)).)+?) ?(?P=ticks)(?:\s+:\s+(?P<hint>.+))?", re.DOTALL)
MARKS: Mapping[Place, str] = {Place.TEXT: "[…]", Place.CODE: "____", Place.MATHS: r"\ldots"}


def gap(item: str) -> Gap:
    """A list item: the piece, in backquotes if it is code or maths, and perhaps a hint after ` : `."""
    quoted = _QUOTED.fullmatch(item)
    if quoted:
        return Gap(quoted["text"], (quoted["hint"] or "").strip(), quoted=True)
    text, _, hint = item.partition(" : ")
    return Gap(text.strip(), hint.strip())


def occurs(answer: str, hidden: Gap) -> bool:
    """Whether the piece stands in the answer; one without backquotes has to stand outside code and maths."""
    return next(occurrences(answer, hidden), None) is not None


def hide(answer: str, hidden: Gap, marks: Mapping[Place, str] = MARKS) -> str:
    """The answer with every occurrence of the piece replaced by the mark of its place."""
    text, at = "", 0
    for start, end, place in occurrences(answer, hidden):
        text += answer[at:start] + marks[place]
        at = end
    return text + answer[at:]


def occurrences(answer: str, hidden: Gap) -> Iterator[tuple[int, int, Place]]:
    """Where the piece is hidden in the answer, from its first character to the one behind it, and what surrounds it."""
    inside = spans(answer)
    for match in _pattern(hidden.text).finditer(answer):
        around = next((span for span in inside if span[0] <= match.start() < span[1]), None)
        if around:
            if hidden.quoted and match.end() <= around[1]:
                yield *match.span(), around[2]
        elif not any(start < match.end() <= end for start, end, _ in inside):
            yield *match.span(), Place.TEXT


def _pattern(piece: str) -> re.Pattern[str]:
    """The piece as whole words, with any run of blanks where it has one."""
    words = r"\s+".join(map(re.escape, piece.split()))
    before = r"(?<!\w)" if re.match(r"\w", piece) else ""
    after = r"(?!\w)" if re.search(r"\w$", piece) else ""
    return re.compile(before + words + after)
