"""Cards of ours as CSV and as JSON lines, either way; nothing a card says is lost in them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from quiz.course.card import Card, Kind, hashed_id
from quiz.course.course import Course
from quiz.course.deck import parse_deck
from quiz.course.entry import name_of
from quiz.course.files import OWN
from quiz.course.plain import reader_of, to_plain
from quiz.course.sections import READERS
from quiz.errors import QuizError
from quiz.exchange.arrival import Arrival, Incoming, Origin, on_one_line
from quiz.exchange.card_text import sections

_HEAD = ("item", "unit", "id", "kind", "question", "answer")
COLUMNS = (*_HEAD, *READERS)  # of the CSV: the sections as a deck writes them
_QUOTES = "A cell with a comma, a quote or a line break stands between double quotes, and a quote in it is doubled."
_LEAVE = "Nothing was taken in. Put the line right, or take it out to go on without it."
_HERE = {"file", "line", "stamped"}  # what another machine need not know


def to_csv(course: Course, cards: Sequence[Card]) -> str:
    """One row for each card."""
    target = io.StringIO()
    table = csv.DictWriter(target, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for card in cards:
        head = (name_of(card, course.name), card.unit, card.id, card.kind.value, card.question, card.answer)
        table.writerow(dict(zip(_HEAD, head, strict=True)) | sections(card))
    return target.getvalue()


def to_json_lines(course: Course, cards: Sequence[Card]) -> str:
    """One object for each card; fields with their usual value are left out."""
    return "".join(f"{json.dumps(_object(course, card), ensure_ascii=False)}\n" for card in cards)


def _object(course: Course, card: Card) -> dict[str, Any]:
    plain = to_plain(card)
    assert isinstance(plain, dict)
    return {"item": name_of(card, course.name)} | {key: value for key, value in plain.items() if key not in _HERE}


def from_csv(file: Path, text: str, columns: Sequence[str] = (), sign: str = ",") -> Arrival:
    """The cards of a table with our columns, of which only `question` and `answer` have to be there.

    Raises QuizError with the line for a row that has more cells than there are columns.
    """
    into = Arrival("CSV of cards")
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    for line, row in _rows(table, columns, file):
        if None in row:
            raise QuizError("this row has more cells than there are columns", hint=_QUOTES, file=file, line=line)
        known = {name: (value or "").strip("\n") for name, value in row.items()}
        id = known.get("id") or hashed_id(known.get("question", ""))
        question, answer = on_one_line(known.get("question", ""), known.get("answer", ""), into.lost)
        parts = [f"## {question}\n<!-- id: {id} -->", answer]
        parts += [f"### {name}\n{known[name]}" for name in READERS if known.get(name)]
        cards, problems = parse_deck("# Deck\n\n" + "\n\n".join(filter(None, parts)), file, OWN)
        if len(cards) == 1 and not problems:
            into.cards.append(Incoming(replace(cards[0], line=line), file.stem, known.get("item", "")))
        else:
            into.leave_out(Origin(id, file, line), problems[0].message if problems else "this row is no single card")
    return into


def from_json_lines(file: Path, text: str) -> Arrival:
    """The cards of JSON lines, of which only `question` has to be there.

    Raises QuizError with the line for one that is no object, or has a field that no card has.
    """
    into = Arrival("JSON lines of cards")
    for line, row in enumerate(text.split("\n"), 1):
        if row.strip():
            known = json_object(row, file, line)
            item = known.pop("item", "")
            _put_on_one_line(known, into.lost)
            into.cards.append(Incoming(_card(known, file, line), file.stem, item if isinstance(item, str) else ""))
    return into


def _put_on_one_line(known: dict[str, Any], lost: Counter[str]) -> None:
    question, answer = known.get("question"), known.get("answer", "")
    if isinstance(question, str) and isinstance(answer, str) and "\n" in question:
        known["question"], known["answer"] = on_one_line(question, answer, lost)
        known.setdefault("id", hashed_id(question))


def json_object(row: str, file: Path, line: int) -> dict[str, Any]:
    """The JSON object on a line. Raises QuizError."""
    try:
        known = json.loads(row)
        json.dumps(known, ensure_ascii=False).encode()  # half a pair of surrogates is JSON, and no text
    except UnicodeEncodeError as error:
        raise QuizError("this line has half a character", hint=_LEAVE, file=file, line=line) from error
    except RecursionError as error:
        raise QuizError("this line is nested too deeply", hint=_LEAVE, file=file, line=line) from error
    except ValueError as error:
        raise QuizError(f"this line is no JSON: {error}", hint=_LEAVE, file=file, line=line) from error
    if not isinstance(known, dict):
        raise QuizError("this line is no JSON object", hint=_LEAVE, file=file, line=line)
    return known


def _card(known: Mapping[str, Any], file: Path, line: int) -> Card:
    question = known.get("question")
    if not isinstance(question, str) or not question.strip():
        raise QuizError("this line has no `question`", hint=_LEAVE, file=file, line=line)
    given = {"id": hashed_id(question), "kind": Kind.CONCEPT.value, "answer": ""} | dict(known)
    try:
        return reader_of(Card)(given | {"unit": OWN, "file": str(file), "line": line, "stamped": True})
    except KeyError as error:
        raise QuizError(f"no card has the field `{error.args[0]}`", hint=_LEAVE, file=file, line=line) from error
    except (TypeError, ValueError) as error:
        raise QuizError(f"this line is no card: {error}", hint=_LEAVE, file=file, line=line) from error


def _rows(
    table: csv.DictReader[str], columns: Sequence[str], file: Path
) -> Iterator[tuple[int, dict[str | Any, str | Any]]]:
    """The rows, each with the line on which it ends; `columns` are better names than those in the first line."""
    try:
        head = table.fieldnames or ()
        table.fieldnames = columns if len(columns) == len(head) else head
        for row in table:
            yield table.line_num, row
    except csv.Error as error:
        raise QuizError(f"this is no CSV: {error}", hint=_QUOTES, file=file, line=table.line_num + 1) from error
