"""Cards and reviews, written for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.errors import QuizError
from quiz.exchange import card_files, review_files
from quiz.exchange.taking_in import lines_of_lost
from quiz.paths import write_file
from quiz.progress import text_form
from quiz.progress.event import Kind
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study.search import search


def chosen(course: Course, log: Log, query: str, unit: str | None, now: Instant) -> list[Card]:
    """The cards that a query finds, of one unit if it is named. Raises QuizError when there is none."""
    query = f'{query} unit:"{unit}"'.strip() if unit else query
    cards = search(course, log, query, now)
    if not cards:
        raise QuizError(f"no card meets `{query}`", hint="quiz export without a query takes all of them.")
    return cards


def write(
    course: Course,
    cards: Sequence[Card],
    log: Log,
    now: Instant,
    *,
    anki: Path | None = None,
    csv: Path | None = None,
    jsonl: Path | None = None,
    reviews: Path | None = None,
) -> dict[str, Any]:
    """Write the cards, or their reviews, in each form that has a file; returns what was written as plain JSON.

    Raises QuizError when a file cannot be written.
    """
    facts: dict[str, Any] = {}
    if anki:
        from quiz.exchange.anki.package import write_package

        facts["anki"] = write_package(anki, course, cards, log, now).as_json() | {"file": str(anki)}
    if csv:
        _write(csv, card_files.to_csv(course, cards))
        facts["csv"] = {"file": str(csv), "cards": len(cards)}
    if jsonl:
        _write(jsonl, card_files.to_json_lines(course, cards))
        facts["jsonl"] = {"file": str(jsonl), "cards": len(cards)}
    if reviews:
        events = review_files.reviews_of(log, (item for card in cards for item in course.items_of(card)))
        as_table = reviews.suffix.lower() == ".csv"
        _write(reviews, review_files.to_csv(events) if as_table else review_files.to_json_lines(events))
        facts["reviews"] = {"file": str(reviews), "reviews": sum(event.kind == Kind.REVIEW for event in events)}
    return facts


def write_log(log: Log, folder: Path) -> dict[str, Any]:
    """Bring the text form of the log in a folder up to date. Raises LogError."""
    return {"folder": str(folder), "events": text_form.write(log, folder)}


def lines(facts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The same for people."""
    for form, known in facts.items():
        if form == "log":
            yield f"{known['folder']}: {known['events']} new events of the log"
        elif form == "reviews":
            yield f"{known['file']}: {known['reviews']} reviews"
        else:
            yield f"{known['file']}: {known['cards']} cards" + (_further(known) if form == "anki" else "")
            yield from lines_of_lost(known.get("lost", {}))


def _further(known: Mapping[str, Any]) -> str:
    decks = f"{known['decks']} deck{'' if known['decks'] == 1 else 's'}"
    return f" in {decks}, {known['scheduled']} items with a schedule, {known['reviews']} reviews"


def _write(file: Path, text: str) -> None:
    try:
        write_file(file, text.encode("utf-8"))
    except OSError as error:
        raise QuizError(f"the file cannot be written: {error.strerror}", file=file) from error
