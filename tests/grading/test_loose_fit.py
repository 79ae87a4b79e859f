"""What is said of a submission that no wrong answer explains as a whole."""

from __future__ import annotations

import numpy as np

from quiz.grading.fitting import Probe
from quiz.grading.loose_fit import beside_overflow, first_fault, in_one_place
from quiz.sandbox.outcome import Returned

INF = np.inf
RIGHT = np.array([1.0, 2.0])


def gave(*numbers):
    return Returned(np.array(numbers), (), {})


def both(y, dx):
    return Returned((np.array([y, 1.0]), np.array([dx, 2.0])), (), {})


def table(*rows, right=RIGHT):
    """Each row: the outcomes of the wrong answers a and b, and the names of those that return a wrong value."""
    return [Probe(right, {"a": a, "b": b}, frozenset(wrong), True) for a, b, wrong in rows]


WRONG = table((gave(9, 2), gave(1, 7), "ab"), (gave(1, 2), gave(1, 7), "b"), (gave(9, 2), gave(1, 2), "a"))


def test_an_overflow_of_its_own_does_not_hide_a_belief():
    assert beside_overflow("ab", WRONG, [gave(9, 2), gave(1, INF), gave(9, 2)]) == ["a"]
    assert beside_overflow("ab", WRONG, [gave(9, 2), gave(1, INF), gave(8, 2)]) == []


def test_a_submission_that_mostly_overflows_shows_nothing():
    assert beside_overflow("ab", WRONG, [gave(9, INF), gave(1, INF), gave(9, 2)]) == []


def test_being_right_where_the_wrong_answer_overflows_speaks_against_it():
    probes = table((gave(9, 2), gave(1, 2), "a"), (gave(1, INF), gave(1, 2), "a"), (gave(1, 2), gave(1, 2), ""))
    assert beside_overflow("ab", probes, [gave(9, 2), gave(1, 2), gave(1, 2)]) == []
    assert beside_overflow("ab", probes, [gave(9, 2), gave(1, 5), gave(1, 2)]) == ["a"]
    assert beside_overflow("ab", probes, [gave(9, 2), gave(1, np.nan), gave(1, 2)]) == ["a"]


def test_an_infinity_that_is_right_is_no_overflow():
    right = gave(1, -INF)
    probes = table((gave(1, np.nan), right, "a"), (right, right, ""), (right, right, ""), right=right.value)
    assert beside_overflow("ab", probes, [right, right, right]) == []
    assert beside_overflow("ab", probes, [gave(1, INF), right, right]) == ["a"]


def test_a_result_of_another_shape_than_asked_for_may_still_agree():
    probes = table((gave(3), gave(1, 2), "a"), (gave(4), gave(1, 2), "a"), (gave(5), gave(1, 2), "a"))
    assert beside_overflow("ab", probes, [gave(3), gave(np.nan), gave(5)]) == ["a"]


def test_of_several_results_the_first_that_is_wrong_decides():
    right = both(1, 1).value
    probes = table((both(5, 6), both(1, 7), "ab"), (both(4, 6), both(1, 8), "ab"), right=right)
    assert first_fault("ab", probes, [both(5, 1), both(4, 3)]) == ["a"]  # whatever its backward pass does
    assert first_fault("ab", probes, [both(1, 7), both(1, 8)]) == ["b"]
    assert first_fault("ab", probes, [both(3, 7), both(1, 8)]) == []  # something else goes wrong before
    assert first_fault("ab", probes, [both(5, 1), both(1, 3)]) == []  # not everywhere


def test_an_input_may_have_another_kind_of_answer_than_the_rest():
    number = Returned(True, (), {})
    probes = table((both(1, 7), both(1, 1), "a"), right=both(1, 1).value) + table((number, number, ""), right=True)
    assert first_fault("ab", probes, [both(1, 7), number]) == ["a"]
    assert first_fault("ab", probes, [both(1, 7), Returned(False, (), {})]) == []


def test_a_nan_that_has_not_spread_as_far_speaks_against_nothing():
    right, spread = gave(1, 2), gave(np.nan, np.nan)
    probes = table((spread, right, "a"), (right, right, ""), (right, right, ""))
    assert beside_overflow("ab", probes, [gave(1, np.nan), right, right]) == ["a"]


def test_a_mistake_made_in_one_of_two_places_is_named_by_what_it_does():
    right = gave(1, 2)
    probes = table(*[(gave(wrong, 2), gave(1, wrong), "ab") for wrong in (9, 8, 7, 6)], (right, right, ""))
    assert in_one_place("ab", probes, [gave(9, 2), gave(8, 2), right, right, right]) == ["a"]
    assert in_one_place("ab", probes, [gave(9, 2), right, right, right, right]) == []  # one case shows little
    assert in_one_place("ab", probes, [gave(9, 2), gave(8, 2), right, right, gave(3, 3)]) == []  # not all of it


def test_whoever_gets_only_a_later_result_wrong_has_another_fault():
    right = both(1, 1).value
    probes = table((both(5, 6), both(1, 7), "ab"), (both(4, 6), both(1, 7), "ab"), right=right)
    assert in_one_place("ab", probes, [both(1, 6), both(1, 6)]) == []
    assert in_one_place("ab", probes, [both(5, 1), both(4, 1)]) == ["a"]


def test_of_two_that_overflow_the_one_that_does_so_nowhere_else_is_named():
    fine = (gave(1, 2), gave(1, 2), "")
    probes = table((gave(1, INF), gave(INF, INF), "ab"), fine, fine)
    assert beside_overflow("ab", probes, [gave(1, np.nan), gave(1, 2), gave(1, 2)]) == ["a"]
