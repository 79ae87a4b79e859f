"""Pieces of a text and Anki's clozes, `{{c1::text::hint}}`, either way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from html import escape

from quiz.course.card import Card, Gap
from quiz.course.gaps import occurrences
from quiz.exchange import marks
from quiz.exchange.anki.html import to_html
from quiz.exchange.html_markdown import to_markdown
from quiz.exchange.one_line import one_line

_TOKEN = re.compile(r"\{\{c(\d+)::|\}\}|::")
_FORMULA = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)


def mark_clozes(html: str) -> tuple[str, list[marks.Cloze]]:
    """HTML with marks in place of Anki's braces, and the clozes by the numbers in the marks. They may be nested."""
    html = marks.without_marks(html)
    text, at = "", 0
    found: list[marks.Cloze] = []
    opened: list[tuple[int, int | None]] = []  # a cloze's place in the list, and where in the text its hint begins
    for match in _TOKEN.finditer(html):
        text += html[at : match.start()]
        at = match.end()
        if match[1]:
            found.append(marks.Cloze(int(match[1])))
            opened.append((len(found) - 1, None))
            text += marks.start(len(found))
        elif not opened:
            text += match[0]
        elif match[0] == "::":
            place, hint = opened[-1]
            text += "" if hint is None else "::"
            opened[-1] = (place, len(text) if hint is None else hint)
        else:
            place, hint = opened.pop()
            if hint is not None:
                found[place] = found[place]._replace(hint=one_line(to_markdown(text[hint:], Counter()))[0])
                text = text[:hint]
            text += marks.end()
    return text + html[at:] + marks.end() * len(opened), found


def to_clozes(card: Card) -> tuple[str, list[int]]:
    """The HTML of a cloze card's text, its gaps as Anki's clozes, and the numbers of the gaps that are written so.

    A gap fails when marks around it would change how the text is read, or when it only half overlaps another one.
    """
    plain = to_html(card.answer)
    kept: list[int] = []
    for number in range(1, len(card.gaps) + 1):
        tried = [*kept, number]
        html = to_html(_marked(card, tried))
        if marks.plain(html) == plain and all(marks.start(each) in html for each in tried):
            kept = tried
    return _braces(to_html(_marked(card, kept)), card.gaps), kept


def _marked(card: Card, numbers: Collection[int]) -> str:
    """The card's text with marks around these of its gaps; the longer ones first, none across another's bound."""
    ranges: list[tuple[int, int, int]] = []
    for number in sorted(numbers, key=lambda number: -len(card.gaps[number - 1].text)):
        for start, end, _ in occurrences(card.answer, card.gaps[number - 1]):
            if not any(a < start < b < end or start < a < end < b for a, b, _ in ranges):
                ranges.append((start, end, number))
    opening = [(start, -end, marks.start(number)) for start, end, number in ranges]
    closing = [(end, -len(card.answer) - 1, marks.end()) for _, end, _ in ranges]
    text, at = "", 0
    for place, _, mark in sorted(opening + closing):
        text += card.answer[at:place] + mark
        at = place
    return text + card.answer[at:]


def _braces(html: str, gaps: Sequence[Gap]) -> str:
    """Anki's braces for marks; what Anki would take for a brace or a hint within them is written otherwise."""
    html = _FORMULA.sub(_roomy, html)
    text = ""
    opened: list[int] = []
    parts = re.split(f"({marks.MARK})", html)
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if number := marks.piece_number(part):
            opened.append(number)
            text += f"{{{{c{number}::"
        elif part == marks.end():
            hint = gaps[opened.pop() - 1].hint
            text += f"::{_ended(_guarded(escape(hint, quote=False)))}}}}}" if hint else "}}"
        else:
            part = _guarded(part) if opened else part
            text += _ended(part) if following == marks.end() else part
    return text


def _roomy(formula: re.Match[str]) -> str:
    """LaTeX without two braces in a row, and with blanks between its braces and those of a cloze.

    Anki closes a cloze at the first two braces that it meets, and so one whose piece ends in a brace too early.
    """
    text = re.sub(rf"\}}(?=\}}|{marks.end()})", "} ", formula[0])
    return re.sub(rf"\{{(?={marks.MARK})", "{ ", re.sub(rf"(?<={marks.end()})\}}", " }", text))


def _ended(text: str) -> str:
    """The inside of a cloze, so that its last character is not taken for the beginning of what closes it."""
    return text[:-1] + {"}": "&#125;", ":": "&#58;"}.get(text[-1:], text[-1:])


def _guarded(text: str) -> str:
    return text.replace("}}", "}&#125;").replace("::", ":&#58;")
