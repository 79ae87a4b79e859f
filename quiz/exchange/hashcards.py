"""Decks of hashcards: `Q:` and `A:`, and `C:` with the pieces to hide in [brackets]."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quiz.errors import QuizError
from quiz.exchange import marks
from quiz.exchange.arrival import Arrival, Incoming, Origin, cloze_card, plain_card, steady_id
from quiz.exchange.escaping import escape
from quiz.exchange.foreign_markdown import adapted, put_aside, put_back

_LINE = re.compile(r"(?P<mark>[QAC]):[ \t]*(?P<text>.*)")
# A bracket that hides something: not that of a picture or a link, and not an escaped one.
_PIECE = re.compile(r"(?<![\\!])\[((?:[^\[\]\\]|\\.)*)\](?!\()", re.DOTALL)


def is_hashcards(text: str) -> bool:
    """Whether a markdown file is a deck of hashcards."""
    return re.search(r"^(?:Q|C):", text, re.MULTILINE) is not None


def read(into: Arrival, file: Path, text: str) -> None:
    """Take the cards of a deck. Raises QuizError with the line for one that hashcards would not read either."""
    deck, first, lines = _name(file, text.split("\n"))
    for entry in _entries(lines, first, file, into):
        if entry.mark == "C":
            _cloze(into, entry, deck, file)
        else:
            origin = Origin(steady_id("hashcards", entry.question), file, entry.line)
            question, answer = adapted(entry.question, into.lost), adapted(entry.text, into.lost)
            if question and answer:
                into.add(Incoming(plain_card(origin, question, answer, into.lost), deck))
            else:
                into.leave_out(origin, f"the {'answer' if question else 'question'} is empty")


def _cloze(into: Arrival, entry: _Entry, deck: str, file: Path) -> None:
    origin = Origin(steady_id("hashcards", entry.text), file, entry.line)
    marked, clozes = _marked(entry.text)
    text, pieces = marks.pieces(adapted(marked, into.lost), clozes, into.lost)
    if pieces:
        into.add(Incoming(cloze_card(origin, escape(deck), text, [piece.gap for piece in pieces]), deck))
    else:
        into.leave_out(origin, "no piece of it is in [brackets]")


def _marked(text: str) -> tuple[str, list[marks.Cloze]]:
    """The text with marks for the brackets that are neither in code nor in maths, and a cloze for each."""
    bare, kept = put_aside(marks.without_marks(text))
    clozes: list[marks.Cloze] = []

    def mark(match: re.Match[str]) -> str:
        clozes.append(marks.Cloze(len(clozes) + 1))
        return f"{marks.start(len(clozes))}{match[1]}{marks.end()}"

    return put_back(_PIECE.sub(mark, bare), kept), clozes


@dataclass
class _Entry:
    mark: str
    line: int
    text: str
    question: str = ""


def _entries(lines: list[str], first: int, file: Path, into: Arrival) -> Iterator[_Entry]:
    """The cards; a line of `---` ends one, and so does the next mark."""
    entry: _Entry | None = None
    for number, row in enumerate([*lines, "---"], first):
        match = _LINE.fullmatch(row)
        if match is None and row.strip() != "---":
            if entry:
                entry.text += f"\n{row}"
            elif row.strip():
                into.lost["lines of text outside cards"] += 1
            continue
        mark = match["mark"] if match else ""
        asked = entry if entry and entry.mark == "Q" else None
        if (mark == "A") != (asked is not None):
            message = "this question has no answer" if asked else "an answer without a question"
            hint = "A card is Q: and below it A:"
            raise QuizError(message, hint=hint, file=file, line=asked.line if asked else number)
        if match and mark == "A" and entry:
            entry = _Entry("A", entry.line, match["text"], entry.text)
            continue
        if entry:
            entry.text, entry.question = entry.text.strip(), entry.question.strip()
            yield entry
        entry = _Entry(mark, number, match["text"]) if match else None


def _name(file: Path, lines: list[str]) -> tuple[str, int, list[str]]:
    """The deck's name, from the TOML above it or the file, and its lines with the number of the first."""
    if not lines or lines[0].strip() != "---":
        return file.stem, 1, lines
    end = next((number for number, row in enumerate(lines[1:], 1) if row.strip() == "---"), None)
    if end is None:
        raise QuizError("the front matter does not end: write `---` below it", file=file, line=1)
    try:
        name = tomllib.loads("\n".join(lines[1:end])).get("name", file.stem)
    except tomllib.TOMLDecodeError as error:
        raise QuizError(f"the front matter is no TOML: {error}", file=file, line=2) from error
    return str(name), end + 2, lines[end + 1 :]
