"""Notes with cards of Obsidian's spaced-repetition plugin, in its usual marks: `::`, `:::`, `?`, `??`, `==piece==`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from quiz.course.files import OWN
from quiz.exchange import marks
from quiz.exchange.arrival import Arrival, Incoming, Origin, cloze_card, plain_card, steady_id
from quiz.exchange.foreign_markdown import adapted, put_aside, put_back
from quiz.exchange.obsidian_blocks import SIGNS, Block, blocks
from quiz.study.past import Standing

_TAG = re.compile(r"(?<!\S)#flashcards(?:/\S*)?(?!\S)")
_TAG_ABOVE = re.compile(r"^tags:.*\bflashcards\b|^\s*-\s*\"?#?flashcards\b", re.MULTILINE)
_PIECE = re.compile(r"==(?=\S)(?P<text>.+?)(?<=\S)==(?:\^\[(?P<hint>[^\]]*)\])?(?:\[\^(?P<group>\d+)\])?", re.DOTALL)
_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+")


def is_tagged(text: str) -> bool:
    """Whether a note says that it has cards: by the tag `#flashcards`, in its text or above it."""
    above = text.partition("\n---")[0] if text.startswith("---\n") else ""
    return bool(_TAG.search(text) or _TAG_ABOVE.search(above))


def read(into: Arrival, file: Path, text: str) -> None:
    """Take the cards of a note."""
    for block in blocks(marks.without_marks(text).split("\n")):
        if block.lines:
            _take(into, file, block)


def _take(into: Arrival, file: Path, block: Block) -> None:
    """Take the card of a block, with its reverse if it has one; a block without a card is left."""
    bare, kept = put_aside("\n".join(block.lines))
    rows = bare.split("\n")
    origin = Origin(steady_id("obsidian", block.name) if block.name else "", file, block.line)
    title = block.heading or file.stem
    sign = next((row.strip() for row in rows if row.strip() in SIGNS), "")
    if sign:
        at = next(number for number, row in enumerate(rows) if row.strip() == sign)
        front, back = "\n".join(rows[:at]), "\n".join(rows[at + 1 :])
    else:
        sign = ":::" if ":::" in bare else "::" if "::" in bare else ""
        front, _, back = bare.partition(sign) if sign else ("", "", "")
        front = _BULLET.sub("", front)
    if sign:
        sides = [put_back(front, kept), put_back(back, kept)]
        _plain(into, origin, title, sides, block.due, both=sign in ("??", ":::"))
    elif _PIECE.search(bare):
        _cloze(into, origin, title, bare, kept, block.due)


def _plain(
    into: Arrival, origin: Origin, title: str, sides: Sequence[str], due: Sequence[date | None], *, both: bool
) -> None:
    front, back = (adapted(_TAG.sub("", side).strip(), into.lost) for side in sides)
    if not front or not back:
        into.leave_out(origin, f"a side of this card is empty, below “{title}”")
        return
    days = [*due, None, None]
    for number, (question, answer) in enumerate([(front, back), (back, front)] if both else [(front, back)]):
        id = f"{origin.id}{'-2' if number else ''}" if origin.id else steady_id("obsidian", question)
        card = plain_card(Origin(id, origin.file, origin.line), question, answer, into.lost)
        id = into.add(Incoming(card, origin.file.stem))
        if day := days[number]:
            into.standings.append(Standing(f"{OWN}:{id}", day))


def _cloze(
    into: Arrival, origin: Origin, title: str, bare: str, kept: Sequence[str], due: Sequence[date | None]
) -> None:
    clozes: list[marks.Cloze] = []
    groups: dict[str, int] = {}

    def mark(match: re.Match[str]) -> str:
        number = groups.setdefault(match["group"] or f"piece {len(clozes)}", len(groups) + 1)
        clozes.append(marks.Cloze(number, match["hint"] or ""))
        return f"{marks.start(len(clozes))}{match['text']}{marks.end()}"

    marked = put_back(_PIECE.sub(mark, _TAG.sub("", bare)), kept)
    text, pieces = marks.pieces(adapted(marked, into.lost), clozes, into.lost)
    if not pieces:
        into.leave_out(origin, f"no piece of this text can be hidden, below “{title}”")
        return
    place = Origin(origin.id or steady_id("obsidian", text), origin.file, origin.line)
    id = into.add(
        Incoming(cloze_card(place, adapted(title, into.lost), text, [piece.gap for piece in pieces]), origin.file.stem)
    )
    places = marks.places(pieces)
    several = sum(len(piece.numbers) for piece in pieces) - len(places)
    into.lost["clozes of several pieces, asked one by one here"] += several
    for (_, at), day in zip(sorted(places.items()), due, strict=False):
        if day:
            into.standings.append(Standing(f"{OWN}:{id}#{at}", day))
