"""A draft -> a card: what its sections say, which kind that makes it, and whether the parts fit."""

from __future__ import annotations

from pathlib import Path

from quiz.course.card import Card, Kind, hashed_id
from quiz.course.draft import Draft
from quiz.course.drawn import undrawn, unused
from quiz.course.files import OWN
from quiz.course.gaps import occurs
from quiz.course.identity import take_id
from quiz.course.sections import KINDS, READERS, Fields
from quiz.course.source import Source


def assemble(source: Source, draft: Draft, file: Path, unit: str) -> Card:
    """The card of a draft; what is wrong with it is noted in `source`."""
    written = take_id(source, draft)
    fields: Fields = {}
    for section in draft.sections:
        if section.name in READERS:
            fields |= READERS[section.name](source, section)
    question = draft.heading.text
    first_section = draft.sections[0].line if draft.sections else draft.end
    card = Card(
        id=written or hashed_id(question),
        unit=unit,
        kind=_kind(source, draft),
        question=question,
        answer=source.text(draft.heading.end, first_section),
        file=file,
        line=draft.heading.start + 1,
        stamped=written is not None,
        **fields,
    )
    _check(source, draft, card)
    return card


def _kind(source: Source, draft: Draft) -> Kind:
    deciding = [section for section in draft.sections if section.name in KINDS]
    for section in deciding[1:]:
        source.complain(
            section.line, f"a card is of one kind: `### {section.name}` cannot stand beside `### {deciding[0].name}`"
        )
    return KINDS[deciding[0].name] if deciding else Kind.CONCEPT


def _check(source: Source, draft: Draft, card: Card) -> None:
    lines = {section.name: section.line for section in draft.sections}
    heading = draft.heading.start
    if not card.answer and card.kind in (Kind.CONCEPT, Kind.CLOZE):
        source.complain(heading, "the answer is empty: write it under the heading, before the first `###`")
    if card.kind is Kind.CONCEPT and "Key points" not in lines and card.unit != OWN:
        source.complain(heading, "no `### Key points`: list 2 to 6 things an interviewer wants to hear")
    if card.kind is not Kind.CONCEPT and card.sides:
        source.complain(lines["Sides"], "`### Sides` belongs to a concept card, one with `### Key points` only")
    for hidden in card.gaps:
        if not occurs(card.answer, hidden):
            quoting = "exactly as it stands there" if hidden.quoted else "in backquotes if it is code or maths"
            source.complain(
                lines["Gaps"], f"the gap `{hidden.text}` is not in the text of the card: write it {quoting}"
            )
    _check_draws(source, lines, card)


def _check_draws(source: Source, lines: dict[str, int], card: Card) -> None:
    if "Draw" in lines and "Answer" not in lines:
        source.complain(lines["Draw"], "`### Draw` belongs to a typed card: add `### Answer`")
    elif "Draw" in lines or "Answer" in lines:
        for name in undrawn(card):
            line = lines.get("Draw", lines.get("Answer", card.line))
            source.complain(line, f"`{{{name}}}` is not drawn: add `- {name}: 1..9` to `### Draw`")
        for name in unused(card):
            source.complain(lines["Draw"], f"`{name}` is drawn but no accepted answer uses `{{{name}}}`")
