"""Our cards as Anki's notes: the fields, and the way back."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path

from quiz.answers import shown
from quiz.course.card import Card, Kind
from quiz.course.deck import parse_deck
from quiz.course.files import OWN
from quiz.exchange.anki.clozes import to_clozes
from quiz.exchange.anki.html import to_html
from quiz.exchange.card_text import card_text, item
from quiz.study.turn import Turn

PLAIN, CLOZE = "Rectified", "Rectified cloze"  # the names of the note types
FIELDS = {
    PLAIN: ("Question", "Answer", "Slip", "Curveball", "Item", "Source"),
    CLOZE: ("Title", "Text", "Slip", "Curveball", "Item", "Source"),
}


@dataclass(frozen=True)
class OurNote:
    """A card as a note of one of our two types.

    `items`: the items of the log that its cards are, by their ordinal; what Anki can make no card of is not among them.
    `guid`: the name by which Anki knows the note.
    """

    type: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    unit: str
    name: str
    items: dict[int, str]
    guid: str = ""


def note_of(card: Card, items: Sequence[str], lost: Counter[str]) -> OurNote:
    """The note of a card, whose items the log knows by these names. `lost` counts what Anki has no form for."""
    name = items[0].partition("#")[0]
    shown_items = dict(enumerate(items))
    lost.update({"pictures": len(card.plots), "parametric cards, with fixed numbers in Anki": bool(card.draws)})
    if card.kind is Kind.CLOZE:
        text, numbers = to_clozes(card)
        shown_items = {number - 1: items[number - 1] for number in numbers}
        lost["gaps that Anki cannot hide"] += len(items) - len(numbers)
        sides = to_html(card.question), text
    else:
        turn = Turn.of(name, card, 0)
        sides = to_html(_front(turn)), to_html(_back(turn))
    slip = to_html(card.slip.text) if card.slip else ""
    follow_up = to_html(f"**{card.curveball.question}**\n\n{card.curveball.answer}") if card.curveball else ""
    fields = (*sides, slip, follow_up, name)
    tags = (f"unit::{card.unit}", f"kind::{card.kind.value}", *(re.sub(r"\s+", "-", tag) for tag in card.tags))
    kind = CLOZE if card.kind is Kind.CLOZE else PLAIN
    return OurNote(kind, (*fields, _source(card, fields)), tags, card.unit, name, shown_items)


def card_in(fields: Sequence[str], file: Path, line: int) -> tuple[str, Card | None]:
    """The name of the card that a note of ours came from, and the card; None when the note was edited in Anki.

    A name that is none is empty.
    """
    *shown_fields, name, source = fields
    if not re.fullmatch(r"[a-z0-9-]+:[a-z0-9][a-z0-9-]*", name):
        return "", None
    text = unescape(re.sub(r"<[^>]*>", "", source))
    digest, _, deck = text.partition("\n")
    if digest.strip() != _digest((*shown_fields, name)):
        return name, None
    cards, _ = parse_deck(f"# Card\n\n{deck}", file, OWN)
    return name, replace(cards[0], line=line) if len(cards) == 1 else None


def tags_from_elsewhere(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags of a note of ours without those that name the card's unit and kind."""
    return tuple(tag for tag in tags if not tag.startswith(("unit::", "kind::")))


def guid_of(name: str) -> str:
    """Anki's name for the note of a card, whose own is `course:id`, unless the card came from a note of Anki's."""
    import genanki

    return str(genanki.guid_for("rectified", name))


def _source(card: Card, fields: Sequence[str]) -> str:
    """The card's markdown, under a digest that tells later whether the other fields are still those of the card."""
    return f"<pre>{_digest(fields)}\n{escape(card_text(card), quote=False)}</pre>"


def _digest(fields: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()[:16]


def _front(turn: Turn) -> str:
    rows = [option.text for option in turn.options] or turn.order
    return "\n\n".join(filter(None, (turn.question, "\n".join(item("- ", row) for row in rows))))


def _back(turn: Turn) -> str:
    card, parts = turn.card, []
    if card.kind is Kind.TYPED:
        parts.append(f"**`{shown(card.typed[0])}`**")
    if turn.options:
        parts.append("\n".join(item("- ", _verdict(option.right, option.text, option.why)) for option in turn.options))
    if card.order:
        parts.append(_numbered(card.order))
    parts.append(card.answer)
    if card.steps:
        parts.append(_numbered(card.steps))
    if card.key_points:
        parts.append("**Key points**\n\n" + "\n".join(item("- ", point.text) for point in card.key_points))
    return "\n\n".join(filter(None, parts))


def _verdict(right: bool, text: str, why: str) -> str:
    mark = "\N{CHECK MARK}" if right else "\N{MULTIPLICATION X}"
    return f"{mark} {text}" + (f"\n\n{why}" if why else "")


def _numbered(rows: Sequence[str]) -> str:
    return "\n".join(item(f"{number}. ", row) for number, row in enumerate(rows, 1))
