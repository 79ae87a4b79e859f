"""Columns of text, as the terminal counts them."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from quiz.maths.letters import FACES, high, low
from quiz.maths.symbols import COMMANDS
from quiz.maths.width import centre, clusters, left, right, width


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("m̂", 1), ("v⃗x", 2), ("中文", 4), ("", 0), ("𝐱", 1)])
def test_marks_take_no_column_and_wide_characters_two(text, columns):
    assert width(text) == columns


def test_every_symbol_is_as_wide_as_the_screen_library_thinks():
    for symbol in COMMANDS.values():
        assert width(symbol.text) == cell_len(symbol.text)
    for face in FACES.values():
        assert all(width(char) == cell_len(char) == 1 for char in face.values())


def test_text_is_placed_by_columns():
    assert centre("中", 5) == " 中  "
    assert left("m̂", 3) == "m̂  "
    assert right("中", 3) == " 中"


def test_a_mark_stays_with_its_letter():
    assert list(clusters("m̂x")) == ["m̂", "x"]


def test_small_letters_are_all_or_nothing():
    assert low("t−1") == "ₜ₋₁"
    assert high("T") == "ᵀ"
    assert low("f") is None
    assert high("−|x|") is None


def test_every_letter_of_a_face_is_that_letter():
    for face in FACES.values():
        for char, styled in face.items():
            assert unicodedata.normalize("NFKC", styled) == unicodedata.normalize("NFKC", char)
