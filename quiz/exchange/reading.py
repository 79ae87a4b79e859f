"""A file or a folder -> what is in it, whichever program wrote it."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

from quiz.course.deck import parse_deck
from quiz.course.files import OWN
from quiz.errors import QuizError
from quiz.exchange import card_files, hashcards, obsidian, review_files
from quiz.exchange.anki import text_notes
from quiz.exchange.anki.collection import read_package
from quiz.exchange.anki.notes import arrival
from quiz.exchange.arrival import Arrival, Incoming
from quiz.progress import text_form
from quiz.study.past import Moment

_PACKAGES = (".apkg", ".colpkg")
_TABLES = (".csv", ".tsv", ".txt")
_LINES = (".jsonl", ".ndjson", ".json")
_OURS = "<!-- id:"  # in a deck of ours
_ROWS = "A table has a card in each row, its front and its back; JSON lines have an object with `question` in each."
_HINT = (
    "These can be read: .apkg, .colpkg, .csv, .tsv, .txt, .jsonl, .md and folders of notes; a log goes to quiz merge."
)


def read(place: Path, moment: Moment) -> Arrival:
    """Everything in a file or a folder. Raises QuizError, with file and line, for what is not understood."""
    try:
        into = _read(place, moment)
    except RecursionError as error:
        raise QuizError("it is nested too deeply to be read", hint="Nothing was taken in.", file=place) from error
    if place.suffix.lower() in (*_TABLES, *_LINES) and not (into.cards or into.events or into.problems):
        raise QuizError("there is no card and no review in this file", hint=_ROWS, file=place)
    return into


def _read(place: Path, moment: Moment) -> Arrival:
    if place.is_dir():
        return _folder(place)
    ending = place.suffix.lower()
    if ending in _PACKAGES:
        return arrival(read_package(place), place, moment)
    if ending == ".md":
        return _notes([place])
    if ending in _LINES:
        return _json_lines(place)
    if ending in _TABLES:
        return _table(place)
    raise QuizError("nothing is known of files with this ending", hint=_HINT, file=place)


def _folder(folder: Path) -> Arrival:
    """The decks and notes in a folder, or a log in text form."""
    if any(folder.glob(f"*{text_form.ENDING}")):
        into = Arrival("log in text form")
        into.events = list(text_form.read(folder, lambda message: into.lost.update(["lines that were cut short"])))
        return into
    files = list(_markdown(folder))
    if not files:
        raise QuizError("there is nothing to import in this folder", hint=_HINT, file=folder)
    tagged = [file for file in files if _is_meant(text_of(file))]
    into = _notes(tagged or files)
    into.lost["notes without the tag #flashcards"] += len(files) - len(tagged or files)
    return into


def _is_meant(text: str) -> bool:
    """Whether a note says that it has cards."""
    return _OURS in text or hashcards.is_hashcards(text) or obsidian.is_tagged(text)


def _markdown(folder: Path) -> Iterator[Path]:
    """The markdown files of a folder and those below it, without hidden ones."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        yield from (Path(above) / name for name in sorted(names) if name.endswith(".md") and name[0] not in "._")


def _notes(files: list[Path]) -> Arrival:
    into = Arrival("markdown notes", "notes")
    for file in files:
        text = text_of(file)
        if _OURS in text:
            cards, problems = parse_deck(text, file, OWN)
            into.problems += problems
            for card in cards:
                into.add(Incoming(card, file.stem))
        else:
            (hashcards if hashcards.is_hashcards(text) else obsidian).read(into, file, text)
    if not into.cards and not into.problems:
        hint = "A card is Q: and A:, C: with [brackets], front::back, lines around a ?, or ==a piece==."
        raise QuizError("there is no card here", hint=hint, file=files[0] if len(files) == 1 else files[0].parent)
    return into


def _json_lines(file: Path) -> Arrival:
    text = text_of(file)
    first = next((row for row in text.split("\n") if row.strip()), "")
    try:
        known = json.loads(first)
    except (ValueError, RecursionError):
        known = {}
    if isinstance(known, dict) and "counter" in known:
        return review_files.from_json_lines(file, text)
    return card_files.from_json_lines(file, text)


def _table(file: Path) -> Arrival:
    text = text_of(file)
    head = text.partition("\n")[0]
    if {"device", "counter", "item"} <= set(_columns(head, ",")):
        return review_files.from_csv(file, text)
    for sign in ",;\t":
        columns = _columns(head, sign)
        if {"question", "answer"} <= set(columns):
            return card_files.from_csv(file, text, columns, sign)
    return text_notes.read(file, text)


def _columns(head: str, sign: str) -> list[str]:
    """The names in the first line of a table, ours however they are capitalised.

    Where a table is not just like ours, its `Answer` is the answer, not the section of this name.
    """
    ours = {name.casefold(): name for name in reversed(card_files.COLUMNS)}
    try:
        cells = next(csv.reader(io.StringIO(head), delimiter=sign), [])
    except csv.Error:
        return []
    if "question" in cells and "answer" in cells:
        return cells
    return [ours.get(cell.strip().casefold(), cell) for cell in cells]


def text_of(file: Path) -> str:
    """The text of a file, its lines ended as on Linux, also when an old Mac wrote it.

    Raises QuizError, with the line that is not UTF-8.
    """
    try:
        text = file.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        return text if "\n" in text else text.replace("\r", "\n")
    except OSError as error:
        raise QuizError(f"cannot be read: {error.strerror}", file=file) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise QuizError("not UTF-8: save the file as UTF-8", file=file, line=line) from error
