from random import Random

import pytest

from quiz.course import drawn

TEXT = r"""## From {fan_in} to {fan_out}, $2^{fan_in}$?
<!-- id: layer -->

It has ${fan_in} \cdot {fan_out}$ weights: {fan_in} times {fan_out}; {other} stays.

### Answer
- number: {fan_in} * {fan_out} weights
- number: 3

### Draw
- fan_in: 12..13
- fan_out: -3..-2
"""


@pytest.fixture
def card(one):
    return one(TEXT)


def test_names_become_numbers_in_question_answer_and_accepted_answers(card):
    filled = drawn(card, Random(1))
    first = 12 if "12" in filled.question else 13
    second = -3 if "-3" in filled.question else -2
    assert filled.question == f"From {first} to {second}, $2^{{{first}}}$?"
    assert filled.answer == (
        rf"It has ${{{first}}} \cdot {{{second}}}$ weights: {first} times {second}; {{other}} stays."
    )
    assert [typed.values for typed in filled.typed] == [(f"({first}) * ({second})",), ("3",)]
    assert (filled.id, filled.draws) == ("layer", ())


def test_the_generator_decides_and_reaches_both_ends(card):
    assert drawn(card, Random(5)) == drawn(card, Random(5))
    questions = {drawn(card, Random(seed)).question.split(",")[0] for seed in range(40)}
    assert questions == {"From 12 to -3", "From 12 to -2", "From 13 to -3", "From 13 to -2"}


def test_a_card_without_draws_stays_the_same(one, concept):
    card = one(concept("a"))
    assert drawn(card, Random(0)) is card


def test_what_is_said_afterwards_has_the_same_numbers(one):
    card = one(
        TEXT
        + """
### Key points
- There are {fan_in} of them.
  - ~ many
- It stays.
  - ~ stays

### Slip
Not {fan_in} plus one, $x^{fan_in}$.
- ~ plus

### Curveball
And twice {fan_in}?

It is 2 times {fan_in}.
"""
    )
    filled = drawn(card, Random(1))
    number = filled.question.split()[1]
    assert filled.key_points[0].text == f"There are {number} of them."
    assert filled.slip.text == f"Not {number} plus one, $x^{{{number}}}$."
    assert (filled.curveball.question, filled.curveball.answer) == (f"And twice {number}?", f"It is 2 times {number}.")
