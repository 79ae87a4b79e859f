"""What comes in from elsewhere, whatever it was: cards in our form, their history, and what could not be kept."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quiz.course.card import Card, Gap, Kind, TypedAnswer
from quiz.course.files import OWN
from quiz.errors import Problem
from quiz.exchange.one_line import one_line
from quiz.progress.event import Event
from quiz.study.past import Past, Standing


@dataclass(frozen=True)
class Origin:
    """Where a card comes from; `line` is the note's number in a file that has no lines."""

    id: str
    file: Path
    line: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Incoming:
    """One card and the deck it goes to.

    `item`: the name under which the log of an export knew it, `course:id`; `guid`: the name that Anki has for its note.
    """

    card: Card
    deck: str
    item: str = ""
    guid: str = ""


@dataclass
class Arrival:
    """Everything from one source. `past` and `standings` are about the items of its cards, `own:id` or `own:id#2`.

    `form`: what the source is, in a word or two; `device`: under which the log keeps its reviews. `lost` counts what
    could not be kept, by its name in the plural; `problems` are cards that were left out.
    """

    form: str
    device: str = ""
    cards: list[Incoming] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    _by_id: dict[str, Card] = field(default_factory=dict)

    def add(self, incoming: Incoming) -> str:
        """Take a card whose id comes from its question; returns the id, made longer where two cards ask the same.

        A card that is there already, word for word, is not doubled.
        """
        card = incoming.card
        other = self._by_id.setdefault(card.id, card)
        if other is not card:
            if (card.question, card.answer) == (other.question, other.answer):
                return card.id
            return self.add(replace(incoming, card=replace(card, id=steady_id(card.id, card.question, card.answer))))
        self.cards.append(incoming)
        return card.id

    def leave_out(self, origin: Origin, message: str) -> None:
        """Note a card that cannot come in."""
        self.problems.append(Problem(origin.file, origin.line, message))


def plain_card(
    origin: Origin, question: str, answer: str, lost: Counter[str], typed: Sequence[TypedAnswer] = ()
) -> Card:
    """A card with a question and an answer, both markdown; an answer begins with a question that has several blocks."""
    line, answer = on_one_line(question, answer, lost, always=True)
    return _card(origin, Kind.TYPED if typed else Kind.CONCEPT, line, answer, typed=tuple(typed))


def on_one_line(question: str, answer: str, lost: Counter[str], *, always: bool = False) -> tuple[str, str]:
    """A question as the heading that it becomes, and the answer, which begins with a question of several blocks.

    A question that is one line stays as it is, unless `always` it is read as markdown that was made of something else.
    """
    if not always and "\n" not in question.strip():
        return question, answer
    line, is_more = one_line(question)
    if is_more:
        lost["questions put on one line (the answer shows them whole)"] += 1
        answer = f"{question}\n\n---\n\n{answer}".removesuffix("\n\n---\n\n")
    return line, answer


def cloze_card(origin: Origin, title: str, text: str, gaps: Sequence[Gap]) -> Card:
    """A card that hides pieces of a text; all of it is markdown."""
    return _card(origin, Kind.CLOZE, one_line(title)[0], text, gaps=tuple(gaps))


def _card(
    origin: Origin,
    kind: Kind,
    question: str,
    answer: str,
    typed: tuple[TypedAnswer, ...] = (),
    gaps: tuple[Gap, ...] = (),
) -> Card:
    return Card(
        id=origin.id,
        unit=OWN,
        kind=kind,
        question=question,
        answer=answer,
        file=origin.file,
        line=origin.line,
        stamped=True,
        typed=typed,
        gaps=gaps,
        tags=tuple(dict.fromkeys(filter(None, map(_tag, origin.tags)))),
    )


def _tag(text: str) -> str:
    """A tag as `### Links` can hold it."""
    return re.sub(r"[\s,`$<]+", "-", text).strip("-")


def steady_id(program: str, *source: str) -> str:
    """An id that stays the same as long as the source calls the card the same."""
    return f"{program}-{hashlib.sha256(chr(0).join(source).encode()).hexdigest()[:12]}"
