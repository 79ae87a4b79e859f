"""What a kata's generators become: float64, float32 and memory layouts, where there is something to vary."""

from __future__ import annotations

from collections import Counter

from quiz.grading.cases import LAYOUT, RANDOM, SINGLE, random_cases
from quiz.grading.shrinking import shrink
from quiz.kata import Kata


def checks(draw):
    kata = Kata("f")
    kata.random(draw)
    return Counter(case.check for case in random_cases(kata, seed=1))


def test_floating_arrays_are_tried_in_float32_and_in_every_layout():
    def vectors(rng):
        return rng.normal(size=3)

    assert checks(vectors) == {RANDOM: 10, SINGLE: 6, LAYOUT: 6}


def test_each_memory_layout_is_tried_on_an_array_that_shows_it():
    kata = Kata("f")

    @kata.random
    def any_shape(rng):
        return rng.normal(size=rng.integers(1, 3, size=rng.integers(1, 3)))

    for seed in range(5):
        for case in random_cases(kata, seed):
            (array,) = case.arrays
            lengths = [length for length in array.shape if length > 1]
            assert len(lengths) >= {"C": 0, "F": 2}.get(case.layout, 1)


def test_integers_are_not_tried_in_float32():
    def labels(rng):
        return rng.integers(5, size=3), 0.5

    assert checks(labels) == {RANDOM: 10, LAYOUT: 6}


def test_a_case_without_arrays_has_neither_a_precision_nor_a_layout():
    def programs(rng):
        return "a * a", 0.5

    assert checks(programs) == {RANDOM: 10}


def test_a_shorter_text_is_a_smaller_input():
    kata = Kata("f")

    @kata.random
    def programs(rng):
        return " + ".join("a" * rng.integers(1, 9)), 0.5

    case = next(case for case in random_cases(kata, seed=1) if len(case.args[0]) > 5)

    def tried(cases):
        return ((case, ("expected", "got") if "+" in case.args[0] else None) for case in cases)

    smallest, _, _ = shrink(case, tried, seed=1)
    assert smallest.args[0] == "a + a"
