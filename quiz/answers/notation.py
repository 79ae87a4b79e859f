"""A formula as people type it -> tokens: Unicode signs, `**`, superscripts, Greek letters, a little LaTeX."""

from __future__ import annotations

import re

from quiz.answers.checked import UnreadableError, quoted
from quiz.answers.folding import fold

LONGEST = 200  # characters of an answer; what is longer is no short answer

_SIGNS = str.maketrans({"√": " sqrt ", "⌊": "(", "⌋": ")", "⌈": " ceil(", "⌉": ")"})
_SUBSCRIPT = re.compile("[₀-₉]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_REWRITTEN = (
    (re.compile(r"\\(?:operatorname|mathrm|mathbf|text)\{(\w+)\}"), r" \1 "),
    (re.compile(r"[$`]|\\(?:left|right)(?![a-z])|\\[,;:! ]"), " "),
    (re.compile(r"\\(?:cdot|times)(?![a-z])"), "*"),
    (re.compile(r"\\|\s+(?=_)"), ""),
    (re.compile(r"_\{(\w+)\}"), r"_\1"),
    (re.compile(r"(?<![a-z])(?:var)?epsilon(?![a-z])"), "eps"),
    (re.compile(r"\*\*"), "^"),
    (re.compile(r"//"), "/"),
)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?P<name>[A-Za-z]\w*)|(?P<sign>[-+*/^()\[\]{}|,]))"
)


def plain(text: str) -> str:
    """The formula in ASCII: `σ(x)² · x₁` becomes `sigma (x)^2 * x_1`. Division is `/`, rounded or not."""
    text = _SUBSCRIPT.sub(lambda digits: "_" + fold(digits[0]).text, text.translate(_SIGNS))
    text = _NOT_ASCII.sub(lambda signs: f" {fold(signs[0]).text} ", text)
    for pattern, replacement in _REWRITTEN:
        text = pattern.sub(replacement, text)
    return text.strip()


def tokens(text: str) -> list[str]:
    """The numbers, names and signs of a formula. Raises UnreadableError for anything else."""
    if len(text) > LONGEST:
        raise UnreadableError("This is too long for a formula.")
    text, found, place = plain(text), [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            raise UnreadableError(f"{quoted(text[place:].lstrip()[0])} is not understood here.")
        found.append(match[0].strip())
        place = match.end()
    return found
