"""Cloze cards: the hidden pieces, listed under the text that holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    return hide(answer, hidden) != answer


def hide(answer: str, hidden: Gap, marks: Mapping[Place, str] = MARKS) -> str:
    """The answer with every occurrence of the piece replaced by the mark of its place."""
    inside = spans(answer)

    def mark(match: re.Match[str]) -> str:
        for start, end, place in inside:
            if start <= match.start() < end:
                return marks[place] if hidden.quoted and match.end() <= end else match[0]
            if start < match.end() <= end:
                return match[0]
        return marks[Place.TEXT]

    return _pattern(hidden.text).sub(mark, answer)


def _pattern(piece: str) -> re.Pattern[str]:
    """The piece as whole words, with any run of blanks where it has one."""
    words = r"\s+".join(map(re.escape, piece.split()))
    before = r"(?<!\w)" if re.match(r"\w", piece) else ""
    after = r"(?!\w)" if re.search(r"\w$", piece) else ""
    return re.compile(before + words + after)
