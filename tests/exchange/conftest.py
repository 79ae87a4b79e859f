"""What the tests of exchange share: courses, a clock of the past, packages as Anki writes them, and taking in."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.course import Course
from quiz.exchange.reading import read
from quiz.exchange.taking_in import take_in
from quiz.paths import bundled_course
from quiz.scheduling.day import Instant

sys.path.append(str(Path(__file__).parent))

DECK = """# Deck

## Why subtract the maximum?
<!-- id: max -->

So that $e^x$ cannot overflow.

### Key points
- No overflow.
  - ~ overflow*
- The result is the same.
  - ~ same|unchanged

## Softmax
<!-- id: gaps -->

Subtract the maximum: $e^{x_i - m}$ never overflows.

### Gaps
- the maximum : of what?
- `x_i - m`
"""


def moment(milliseconds: int) -> Instant:
    """The clock of somebody one hour ahead of UTC."""
    return Instant(datetime.fromtimestamp(milliseconds / 1000, UTC), 60)


@pytest.fixture(scope="session")
def bundled() -> Course:
    return Course.load(bundled_course())


@pytest.fixture
def decks(tmp_path):
    """The folder of the learner's own decks."""
    return tmp_path / "decks"


@pytest.fixture
def course(tmp_path, decks):
    """A function that loads a course of two cards, `demo:max` and `demo:gaps`, with the learner's decks as they are."""
    content = tmp_path / "course" / "content"
    (content / "01_a").mkdir(parents=True)
    toml = 'title = "Demo"\nname = "demo"\nunits = [{ folder = "01_a", title = "Unit A" }]\n'
    (content / "course.toml").write_text(toml)
    (content / "01_a" / "deck.md").write_text(DECK)
    return lambda: Course.load(content.parent, own=decks)


@pytest.fixture
def bring(course, decks, log, now):
    """A function that takes in a file or a folder, and returns the report."""
    return lambda place, **options: take_in(read(place, moment), course(), decks, log, moment, now, **options)


@pytest.fixture
def own(course):
    """A function that gives the learner's own cards by their ids; there must be no problem with them."""

    def cards():
        loaded = course()
        assert loaded.problems == ()
        return {card.id: card for card in loaded.cards if card.unit == "own"}

    return cards
