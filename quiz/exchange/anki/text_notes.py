"""Notes that Anki exported as plain text, and other tables with a front and a back in each row."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quiz.errors import QuizError
from quiz.exchange import marks
from quiz.exchange.anki.clozes import mark_clozes
from quiz.exchange.anki.ours import FIELDS, card_in, guid_of, tags_from_elsewhere
from quiz.exchange.arrival import Arrival, Incoming, Origin, cloze_card, plain_card, steady_id
from quiz.exchange.escaping import escape
from quiz.exchange.html_markdown import to_markdown

_HEADER = re.compile(r"#(?P<key>[a-z ]+):[ ]?(?P<value>.*)")
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
_SPECIAL = ("guid", "notetype", "deck", "tags")
_QUOTES = "Nothing was taken in. A field that begins with a quote ends with one, within 131,072 characters."
_UNSEEN = ("Item", "Source")  # the last fields of notes of ours
_HEADING = ["front", "back"]  # a first row that names the sides and is no card
_CLOZE = re.compile(r"\{\{c\d+::")


def read(file: Path, text: str) -> Arrival:
    """The notes of a table: its first two fields are the two sides, further ones are added to the second.

    A field with `{{c1::…}}` makes a cloze card. Without a separator named above, the first line tells it. Raises
    QuizError with the line for a row that is not understood.
    """
    known, first, body = _header(text)
    taking = _Taking(Arrival("notes in plain text", "anki"), file, known)
    table = csv.reader(io.StringIO(body, newline=""), delimiter=_separator(known, body), strict=True)
    try:
        line = first
        for row in table:
            if line == first == 1 and [cell.strip().casefold() for cell in row[:2]] == _HEADING:
                pass
            elif any(cell.strip() for cell in row):
                taking.take(row, line)
            line = first + table.line_num
    except csv.Error as error:
        raise QuizError(f"this row is not understood: {error}", hint=_QUOTES, file=file, line=line) from error
    return taking.into


def _header(text: str) -> tuple[dict[str, str], int, str]:
    """What the lines above the notes say, the number of the first line of the notes, and the notes."""
    known: dict[str, str] = {}
    lines = text.split("\n")
    for number, row in enumerate(lines, 1):
        match = _HEADER.fullmatch(row.rstrip("\r"))
        if not match and not row.startswith("#"):
            return known, number, "\n".join(lines[number - 1 :])
        if match:
            known[match["key"].strip()] = match["value"].strip()
    return known, len(lines), ""


def _separator(known: Mapping[str, str], body: str) -> str:
    if named := known.get("separator"):
        return _SEPARATORS.get(named.casefold(), named[:1])
    first = body.partition("\n")[0]
    return next((each for each in ("\t", ";", ",", "|") if each in first), "\t")


class _Taking:
    """Takes in rows; `known` is what stands above them."""

    def __init__(self, into: Arrival, file: Path, known: Mapping[str, str]) -> None:
        self.into, self.file, self.known = into, file, known
        self.is_html = known.get("html", "true" if "separator" in known else "false") == "true"
        places = {name: known.get(f"{name} column", "") for name in _SPECIAL}
        self.places = {name: int(place) - 1 for name, place in places.items() if place.isdecimal()}
        self.guid = ""
        self.names = known.get("columns", "").split(_separator(known, ""))

    def take(self, row: Sequence[str], line: int) -> None:
        """The card of a row."""
        special = {name: row[at].strip() for name, at in self.places.items() if at < len(row)}
        cells = {at: cell for at, cell in enumerate(row) if at not in self.places.values()}
        source = special.get("guid") or f"first field {next(iter(cells.values()), '')}"
        tags = (*special.get("tags", "").split(), *self.known.get("tags", "").split())
        origin = Origin(steady_id("anki", source), self.file, line, tags)
        self.guid = special.get("guid", "")
        deck = special.get("deck") or self.known.get("deck") or self.file.stem
        ours = FIELDS.get(special.get("notetype") or self.known.get("notetype", ""), ())
        if ours and len(cells) == len(ours):
            self.ours(origin, deck, list(cells.values()))
            return
        cloze = next((at for at, cell in cells.items() if _CLOZE.search(cell)), -1)
        if "image-occlusion" in cells.get(cloze, ""):
            self.into.leave_out(origin, "it hides parts of an image")
        elif cloze >= 0:
            marked, clozes = mark_clozes(self.html(cells.pop(cloze)))
            text = "\n\n".join([to_markdown(marked, self.into.lost), *self.named(cells)])
            self.cloze(origin, deck, text, clozes)
        else:
            self.plain(origin, deck, cells)

    def ours(self, origin: Origin, deck: str, fields: list[str]) -> None:
        """A note that an export of ours wrote: the card is in it, unless the note was edited since."""
        item, card = card_in(fields, self.file, origin.line)
        self.guid = "" if item and self.guid == guid_of(item) else self.guid
        if card:
            self.into.cards.append(Incoming(card, deck, item, self.guid))
            return
        self.into.lost["parts that Anki does not show, of notes edited there"] += 1
        id = item.partition(":")[2] or origin.id
        origin = replace(origin, id=id, tags=tags_from_elsewhere(origin.tags))
        title, *rest = fields[: -len(_UNSEEN)]
        if not _CLOZE.search(rest[0]):
            self.plain(origin, deck, dict(enumerate([title, *rest])), item)
            return
        marked, clozes = mark_clozes(self.html(rest[0]))
        text = "\n\n".join([to_markdown(marked, self.into.lost), *self.named(dict(enumerate(rest[1:])))])
        self.cloze(origin, deck, text, clozes, self.markdown(title), item)

    def plain(self, origin: Origin, deck: str, cells: dict[int, str], item: str = "") -> None:
        """The card of two sides, and what else there is."""
        sides = [self.markdown(cells.pop(at)) for at in list(cells)[:2]]
        if len(sides) == 2 and all(sides):
            answer = "\n\n".join([sides[1], *self.named(cells)])
            card = plain_card(origin, sides[0], answer, self.into.lost)
            self.into.add(Incoming(card, deck, item, self.guid))
        else:
            self.into.leave_out(origin, "this row has no front and back")

    def cloze(
        self, origin: Origin, deck: str, marked: str, clozes: Sequence[marks.Cloze], title: str = "", item: str = ""
    ) -> None:
        """The card of a text with marks."""
        text, pieces = marks.pieces(marked, clozes, self.into.lost)
        if pieces:
            title = title or escape(deck.rpartition("::")[2])
            card = cloze_card(origin, title, text, [piece.gap for piece in pieces])
            self.into.add(Incoming(card, deck, item, self.guid))
        else:
            self.into.leave_out(origin, "it hides nothing that can be hidden here")

    def named(self, cells: Mapping[int, str]) -> list[str]:
        """The texts of further fields, with their names where they are known."""
        texts = ((self.names[at] if at < len(self.names) else "", self.markdown(cell)) for at, cell in cells.items())
        return [f"{name}: {text}" if name else text for name, text in texts if text]

    def markdown(self, cell: str) -> str:
        return to_markdown(marks.without_marks(self.html(cell)), self.into.lost)

    def html(self, cell: str) -> str:
        return cell if self.is_html else html.escape(cell, quote=False).replace("\n", "<br>")
