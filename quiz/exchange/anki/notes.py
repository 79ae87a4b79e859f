"""What is in an Anki collection -> cards in our form, with their history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from quiz.course.card import Card, Form, TypedAnswer
from quiz.course.files import OWN
from quiz.exchange import marks
from quiz.exchange.anki.clozes import mark_clozes
from quiz.exchange.anki.collection import AnkiCard, Collection, Note, NoteType, Template
from quiz.exchange.anki.history import past, standings
from quiz.exchange.anki.ours import CLOZE, FIELDS, card_in, guid_of, tags_from_elsewhere
from quiz.exchange.anki.templates import render
from quiz.exchange.arrival import Arrival, Incoming, Origin, cloze_card, plain_card, steady_id
from quiz.exchange.escaping import escape
from quiz.exchange.html_markdown import to_markdown
from quiz.study.past import Moment

_RULE = re.compile(r"<hr[^>]*id=[\"']?answer\b[^>]*>", re.IGNORECASE)
_LONGEST_TYPED = 80  # characters; a longer answer is to be read, not compared

Items = dict[int, str]  # the items of our log, by the ids of Anki's cards


def arrival(collection: Collection, file: Path, moment: Moment) -> Arrival:
    """Everything in a collection; `file` is the package it came in."""
    into = Arrival("Anki package", "anki")
    cards = {note: list(group) for note, group in groupby(collection.cards, lambda card: card.note)}
    items: Items = {}
    for number, note in enumerate(collection.notes, 1):
        origin = Origin(steady_id("anki", note.guid), file, number, note.tags)
        kind, of_note = collection.types.get(note.type), cards.get(note.id, [])
        if kind and of_note:
            deck = collection.decks.get(of_note[0].deck, "")
            items |= _Taking(into, note, kind, of_note, deck, origin).items()
        else:
            into.leave_out(origin, f"{_words(note)}: it has no {'cards' if kind else 'note type'}")
    into.past = list(past(collection, items, into.lost))
    into.standings = list(standings(collection, items, moment, into.lost))
    return into


class _Taking:
    """Takes in the cards of one note."""

    def __init__(
        self, into: Arrival, note: Note, kind: NoteType, cards: Sequence[AnkiCard], deck: str, origin: Origin
    ) -> None:
        self.into, self.note, self.kind, self.cards, self.deck, self.origin = into, note, kind, cards, deck, origin
        self.item = ""  # what an export of ours called it
        special = {"Tags": " ".join(note.tags), "Type": kind.name, "Deck": deck, "Subdeck": deck.rpartition("::")[2]}
        self.fields = {**special, **dict(zip(kind.fields, note.fields, strict=False))}

    def items(self) -> Items:
        """Take them; returns the items of those that came in."""
        if self.kind.fields == FIELDS.get(self.kind.name) and len(self.note.fields) == len(self.kind.fields):
            return self.ours()
        return self.cloze() if self.kind.cloze else self.plain()

    def ours(self) -> Items:
        """A note that an export of ours wrote: the card is in it, unless the note was edited since."""
        self.item, card = card_in(self.note.fields, self.origin.file, self.origin.line)
        if card is None:
            self.into.lost["parts that Anki does not show, of notes edited there"] += 1
            id = self.item.partition(":")[2] or self.origin.id
            self.origin = replace(self.origin, id=id, tags=tags_from_elsewhere(self.origin.tags))
            return self.cloze() if self.kind.cloze else self.plain()
        self.origin = replace(self.origin, id=card.id)
        self.take(card)
        local = card.items()
        return {each.id: f"{OWN}:{local[each.ordinal]}" for each in self.cards if 0 <= each.ordinal < len(local)}

    def plain(self) -> Items:
        """A card of ours for each of the note's."""
        found = {}
        for card in self.cards:
            id = self.origin.id + (f"-{card.ordinal + 1}" if card.ordinal else "")
            if not 0 <= card.ordinal < len(self.kind.templates):
                self.leave_out(f"its card {card.ordinal + 1} has no template")
            elif self.side_by_side(replace(self.origin, id=id), self.kind.templates[card.ordinal]):
                found[card.id] = f"{OWN}:{id}"
        return found

    def side_by_side(self, origin: Origin, template: Template) -> bool:
        """The card that one template makes; says whether there is one."""
        front, back = render(template.front, self.fields), render(template.back, self.fields)
        question = self.markdown(front.html)
        typed = list(map(self.markdown, front.typed))
        accepted = [TypedAnswer(Form.TEXT, (answer,)) for answer in typed if _can_be_compared(answer)]
        shown = [answer for answer in typed if not _can_be_compared(answer)]
        hints = [f"Hint: {self.markdown(hint)}" for hint in (*front.hints, *back.hints) if hint]
        answer = "\n\n".join(filter(None, (*shown, self.markdown(_RULE.split(back.html, maxsplit=1)[-1]), *hints)))
        if not question or not (answer or accepted):
            self.leave_out(f"its {'back' if question else 'front'} is empty")
            return False
        card = plain_card(origin, question, answer, self.into.lost, accepted)
        self.take(card)
        return True

    def cloze(self) -> Items:
        """One card of ours, with a gap for each cloze."""
        html = render(self.kind.templates[0].back, self.fields).html if self.kind.templates else ""
        if "image-occlusion" in html:
            self.leave_out("it hides parts of an image")
            return {}
        title = escape(self.deck.rpartition("::")[2]) or "Fill the gap"
        if self.kind.name == CLOZE and (own := self.markdown(self.fields.get("Title", ""))):
            title, html = own, _RULE.split(html, maxsplit=1)[-1]  # a note of ours begins with its title
        html, clozes = mark_clozes(html)
        text, pieces = marks.pieces(to_markdown(html, self.into.lost), clozes, self.into.lost)
        if not pieces:
            self.leave_out("it hides nothing that can be hidden here")
            return {}
        places = marks.places(pieces)
        several = sum(len(piece.numbers) for piece in pieces) - len(places)
        self.into.lost["clozes of several pieces, asked one by one here"] += several
        card = cloze_card(self.origin, title, text, [piece.gap for piece in pieces])
        self.take(card)
        there = (each for each in self.cards if each.ordinal + 1 in places)
        return {each.id: f"{OWN}:{card.id}#{places[each.ordinal + 1]}" for each in there}

    def take(self, card: Card) -> None:
        """Take a card; the first of a note keeps the note's name in Anki."""
        is_named_here = self.item and self.note.guid == guid_of(self.item)
        guid = self.note.guid if card.id == self.origin.id and not is_named_here else ""
        self.into.cards.append(Incoming(card, self.deck, self.item, guid))

    def markdown(self, html: str) -> str:
        return to_markdown(marks.without_marks(html), self.into.lost)

    def leave_out(self, why: str) -> None:
        self.into.leave_out(self.origin, f"{_words(self.note)}: {why}")


def _can_be_compared(answer: str) -> bool:
    return 0 < len(answer) <= _LONGEST_TYPED and not re.search(r"[|\n*$`\\]", answer)


def _words(note: Note) -> str:
    """The beginning of a note, to find it by."""
    text = " ".join(re.sub(r"<[^>]*>|\[sound:[^\]]*\]", " ", note.fields[0]).split()) or note.guid
    return f"note “{text[:40]}{'…' if len(text) > 40 else ''}”"
