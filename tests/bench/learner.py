"""A made-up learner: any number of cards and reviews, the same ones for every program that is measured.

Three cards in five have been met; of those one in twenty is due. Recall and intervals follow FSRS-6, so that a card is
as old, as stable and as often forgotten as a real one.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from quiz.scheduling.day import Instant, day_of, noon
from quiz.scheduling.fsrs6 import Fsrs

MET, DUE = 0.6, 0.05  # shares: of the cards, of those met
FIRST_RATINGS = (0.2, 0.1, 0.6, 0.1)  # from Again to Easy
AGAIN, GOOD = 1, 3
LONGEST = 180  # days of an interval
LATE = (0, 0, 0, 1, 2)  # days after the due day
TAGS = ("attention", "optimisation", "losses", "convolution", "recurrence", "regularisation", "backprop", "softmax")
SITTING_MS = 4 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Past:
    """One review: milliseconds since 1970, the learner's day, the rating, the interval in days, seconds, recall."""

    ms: int
    day: str
    rating: int
    interval: int
    seconds: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A card and its reviews, oldest first; `due` is in days from today, None for a card that was never met."""

    id: str
    question: str
    answer: str
    points: tuple[str, str]
    tag: str
    past: tuple[Past, ...] = ()
    stability: float = 0.0
    difficulty: float = 0.0
    due: int | None = None


def learn(cards: int, reviews: int, now: Instant, seed: int = 3) -> Iterator[MadeUp]:
    """So many cards with so many reviews between them, all of them before the learner's day at `now`.

    Raises ValueError for fewer reviews than cards that were met.
    """
    rng, fsrs, taken = random.Random(seed), Fsrs(), set[int]()
    met = max(1, int(cards * MET))
    if reviews < met:
        raise ValueError(f"{cards} cards need {met} reviews or more, not {reviews}")
    more = Counter(rng.choices(range(met), k=reviews - met))
    today = day_of(now)
    midday = int(noon(today).timestamp() - 60 * now.offset) * 1000
    for number in range(cards):
        card = _card(number)
        yield _met(card, 1 + more[number], rng, fsrs, midday, today, taken) if number < met else card


def write(file: Path, cards: Iterator[MadeUp]) -> None:
    """One card a line, as JSON."""
    with file.open("w", encoding="utf-8") as stream:
        for card in cards:
            stream.write(json.dumps(asdict(card)) + "\n")


def _card(number: int) -> MadeUp:
    case = number % 97
    return MadeUp(
        f"q{number}",
        f"Question {number}: why is the gradient of a loss with softmax $p - y$ in case {case}?",
        f"Because $\\partial L / \\partial z_i = p_i - y_i$ for one-hot targets, whatever the other {case} logits are.",
        (f"The probabilities less the targets, number {number}.", "Its entries add up to zero."),
        TAGS[number % len(TAGS)],
    )


def _met(card: MadeUp, count: int, rng: random.Random, fsrs: Fsrs, midday: int, today: date, taken: set[int]) -> MadeUp:
    """The card after so many reviews on different days, the last of them a pass."""
    stability = difficulty = 0.0
    day, steps = 0, list[tuple[int, int, int, float | None]]()
    for number in range(count):
        recall, is_last = None, number == count - 1
        if number == 0:
            rating = GOOD if is_last else rng.choices((1, 2, 3, 4), FIRST_RATINGS)[0]
            stability, difficulty = fsrs.first(rating)
        else:
            elapsed = day - steps[-1][0]
            recall = fsrs.recall(stability, elapsed)
            rating = GOOD if is_last or rng.random() < recall else AGAIN
            stability, difficulty = fsrs.reviewed(stability, difficulty, rating, elapsed)
        interval = 0 if rating == AGAIN else min(LONGEST, max(2 if is_last else 1, round(stability)))
        steps.append((day, rating, interval, recall))
        day += max(1, interval) + rng.choice(LATE)
    last, _, interval, _ = steps[-1]
    due = -rng.randrange(6) if rng.random() < DUE else rng.randint(1, interval - 1)
    past = []
    for day, rating, wait, recall in steps:
        ahead = day - last + due - interval  # days from today, below zero
        ms = midday + ahead * 86_400_000 + rng.randrange(SITTING_MS)
        while ms in taken:
            ms += 1
        taken.add(ms)
        on = (today + timedelta(ahead)).isoformat()
        past.append(Past(ms, on, rating, wait, round(rng.uniform(3, 20), 1), recall))
    return MadeUp(card.id, card.question, card.answer, card.points, card.tag, tuple(past), stability, difficulty, due)
