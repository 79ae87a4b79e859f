"""Keyword lines: how an author says which words show that a point was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from quiz.answers.keywords import Formula, Group, Keyword, Phrase, Term
from quiz.answers.passage import Passage

_SIDE = re.compile(r"@(\S*)\s*")
_PIECE = re.compile(r"`[^`]*`|[^\s`|]+|\||\s+")


@dataclass(frozen=True)
class KeywordLine:
    """Groups that must all be met in one sentence or in two neighbouring ones, each by any of its keywords.

    Syntax: a blank is and, `|` is or, `*` at the end of a word a prefix, `_` joins a phrase, backquotes hold a formula,
    and a leading `@1` or `@2` binds the line to what is said of one side of a comparison.
    """

    source: str
    groups: tuple[Group, ...]
    side: Literal[1, 2] | None = None

    @staticmethod
    @lru_cache(4096)
    def parse(line: str) -> KeywordLine:
        """Read a keyword line.

        Raises ValueError, saying what to write instead, for a line that is malformed.
        """
        side, rest = _side(line.strip())
        if rest.count("`") % 2:
            raise ValueError(f"a backquote is not closed in '{line}': write `formula` between two of them")
        if not rest:
            raise ValueError("a keyword line is empty: write at least one word after ~")
        groups = tuple(_group(pieces, line) for pieces in _split_groups(rest))
        return KeywordLine(line.strip(), groups, side)


def parse_names(names: str) -> Group:
    """Read the `|`-separated names of one side; names may hold blanks. Raises ValueError for a malformed one."""
    joined = ["_".join(name.split()) for name in names.split("|")]
    return KeywordLine.parse("|".join(joined)).groups[0]


def _side(line: str) -> tuple[Literal[1, 2] | None, str]:
    at = _SIDE.match(line)
    if at is None:
        return None, line
    if at[1] not in ("1", "2"):
        raise ValueError(f"'@{at[1]}' is not a side: begin the line with '@1 ' or '@2 ', or leave it out")
    return (1 if at[1] == "1" else 2), line[at.end() :]


def _split_groups(text: str) -> Iterator[list[str]]:
    """Yield the pieces of each group: keywords and the bars between them."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if not piece.isspace():
            pieces.append(piece)
        elif pieces:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def _group(pieces: list[str], line: str) -> Group:
    if any(pair == ("|", "|") for pair in pairwise(["|", *pieces, "|"])):
        raise ValueError(f"an alternative is empty in '{line}': write a|b, without blanks beside the bar")
    if any("|" not in pair for pair in pairwise(pieces)):
        raise ValueError(f"a formula touches a word in '{line}': put a blank or a | between them")
    return tuple(_keyword(piece, line) for piece in pieces if piece != "|")


def _keyword(piece: str, line: str) -> Keyword:
    if piece.startswith("`"):
        squeezed, _ = Passage(piece).squeezed
        if not squeezed:
            raise ValueError(f"a formula is empty in '{line}': write it between the backquotes")
        return Formula(squeezed)
    return Phrase(tuple(term for part in piece.split("_") for term in _terms(part, piece)))


def _terms(part: str, piece: str) -> list[Term]:
    forms = [word.form for word in Passage(part.removesuffix("*")).words]
    if "*" in part[:-1] or not forms:
        raise ValueError(f"'{piece}' is not a keyword: write words, a * only at the end of one, formulas in backquotes")
    return [Term(form) for form in forms[:-1]] + [Term(forms[-1], part.endswith("*"))]
