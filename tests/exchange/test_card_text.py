"""A card as markdown: what is written is read back as the same card."""

from dataclasses import replace

import pytest

from quiz.course.card import Gap
from quiz.course.deck import parse_deck
from quiz.course.gaps import gap
from quiz.exchange.card_text import card_text, gap_text


def test_every_bundled_card_is_read_back_as_it_was_written(bundled):
    for card in bundled.cards:
        cards, problems = parse_deck(f"# Deck\n\n{card_text(card)}", card.file, card.unit)
        assert problems == ()
        assert cards == (replace(card, line=3, stamped=True),)


@pytest.mark.parametrize(
    "piece",
    [
        Gap("the maximum"),
        Gap("the maximum", "of what?"),
        Gap("x : y", quoted=True),
        Gap("a`b", "two ticks", quoted=True),
        Gap("`", quoted=True),
        Gap("$x$", quoted=True),
    ],
)
def test_a_gap_reads_back(piece):
    assert gap(gap_text(piece)) == piece
