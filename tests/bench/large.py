"""A course and a log of any size, made of what a made-up learner has done (`learner.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from learner import MadeUp

from quiz.progress.event import Event, Kind
from quiz.progress.log import Log
from quiz.scheduling.memory import NAME as SCHEDULER

NAME = "large"
UNITS, A_DECK = 20, 200
DEVICE = "made-up"
CONFIDENCE = ("sure", "unsure", None)


def write_course(folder: Path, cards: Sequence[MadeUp]) -> None:
    """A course of these cards, in decks of two hundred; the cards of a unit follow one another."""
    outline = [f'name = "{NAME}"\ntitle = "A large course"\n']
    a_unit = -(-len(cards) // UNITS)
    for number in range(UNITS):
        unit = f"{number + 1:02}_unit"
        outline.append(f'[[units]]\nfolder = "{unit}"\ntitle = "Unit {number + 1}"\n')
        (folder / "content" / unit).mkdir(parents=True)
        (folder / "exercises" / unit).mkdir(parents=True)
        members = cards[number * a_unit : (number + 1) * a_unit]
        for first in range(0, len(members), A_DECK):
            deck = folder / "content" / unit / f"deck_{first // A_DECK:03}.md"
            deck.write_text("# A deck\n\n" + "\n".join(map(_markdown, members[first : first + A_DECK])))
    (folder / "content" / "course.toml").write_text("\n".join(outline))


def fill(log: Log, cards: Iterable[MadeUp]) -> int:
    """Write all reviews into the log as those of another device; returns how many there are."""
    return log.merge(events(cards))


def events(cards: Iterable[MadeUp]) -> Iterator[Event]:
    """The reviews as events, in the order of their instants."""
    past = [(review.ms, f"{NAME}:{card.id}", review) for card in cards for review in card.past]
    past.sort(key=lambda each: each[0])
    previous: dict[str, str] = {}
    for counter, (ms, item, review) in enumerate(past, 1):
        payload = {
            "rating": review.rating,
            "seconds": review.seconds,
            "recall": review.recall,
            "due": (date.fromisoformat(review.day) + timedelta(review.interval)).isoformat(),
            "previous": previous.get(item),
            "confidence": CONFIDENCE[counter % len(CONFIDENCE)],
            "ticks": None,
            "scheduler": SCHEDULER,
        }
        event = Event(DEVICE, counter, ms * 1000, 0, review.day, Kind.REVIEW, item, payload)
        previous[item] = event.id
        yield event


def _markdown(card: MadeUp) -> str:
    points = "".join(f"- {point}\n" for point in card.points)
    return (
        f"## {card.question}\n<!-- id: {card.id} -->\n\n{card.answer}\n\n"
        f"### Key points\n{points}\n### Links\n- tag: {card.tag}\n"
    )
