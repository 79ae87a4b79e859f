"""Text from a submission, shown as what it is: nothing in it acts on the terminal or on the layout."""

from __future__ import annotations

import unicodedata

_KEPT = "\n"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def literal(text: str) -> str:
    """The text with control, direction and unassigned characters written as escapes, and tabs as four blanks."""
    return "".join(_shown(character) for character in text.replace("\r\n", "\n").replace("\t", "    "))


def _shown(character: str) -> str:
    if character in _KEPT or (character.isascii() and character.isprintable()):
        return character
    if unicodedata.category(character) in _INVISIBLE:
        return character.encode("unicode_escape").decode("ascii")
    return character
