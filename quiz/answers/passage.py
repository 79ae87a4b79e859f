"""A typed answer cut into words and sentences; all ranges are of its folded text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quiz.answers.folding import Span, fold
from quiz.answers.stemming import stem

_NUMBER = r"(?:\d+(?:\.\d+)?e[+-]?\d+|\d*\.\d+%?|\d+%?)(?![a-z0-9])"
_WORD = r"[a-z0-9]*[a-z][a-z0-9]*(?:'[a-z]+)*"
_PART = re.compile(rf"{_NUMBER}|{_WORD}|<=|>=|!=|[<>=+]")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|w\.r\.t|w\.p|resp|approx|vs|cf|etc|eq|fig)$")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|[;\n]|:\s|->")
_NOT_IN_FORMULAS = " \t\n\r\u00a0*`$\\"


@dataclass(frozen=True)
class Word:
    """One word at a range; `compound` is the spelling in one of the `width` joined words that begin here, if any do."""

    form: str
    stem: str
    start: int
    end: int
    compound: str = ""
    width: int = 1


class Passage:
    """One answer, ready to be searched."""

    def __init__(self, text: str) -> None:
        self._typed = text
        self._folded = fold(text)
        self.text = self._folded.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return _words(self.text)

    @cached_property
    def places(self) -> dict[tuple[str, str], list[int]]:
        """The numbers of the words with each form and stem."""
        places = defaultdict(list)
        for i, word in enumerate(self.words):
            places[word.form, word.stem].append(i)
        return dict(places)

    @cached_property
    def compounds(self) -> tuple[int, ...]:
        """The numbers of the words that begin a compound."""
        return tuple(i for i, word in enumerate(self.words) if word.compound)

    @cached_property
    def squeezed(self) -> tuple[str, tuple[int, ...]]:
        """The text as formulas are compared, and where each of its characters stands."""
        kept = tuple(i for i, character in enumerate(self.text) if character not in _NOT_IN_FORMULAS)
        return "".join(self.text[i] for i in kept), kept

    @cached_property
    def windows(self) -> tuple[Span, ...]:
        """The ranges of every sentence, then of every two neighbouring ones."""
        sentences = _sentences(self.text)
        return (*sentences, *((first[0], second[1]) for first, second in pairwise(sentences)))

    def typed(self, span: Span) -> Span:
        """Return where a non-empty range stands in the answer as it was typed."""
        return self._folded.original(*span)

    def quote(self, span: Span) -> str:
        """Return a non-empty range as it was typed."""
        start, end = self.typed(span)
        return self._typed[start:end].strip()


def _words(text: str) -> tuple[Word, ...]:
    parts = [(_spelling(part[0]), *part.span()) for part in _PART.finditer(text)]
    found = []
    inside = 0
    for i, (form, start, end) in enumerate(parts):
        width = _compound_width(text, parts[i : i + 6]) if i >= inside else 1
        inside = max(inside, i + width)
        compound = "".join(part[0] for part in parts[i : i + width]) if width > 1 else ""
        found.append(Word(form, stem(form), start, end, compound, width))
    return tuple(found)


def _spelling(part: str) -> str:
    """Return a word without apostrophes and without the s of a genitive, and a number with its leading zero."""
    return "0" + part if part.startswith(".") else part.removesuffix("'s").replace("'", "")


def _compound_width(text: str, parts: list[tuple[str, int, int]]) -> int:
    """Return how many of the first parts are joined by single hyphens or underscores."""
    width = 1
    for (form, _, end), (following, start, _) in pairwise(parts):
        if start != end + 1 or text[end] not in "-_" or not (form.isalnum() and following.isalnum()):
            break
        width += 1
    return width


def _sentences(text: str) -> list[Span]:
    spans, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        if end[0] == "." and _ABBREVIATION.search(text, start, end.start()):
            continue
        spans.append((start, end.start()))
        start = end.end()
    spans.append((start, len(text)))
    return [(start, end) for start, end in spans if text[start:end].strip()]
