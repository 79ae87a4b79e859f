"""LaTeX cut into tokens."""

from __future__ import annotations

import re
import unicodedata

from quiz.maths.errors import MathError
from quiz.maths.width import combines

_PIECE = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_STARRED = {"\\operatorname*"}
_REFUSED = {"%": "\\%", "#": "\\#", "$": "\\$"}


def tokens(latex: str) -> list[str]:
    """Commands, characters with their combining marks, and single spaces for white space.

    Raises MathError for what LaTeX gives a meaning that has no place in a formula, and for control characters.
    """
    out: list[str] = []
    for piece in _PIECE.findall(latex):
        if piece.isspace():
            out.append(" ")
        elif piece[1:].isspace():
            out.append("\\ ")
        elif piece.startswith("\\") and piece.endswith("*") and len(piece) > 2 and piece not in _STARRED:
            out += [piece[:-1], "*"]
        elif combines(piece[-1]):
            _join(out, piece)
        else:
            _refuse(piece)
            out.append(piece)
    return out


def _join(out: list[str], mark: str) -> None:
    if not out or out[-1] == " " or out[-1].startswith("\\") or len(mark) > 1:
        raise MathError(f"the combining mark U+{ord(mark[-1]):04X} stands alone; write an accent such as \\hat{{x}}")
    out[-1] = unicodedata.normalize("NFC", out[-1] + mark)


def _refuse(piece: str) -> None:
    if piece == "\\":
        raise MathError("a backslash at the end; name a command after it")
    if piece in _REFUSED:
        raise MathError(f"{piece} has a meaning of its own in LaTeX; write {_REFUSED[piece]}")
    if unicodedata.category(piece[-1]).startswith("C"):
        raise MathError(f"the invisible character U+{ord(piece[-1]):04X}; remove it")
