"""Formulas in narrow places."""

from __future__ import annotations

from quiz.maths import block, layout
from quiz.maths.wrapping import wrap

KL = r"D_{KL}(P \| Q) = \sum_x P(x) \log \frac{P(x)}{Q(x)}"


def test_a_formula_that_fits_stays_a_picture():
    widest = max(map(len, layout(KL)))
    assert block(KL, widest) == layout(KL)


def test_a_formula_that_is_too_wide_goes_on_one_row():
    latex = r"\frac{a}{b} + \frac{c}{d} + \frac{e}{f}"
    assert block(latex, 14) == ["a/b + c/d", "+ e/f"]


def test_a_row_that_is_too_wide_breaks_before_an_operator():
    assert wrap("alpha + beta = gamma", 12) == ["alpha + beta", "= gamma"]


def test_a_break_outside_brackets_is_preferred():
    assert wrap("aaaa + bbbb (c + dd) ee", 18) == ["aaaa + bbbb", "  (c + dd) ee"]


def test_rows_after_the_first_are_indented_when_there_is_room():
    assert block(KL, 26) == ["D_KL(P‖Q) = ∑ₓ P(x)", "  log(P(x)/Q(x))"]


def test_words_that_are_too_long_are_cut_between_characters():
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert wrap("m̂m̂m̂", 2) == ["m̂m̂", "m̂"]
    assert wrap("中中中", 5) == ["中中", "中"]


def test_no_width_is_no_limit():
    assert wrap("a " * 200, None) == ["a " * 200]


def test_aligned_lines_stay_apart():
    latex = r"\begin{aligned} a &= b + c + d + e \\ f &= g \end{aligned}"
    assert block(latex, 12) == ["a = b + c", "+ d + e", "f = g"]


def test_a_width_below_one_column_still_shows_everything():
    assert block("a + b", 0) == ["a", "+", "b"]
