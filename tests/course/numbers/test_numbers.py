"""Every number on a card that can be computed is computed here; no decimal or large number is on a card unlooked at.

The files `unit_*.py` beside this one hold for each unit: `SHOWN`, card to the numbers on it and what computing them
gives; `GIVEN`, card to the numbers that are chosen, measured by somebody else or rounded on purpose; `DRAWN`, card with
drawn numbers to a function that computes its answer from them.
"""

from __future__ import annotations

import importlib.util
import itertools
import random
import re
from pathlib import Path

import pytest

from quiz.answers import check_typed
from quiz.course.course import Course
from quiz.course.drawn import with_numbers
from quiz.paths import bundled_course

numpy = pytest.importorskip("numpy")
pytestmark = pytest.mark.katas

COURSE = Course.load(bundled_course())
MOST = 150  # instances of a card with drawn numbers
# Decimals, and whole numbers of three digits and more; not a year, and not the digits of a name such as `conv2_1`.
_YEAR = r"(?!(?:19|20)\d\d\b)"
NUMBER = re.compile(
    rf"(?<![\w.^{{])\d+\.\d+|(?<![\w.]){_YEAR}\d{{1,3}}(?:[ ,]\d{{3}})+(?!\d)|(?<![\w.]){_YEAR}\d{{3,}}(?!\w)"
)


def load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


UNITS = {path.stem: load(path) for path in sorted(Path(__file__).parent.glob("unit_*.py"))}
SHOWN = {card: numbers for unit in UNITS.values() for card, numbers in unit.SHOWN.items()}
GIVEN = {card: numbers for unit in UNITS.values() for card, numbers in unit.GIVEN.items()}
DRAWN = {card: answer for unit in UNITS.values() for card, answer in unit.DRAWN.items()}


def text_of(card) -> str:
    """Everything of a card that a learner reads."""
    parts = [card.question, card.answer, *card.steps, *card.order, *(point.text for point in card.key_points)]
    parts += [text for option in card.options for text in (option.text, option.why)]
    parts += [value for typed in card.typed for value in typed.values]
    parts += [card.slip.text] if card.slip else []
    parts += [card.curveball.question, card.curveball.answer] if card.curveball else []
    return "\n".join(parts).replace("{,}", "").replace("\\,", "")


def plain(text: str) -> float | None:
    """The number that a text writes, None when it writes none by itself."""
    digits = text.replace("−", "-").replace(" ", "").replace(",", "")
    try:
        return float(digits[:-1]) / 100 if digits.endswith("%") else float(digits)
    except ValueError:
        return None


def half_a_digit(text: str) -> float:
    """Half a unit of the last digit that a text shows."""
    digits = text.replace(" ", "").replace(",", "")
    places = len(digits.rstrip("%").partition(".")[2]) + 2 * digits.endswith("%")
    return 0.5 * 10.0**-places


@pytest.mark.parametrize(
    ("card", "text", "value"), [(card, text, value) for card, shown in SHOWN.items() for text, value in shown.items()]
)
def test_a_number_on_a_card_is_what_computing_it_gives(card, text, value):
    assert text in text_of(COURSE.card(card)), "the card does not show this"
    number = plain(text)
    if isinstance(value, bool | numpy.bool_) or number is None:
        assert isinstance(value, bool | numpy.bool_), f"write for {text} a comparison, as it is no plain number"
        assert value
    else:
        assert abs(float(value) - number) <= half_a_digit(text) * (1 + 1e-9), f"computed: {value}"


@pytest.mark.parametrize("card", [card.id for card in COURSE.cards if card.draws])
def test_the_answer_of_a_card_with_drawn_numbers_is_right_for_every_draw(card):
    asked, compute = COURSE.card(card), DRAWN[card]
    ranges = [range(draw.low, draw.high + 1) for draw in asked.draws]
    instances = list(itertools.product(*ranges))
    for numbers in random.Random(card).sample(instances, min(MOST, len(instances))):
        drawn = dict(zip((draw.name for draw in asked.draws), numbers, strict=True))
        answer = compute(**drawn)
        checked = check_typed(str(answer), with_numbers(asked, drawn).typed)
        assert checked.right, (drawn, answer)


@pytest.mark.parametrize("unit", sorted({card.unit for card in COURSE.cards}))
def test_no_number_of_a_unit_is_unlooked_at(unit):
    unknown = {}
    for card in COURSE.cards:
        if card.unit == unit:
            known = {
                number for text in (*SHOWN.get(card.id, ()), *GIVEN.get(card.id, ())) for number in NUMBER.findall(text)
            }
            left = [number for number in NUMBER.findall(text_of(card)) if number not in known]
            if left:
                unknown[card.id] = left
    assert not unknown


def test_nothing_is_claimed_of_a_card_that_is_not_there():
    ids = {card.id for card in COURSE.cards}
    assert {*SHOWN, *GIVEN, *DRAWN} <= ids
    for card, numbers in GIVEN.items():
        for number in numbers:
            assert number in text_of(COURSE.card(card)), card
