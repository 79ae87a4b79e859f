from pathlib import Path

import pytest

from quiz.course.deck import parse_deck

DECK = Path("deck.md")


@pytest.fixture
def read():
    """Parse a deck given as text, below a title."""
    return lambda text, title="# Title\n\n": parse_deck(title + text, DECK, "02_activations")


@pytest.fixture
def one(read):
    """The only card of a text without problems."""

    def only(text):
        cards, problems = read(text)
        assert problems == ()
        assert len(cards) == 1
        return cards[0]

    return only


@pytest.fixture
def course(tmp_path):
    """A function that writes a course from file names and texts, and returns its folder."""

    def write(files, toml='title = "T"\nname = "demo"\nunits = [{ folder = "01_a", title = "A" }]\n'):
        for name, text in {"content/course.toml": toml, **files}.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def concept():
    """A function that gives the source of a concept card."""
    points = "### Key points\n- one\n  - ~ one\n- two\n  - ~ two\n"
    return lambda name, links="": (
        f"## About {name}\n<!-- id: {name} -->\n\nText.\n\n{points}\n" + (f"### Links\n{links}\n\n" if links else "")
    )
