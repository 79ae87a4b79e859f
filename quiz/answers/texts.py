"""Short texts: compared word by word, folded, one slip of the finger allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quiz.answers.checked import Checked
from quiz.answers.folding import fold
from quiz.answers.stemming import FUZZY_FROM, one_edit_apart

_WORD = re.compile(r"[a-z0-9]+|[^\sa-z0-9`'\"“”„.,;:!?$_()\[\]{}-]")
_ARTICLES = ("the", "a", "an")
_SHORTEST = 4  # letters of the word that may be misspelt
FORM = "Write a word or two."


def check_text(answer: str, accepted: str) -> Checked:
    """Compare a short text with the accepted one."""
    typed, right = words(answer), words(accepted)
    if not typed:
        return Checked(None, FORM)
    if typed == right:
        return Checked(True)
    if _nearly(typed, right):
        return Checked(True, "Spelt a little otherwise.")
    if right and any(typed[n : n + len(right)] == right for n in range(len(typed))):
        return Checked(None, "There is more in it than is asked for: leave the rest out.")
    return Checked(False)


def words(text: str) -> list[str]:
    """The words, folded, without punctuation and a leading article."""
    found: list[str] = _WORD.findall(fold(text).text)
    return found[1:] if len(found) > 1 and found[0] in _ARTICLES else found


def _nearly(typed: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one word differs by one letter."""
    if len(typed) != len(right):
        return False
    other = [pair for pair in zip(typed, right, strict=True) if pair[0] != pair[1]]
    if len(other) != 1 or sum(map(len, right)) < FUZZY_FROM:
        return False
    word = other[0][1]
    return len(word) >= _SHORTEST and word.isalpha() and one_edit_apart(*other[0])
