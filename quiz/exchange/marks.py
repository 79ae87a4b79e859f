"""Characters that stand in a text for something else while it is converted: pieces to hide, formulas.

They are of a private plane of Unicode, and no parser of HTML or markdown takes notice of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quiz.course.card import Gap
from quiz.course.gaps import gap, occurs
from quiz.course.markdown import parser
from quiz.course.running_text import check_text
from quiz.course.spans import spans
from quiz.exchange.card_text import gap_text

_PIECE, _END, _FORMULA, _LAST = 0xF0000, chr(0xF1000), 0xF2000, 0xFFFFD
_ALL = re.compile(f"[{chr(_PIECE)}-{chr(_LAST)}]")
FORMULA = f"[{chr(_FORMULA)}-{chr(_LAST)}]"  # the pattern of a mark for a formula
MARK = f"[{chr(_PIECE)}-{_END}]"  # the pattern of a mark before or behind a piece
_MARKS = re.compile(MARK)
_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
_MOST = 500  # pieces of one text, as in Anki; with very many each takes long, for all occurrences are looked for
_LONGEST = 1000  # characters of a piece
_CODE = re.compile(r"(`+) ?(.+?) ?\1", re.DOTALL)


class Cloze(NamedTuple):
    """What its source says of a piece: pieces of one number were asked together."""

    number: int
    hint: str = ""


class Piece(NamedTuple):
    """A gap, and the numbers of its clozes: one, unless several hide the same words."""

    gap: Gap
    numbers: tuple[int, ...]


def without_marks(text: str) -> str:
    """The text without characters that would be taken for marks."""
    return _ALL.sub("\N{REPLACEMENT CHARACTER}", text)


def start(number: int) -> str:
    """The mark before a piece, with a number from 1 to 4095."""
    return chr(_PIECE + min(number, 0xFFF))


def end() -> str:
    """The mark behind a piece."""
    return _END


def piece_number(mark: str) -> int:
    """The number in the mark before a piece, 0 for anything else."""
    return ord(mark) - _PIECE if len(mark) == 1 and _PIECE < ord(mark) < ord(_END) else 0


def formula(number: int) -> str:
    """The mark in place of a formula, by its place in a list."""
    return chr(_FORMULA + number)


def formula_number(mark: str) -> int:
    """The place in the list of the formula that a mark stands for."""
    return ord(mark) - _FORMULA


def plain(text: str) -> str:
    """The text without the marks of pieces."""
    return _MARKS.sub("", text)


def pieces(text: str, clozes: Sequence[Cloze], lost: Counter[str]) -> tuple[str, list[Piece]]:
    """The markdown without marks, and the pieces in it by number and place.

    `clozes`: what is known of each piece, by the number in its mark, counted from 1. A piece that is there twice is
    one, since a gap hides every occurrence. `lost` counts what cannot be a gap, or none of its own.
    """
    bare = ""
    found: list[tuple[int, int, int, str]] = []
    opened: list[tuple[Cloze, int]] = []
    for part in re.split(f"({MARK})", text):
        if number := piece_number(part):
            opened.append((clozes[number - 1], len(bare)))
        elif part == _END:
            if opened:
                cloze, at = opened.pop()
                found.append((cloze.number, at, len(bare), cloze.hint))
        else:
            bare += part
    taken: dict[str, Piece] = {}
    failed = max(0, len(found) - _MOST)
    for number, at, finish, hint in sorted(found)[:_MOST]:
        piece = bare[at : min(finish, at + _LONGEST + 1)]
        if not piece.strip():
            continue
        hidden = None
        if len(piece) <= _LONGEST:
            hidden = _gap(bare, at + len(piece) - len(piece.lstrip()), piece.strip(), hint)
        if hidden is None:
            failed += 1
        else:
            same = taken.setdefault(hidden.text, Piece(hidden, ()))
            taken[hidden.text] = same._replace(numbers=tuple(dict.fromkeys((*same.numbers, number))))
    lost["clozes that cannot be hidden here"] += failed
    lost["clozes of words that another one hides, asked once here"] += sum(len(p.numbers) - 1 for p in taken.values())
    return bare, list(taken.values())


def places(pieces: Iterable[Piece]) -> dict[int, int]:
    """The place from 1 of the first piece of each cloze, by its number."""
    found: dict[int, int] = {}
    for place, piece in enumerate(pieces, 1):
        for number in piece.numbers:
            found.setdefault(number, place)
    return found


def _gap(text: str, at: int, piece: str, hint: str) -> Gap | None:
    """The gap that hides a piece of the text; None when there is no way to write one."""
    whole = _CODE.fullmatch(piece)
    inner = " ".join((whole[2] if whole else piece).split())
    inside = any(begin <= at < finish for begin, finish, _ in spans(text))
    is_quoted = bool(whole) or inside or (piece.startswith("$") and piece.endswith("$"))
    hint = " ".join(hint.split())
    tries: Sequence[Gap] = (Gap(inner, hint, is_quoted), Gap(inner, hint, True))
    return next((each for each in tries if gap(gap_text(each)) == each and _is_line(each) and occurs(text, each)), None)


def _is_line(piece: Gap) -> bool:
    """Whether the piece can stand in a list as one line of text."""
    line = gap_text(piece)
    tokens = parser().parse(f"- {line}")
    is_text = [token.type for token in tokens[2:-2]] == _PARAGRAPH and not any(check_text(tokens))
    return is_text and not re.match(r"\[[ xX]\](\s|$)", line)
