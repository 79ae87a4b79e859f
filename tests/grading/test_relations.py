"""A relation is claimed only when it holds on every failing case."""

from __future__ import annotations

import numpy as np
import pytest

from quiz.grading.relations import relation, where

RIGHT = [
    np.arange(1.0, 7).reshape(2, 3),
    np.arange(2.0, 22).reshape(4, 5) ** 1.5,
    np.sin(np.arange(1.0, 10)).reshape(3, 3),
]


def failing(change):
    return [(expected, change(expected)) for expected in RIGHT]


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        (lambda y: -y, "the right result with its sign flipped"),
        (lambda y: 2 * y, "the right result times 2"),
        (lambda y: y / 3, "the right result times 0.333333"),
        (lambda y: y * len(y), "the right result times the length of axis 0"),
        (lambda y: y / y.shape[1], "the right result divided by the length of axis 1"),
        (lambda y: y.T, "the right result transposed"),
        (lambda y: y + 1, "the right result plus 1"),
        (lambda y: y - 0.5, "the right result minus 0.5"),
        (lambda y: y**2, ""),
        (lambda y: y * 0, ""),
        (lambda y: y[:1], ""),
        (lambda y: None, ""),
        (lambda y: y * np.nan, ""),
    ],
)
def test_a_relation_is_named(change, phrase):
    assert relation(failing(change)) == (f"yours is {phrase}" if phrase else "")


def test_one_case_alone_shows_nothing():
    assert relation(failing(lambda y: 2 * y)[:1]) == ""


def test_a_relation_that_breaks_once_is_not_claimed():
    assert relation([*failing(lambda y: 2 * y)[:2], (RIGHT[2], RIGHT[2] ** 2)]) == ""


def test_of_several_results_the_one_that_differs_is_named():
    doubled = [((y, y + 1), (y, 2 * (y + 1))) for y in RIGHT]
    assert relation(doubled) == "your result 2 is the right one times 2"
    assert relation(doubled, ("y", "dx")) == "your `dx` is the right one times 2"


def test_the_whole_is_spoken_of_only_when_it_holds_for_all():
    assert relation([((y, y + 1), (-y, -y - 1)) for y in RIGHT]) == "yours is the right result with its sign flipped"
    assert relation([((y, y + 1), (-y, 2 * y + 2)) for y in RIGHT]) == ""
    three = [((y, y + 1, y + 2), (-y, -y - 1, y + 2)) for y in RIGHT]
    assert relation(three) == ""


@pytest.mark.parametrize(
    ("bad", "good", "phrase"),
    [
        (["float32 in, float32 out"], ["random inputs"], "right in float64, wrong in float32"),
        (
            ["any memory layout"],
            ["random inputs"],
            "right for arrays in C order, wrong for views and other memory layouts",
        ),
        (["any memory layout", "random inputs"], ["a vector"], ""),
        (["float32 in, float32 out"], [], ""),
    ],
)
def test_a_dtype_or_a_layout_that_alone_fails_is_named(bad, good, phrase):
    assert where(bad, good) == phrase
