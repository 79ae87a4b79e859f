"""What is refused, and that showing a formula never fails."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.maths import MathError, block, check, layout, line
from quiz.maths.commands import COMMANDS
from quiz.maths.parser import DEEPEST, parse
from quiz.maths.picture import picture
from quiz.maths.symbols import COMMANDS as SYMBOLS
from quiz.maths.width import width

MESSAGES = {
    r"\foo": r"unknown command \foo; write \mathrm{foo}",
    r"\lambd": r"unknown command \lambd; did you mean \lambda?",
    r"a \over b": r"\frac{…}{…}",
    "": "empty",
    r"\frac{a}": "argument",
    r"\frac{a": "{ without its }",
    "a}": "} without its {",
    "a^b^c": "two ^",
    "a_b_c": "two _",
    "50%": r"write \%",
    "a & b": r"\begin{aligned}",
    r"a \\ b": r"\begin{aligned}",
    r"\left( a": r"\left without its \right",
    r"a \right)": r"\right without its \left",
    r"\left q a \right)": r"\left without a delimiter",
    r"a \middle| b": r"\middle outside",
    r"\begin{foo} a \end{foo}": "unknown environment foo",
    r"\begin{cases} a": r"\end{cases}",
    r"\begin{cases} a \end{aligned}": r"\end{cases}",
    r"\end{cases}": r"\end without its \begin",
    r"\text{a \alpha}": r"\alpha inside \text",
    r"\text a": "braces",
    r"\sqrt[3 x": "[ without its ]",
    r"\not{ab}": r"\not without a relation",
    r"\operatorname{\frac{a}{b}}": "only a name",
    r"\substack a": r"\substack without braces",
    "a\\": "backslash at the end",
    "a\x07": "U+0007",
    "\u0302x": "U+0302",
    "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1): "levels of nesting",
}
COMMON = [
    "{",
    "}",
    "^",
    "_",
    "&",
    "[",
    "]",
    "(",
    ")",
    "|",
    " ",
    "'",
    "a",
    "x",
    "1",
    "2.5",
    "-",
    "=",
    ",",
    "/",
    "Ж",
    "中",
]
PIECES = [
    *(f"\\{name}" for name in [*SYMBOLS, *COMMANDS]),
    *COMMON * 8,
    *[
        r"\\",
        r"\begin{cases}",
        r"\end{cases}",
        r"\left(",
        r"\right)",
        r"\frac{a}{b}",
        "{a+b}",
        r"\foo",
        "%",
        "\u0302",
        "\x1b",
    ]
    * 4,
]
formulas = st.lists(st.sampled_from(PIECES), max_size=15).map("".join)


@pytest.mark.parametrize("latex", MESSAGES)
def test_a_formula_that_cannot_be_laid_out_is_explained(latex):
    message = check(latex)
    assert message is not None
    assert MESSAGES[latex] in message


@pytest.mark.parametrize("latex", MESSAGES)
def test_the_strict_function_raises_what_check_says(latex):
    with pytest.raises(MathError) as caught:
        layout(latex)
    assert str(caught.value) == check(latex)


def test_the_error_is_a_value_error():
    assert issubclass(MathError, ValueError)


def test_a_good_formula_has_no_message():
    assert check(r"\frac{a}{b}") is None
    assert layout(r"\frac{a}{b}") == [" a", "───", " b"]


def test_a_formula_that_cannot_be_laid_out_is_shown_as_its_source():
    assert line("\\foo{a}\n  + b") == r"\foo{a} + b"
    assert block(r"\foo{a} + b") == [r"\foo{a} + b"]
    assert block(r"\foo{a} + b", width=8) == [r"\foo{a}", "+ b"]


def test_source_shows_no_control_characters():
    assert line("\\foo\x1b[31m\u202e") == "\\foo\ufffd[31m\ufffd"


def test_nesting_without_end_is_source_and_not_a_crash():
    for latex in (
        "{" * 5000,
        r"\hat" * 5000,
        r"\left(" * 5000,
        r"\frac{" * 5000,
        "x^" * 5000 + "x",
        r"\begin{cases}" * 3000,
    ):
        assert block(latex)[0] == line(latex) == latex


def test_a_thousand_broken_formulas_are_shown():
    rng = random.Random(1)
    for _ in range(1000):
        latex = "".join(rng.choices(PIECES, k=rng.randint(1, 15)))
        for ascii in (False, True):
            rows = block(latex, rng.choice((None, 2, 20)), ascii)
            one = line(latex, ascii)
            assert rows
            assert "\n" not in one + "".join(rows)
            assert not ascii or (one + "".join(rows)).isascii()


@given(formulas)
def test_every_row_of_a_picture_has_the_same_width(latex):
    if check(latex) is None:
        for ascii in (False, True):
            box = picture(parse(latex), ascii=ascii)
            assert {width(row) for row in box.rows} == {box.width}
            assert 0 <= box.base < len(box.rows)


@given(formulas, st.integers(2, 60), st.booleans())
def test_no_row_is_wider_than_asked(latex, columns, ascii):
    assert max(map(width, block(latex, columns, ascii))) <= columns
