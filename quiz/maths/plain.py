"""Text spelled in ASCII."""

from __future__ import annotations

import unicodedata

from quiz.maths.letters import PLAIN
from quiz.maths.symbols import CHARACTERS

_PUNCTUATION = {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "..."}


def ascii_text(text: str) -> str:
    """`text` in ASCII: symbols by name, letters without their marks, `?` for what has no spelling."""
    return text if text.isascii() else "".join(map(_spelling, unicodedata.normalize("NFC", text)))


def _spelling(char: str) -> str:
    if char.isascii():
        return char
    char = PLAIN.get(char, char)
    if char in CHARACTERS:
        return CHARACTERS[char].plain
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if c.isascii())
    return bare or ("" if unicodedata.combining(char) else "?")
