"""Keywords: a phrase or a formula, and where it occurs in an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from quiz.answers.folding import Span
from quiz.answers.passage import Passage, Word
from quiz.answers.stemming import FUZZY_FROM, FUZZY_PREFIX_FROM, begins_nearly, one_edit_apart, stem


@dataclass(frozen=True)
class Term:
    """One word of a keyword; with `prefix` any word that begins so."""

    form: str
    prefix: bool = False

    @cached_property
    def _stem(self) -> str:
        return stem(self.form)

    def fits(self, form: str, stemmed: str) -> bool:
        """Say whether a word, given with its stem, is this one, one typing error in a long word allowed."""
        if self.prefix:
            fuzzy = len(self.form) >= FUZZY_PREFIX_FROM and self.form.isalpha()
            return form.startswith(self.form) or (fuzzy and begins_nearly(form, self.form))
        if self._stem == stemmed:
            return True
        if min(len(self._stem), len(stemmed)) < FUZZY_FROM or not (self._stem.isalpha() and stemmed.isalpha()):
            return False
        # An error in the ending can hide it from the stemmer, so the whole words are compared too.
        return one_edit_apart(self._stem, stemmed) or one_edit_apart(self.form, form)

    def places(self, passage: Passage) -> list[int]:
        """Return the numbers of the words that fit."""
        return [i for (form, stemmed), places in passage.places.items() if self.fits(form, stemmed) for i in places]


@dataclass(frozen=True)
class Phrase:
    """Words that stand next to each other; hyphens, underscores and writing them as one make no difference."""

    terms: tuple[Term, ...]

    def occurrences(self, passage: Passage) -> list[Span]:
        """Return the ranges that hold the phrase, in order."""
        return sorted({(words[0].start, words[-1].end) for words in self._matches(passage)})

    @cached_property
    def _as_one(self) -> Term:
        return Term("".join(term.form for term in self.terms), self.terms[-1].prefix)

    def _matches(self, passage: Passage) -> Iterator[tuple[Word, ...]]:
        for i in self.terms[0].places(passage):
            words = passage.words[i : i + len(self.terms)]
            pairs = zip(self.terms[1:], words[1:], strict=False)
            if len(words) == len(self.terms) and all(term.fits(word.form, word.stem) for term, word in pairs):
                yield words
        if len(self.terms) > 1:
            yield from (passage.words[i : i + 1] for i in self._as_one.places(passage))
        for i in passage.compounds:
            compound = passage.words[i].compound
            if self._as_one.fits(compound, stem(compound)):
                yield passage.words[i : i + passage.words[i].width]


@dataclass(frozen=True)
class Formula:
    """A formula without blanks and `*`, found anywhere, but not in the middle of a number."""

    squeezed: str

    def occurrences(self, passage: Passage) -> list[Span]:
        """Return the ranges that hold the formula, in order."""
        text, places = passage.squeezed
        found = []
        at = text.find(self.squeezed)
        while at >= 0:
            end = at + len(self.squeezed)
            if not (_splits_number(text, at) or _splits_number(text, end)):
                found.append((places[at], places[end - 1] + 1))
            at = text.find(self.squeezed, at + 1)
        return found


def _splits_number(text: str, at: int) -> bool:
    """Say whether a position lies within a number such as 12 or 0.5."""
    before, after = text[max(at - 2, 0) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1].isdigit():
        return after[0].isdigit() or (after[0] == "." and after[1:].isdigit())
    return before[-1] == "." and after[0].isdigit()


Keyword = Phrase | Formula
Group = tuple[Keyword, ...]
