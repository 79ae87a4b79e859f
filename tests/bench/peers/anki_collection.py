"""Anki's library on the cards and reviews of a made-up learner (`learner.py`), for whoever has its package `anki`.

    PYTHON tests/bench/peers/anki_collection.py make CARDS.jsonl COLLECTION
    PYTHON tests/bench/peers/anki_collection.py first COLLECTION   # the first card of the day, as a page
    PYTHON tests/bench/peers/anki_collection.py serve COLLECTION   # see serving.py

It runs in an interpreter of its own and shares no code with the project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from anki.collection import AddNoteRequest, Collection
from anki.scheduler.v3 import CardAnswer
from serving import serve, show, timed

DECK = "Large"
BATCH = 5_000
NEW_PER_DAY, REVIEWS_PER_DAY = 10, 9_999
DAY_SECONDS = 86_400
REVIEW_CARD, REVIEW_QUEUE, REVIEW_KIND, EASE = 2, 2, 1, 2_500
DECAY, RETENTION = 0.1542, 0.9
NEXT_STATES = {1: CardAnswer.AGAIN, 2: CardAnswer.HARD, 3: CardAnswer.GOOD, 4: CardAnswer.EASY}


def make(file: str, path: str) -> None:
    """A collection with the cards of a file; their memories and reviews are written as Anki itself has them."""
    collection = Collection(path)
    deck = collection.decks.id(DECK)
    collection.set_config("fsrs", True)
    options = collection.decks.config_dict_for_deck_id(deck)
    options["new"]["perDay"], options["rev"]["perDay"] = NEW_PER_DAY, REVIEWS_PER_DAY
    collection.decks.update_config(options)
    with open(file, encoding="utf-8") as stream:
        cards = map(json.loads, stream)
        while batch := list(islice(cards, BATCH)):
            _add(collection, deck, batch)
    collection.close()


def _add(collection: Collection, deck: Any, cards: list[dict[str, Any]]) -> None:
    kind = collection.models.by_name("Basic")
    requests = []
    for card in cards:
        note = collection.new_note(kind)
        points = "".join(f"<li>{point}</li>" for point in card["points"])
        note["Front"], note["Back"] = card["question"], f"{card['answer']}<ul>{points}</ul>"
        note.tags = [card["tag"]]
        requests.append(AddNoteRequest(note=note, deck_id=deck))
    collection.add_notes(requests)
    ids = [request.note.card_ids()[0] for request in requests]
    known = [(id, card) for id, card in zip(ids, cards, strict=True) if card["past"]]
    rows = [_card_row(collection.sched.today, id, card) for id, card in known]
    query = "UPDATE cards SET type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, data = ? WHERE id = ?"
    collection.db.executemany(query, rows)
    reviews = [row for id, card in known for row in _review_rows(id, card)]
    collection.db.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", reviews)


def _card_row(today: int, id: int, card: dict[str, Any]) -> tuple[Any, ...]:
    last = card["past"][-1]
    memory = {
        "s": round(card["stability"], 4),
        "d": round(card["difficulty"], 3),
        "dr": RETENTION,
        "decay": DECAY,
        "lrt": last["ms"] // 1000,
    }
    standing = (REVIEW_CARD, REVIEW_QUEUE, today + card["due"], last["interval"], EASE, len(card["past"]))
    return (*standing, json.dumps(memory), id)


def _review_rows(id: int, card: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    before = 0
    for past in card["past"]:
        milliseconds = int(past["seconds"] * 1000)
        yield past["ms"], id, past["rating"], past["interval"], before, EASE, milliseconds, REVIEW_KIND
        before = past["interval"]


def first(path: str) -> None:
    """The question of the first card, as soon as it is there."""
    collection = _opened(path)
    queued = collection.sched.get_queued_cards(fetch_limit=1)
    show(collection.get_card(queued.cards[0].card.id).question())


def _opened(path: str) -> Collection:
    collection = Collection(path)
    collection.decks.select(collection.decks.id(DECK))
    return collection


class AnkiSitting:
    """One learner at one collection (see `serving.Sitting`)."""

    def __init__(self, path: str) -> None:
        self._path, self._collection = path, _opened(path)

    def queue(self) -> tuple[float, int]:
        self._open()  # Anki keeps a queue while its collection is open
        taken, queued = timed(lambda: self._collection.sched.get_queued_cards(fetch_limit=1))
        return taken, queued.review_count + queued.learning_count

    def next(self) -> float:
        taken, queued = timed(lambda: self._collection.sched.get_queued_cards(fetch_limit=1))
        self._queued = queued.cards[0]
        return taken

    def answer(self, rating: int) -> float:
        scheduler, card = self._collection.sched, self._collection.get_card(self._queued.card.id)
        card.start_timer()
        states, said = self._queued.states, NEXT_STATES[rating]
        return timed(lambda: scheduler.answer_card(scheduler.build_answer(card=card, states=states, rating=said)))[0]

    def undo(self) -> float:
        return timed(self._collection.undo)[0]

    def search(self, text: str) -> tuple[float, int]:
        taken, found = timed(lambda: self._collection.find_cards(text))
        return taken, len(found)

    def first_search(self, text: str) -> tuple[float, int]:
        self._open()
        return self.search(text)

    def statistics(self) -> float:
        return timed(lambda: self._collection._backend.graphs(search="", days=365))[0]

    def _open(self) -> None:
        self._collection.close()
        self._collection = _opened(self._path)


def main() -> None:
    act, *files = sys.argv[1:]
    {"make": make, "first": first, "serve": lambda path: serve(AnkiSitting(path))}[act](*files)


if __name__ == "__main__":
    main()
