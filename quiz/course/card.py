"""What a card is: frozen facts, every text in markdown source."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """How a card asks."""

    CONCEPT = "concept"
    CHOICE = "choice"
    CLOZE = "cloze"
    TYPED = "typed"
    DERIVATION = "derivation"
    ORDER = "order"


class Form(StrEnum):
    """How a typed answer is compared."""

    NUMBER = "number"
    SHAPE = "shape"
    EXPRESSION = "expression"
    TEXT = "text"


@dataclass(frozen=True)
class KeyPoint:
    """One thing an interviewer wants to hear; `fixtures` are sentences that its keyword lines must hit."""

    text: str
    keywords: tuple[str, ...] = ()
    fixtures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slip:
    """The usual misconception, corrected, and the keyword lines that find it in an answer."""

    text: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Curveball:
    """The follow-up question and its answer."""

    question: str
    answer: str


@dataclass(frozen=True)
class Option:
    """One option of a choice card; `why` may be empty."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True)
class Gap:
    """One hidden piece, as it stands in the card's answer; `quoted` when the author put it in backquotes."""

    text: str
    hint: str = ""
    quoted: bool = False


@dataclass(frozen=True)
class TypedAnswer:
    """One accepted answer: any of `values` will do.

    `tolerance` (absolute) and `unit` belong to numbers. On a card with draws a value is an expression in their names,
    each in braces.
    """

    form: Form
    values: tuple[str, ...]
    tolerance: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Draw:
    """A whole number drawn anew at each review, both ends included."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """One question of a deck.

    `line` is that of its heading; `stamped` says whether its id is written in the file; `sides` holds the
    `|`-separated names of the two sides of a comparison.
    """

    id: str
    unit: str
    kind: Kind
    question: str
    answer: str
    file: Path
    line: int
    stamped: bool
    key_points: tuple[KeyPoint, ...] = ()
    slip: Slip | None = None
    curveball: Curveball | None = None
    options: tuple[Option, ...] = ()
    gaps: tuple[Gap, ...] = ()
    steps: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    typed: tuple[TypedAnswer, ...] = ()
    draws: tuple[Draw, ...] = ()
    sides: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    katas: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    plots: tuple[str, ...] = ()

    def items(self) -> tuple[str, ...]:
        """The ids that are scheduled: a cloze card has one for each gap (`id#1`, `id#2`), any other card its own."""
        return items_of(self.id, len(self.gaps))


def items_of(name: str, gaps: int) -> tuple[str, ...]:
    """The review items of a card: itself, or one for each of its gaps (`course:id#1`)."""
    return tuple([f"{name}#{number}" for number in range(1, gaps + 1)]) if gaps else (name,)


def hashed_id(question: str) -> str:
    """The id of a card without one: a hash of its question, in composed Unicode with blanks collapsed."""
    normal = re.sub(r"\s+", " ", unicodedata.normalize("NFC", question)).strip()
    return "q-" + hashlib.sha256(normal.encode()).hexdigest()[:12]
