"""Which wrong answer fits, by results alone."""

from __future__ import annotations

import numpy as np

from quiz.grading.fitting import Probe, parts, seen_by, whole
from quiz.grading.loose_fit import beside_overflow, first_fault, in_one_place
from quiz.sandbox.outcome import Failed, Returned


def gave(*numbers):
    return Returned(np.array(numbers, float), (), {})


RAISED = Failed("call", "AxisError")
OTHER = Failed("call", "ValueError")
NAN = gave(np.nan, np.nan)


def probes(*rows):
    """Each row: the outcomes of the wrong answers a, b, ..., and the names of those that return a wrong value."""
    return [Probe(None, dict(zip("abc", outcomes, strict=False)), frozenset(wrong), True) for *outcomes, wrong in rows]


def test_the_one_that_agrees_everywhere_and_is_wrong_somewhere_fits():
    table = probes((gave(1, 2), gave(5, 5), "b"), (gave(9, 9), gave(3, 4), "a"))
    assert whole("ab", table, [gave(1, 2), gave(9, 9)]) == ["a"]
    assert whole("ab", table, [gave(1, 2), gave(3, 4)]) == []
    assert whole("ab", table, [gave(5, 5), gave(7, 7)]) == []


def test_two_that_cannot_be_told_apart_are_both_out():
    table = probes((gave(9, 9), gave(9, 9), "ab"), (gave(1, 2), gave(1, 2), ""))
    assert whole("ab", table, [gave(9, 9), gave(1, 2)]) == []


def test_one_that_the_submission_contradicts_elsewhere_is_no_rival():
    table = probes((gave(9, 9), gave(9, 9), "ab"), (gave(1, 2), gave(5, 5), "b"))
    assert whole("ab", table, [gave(9, 9), gave(1, 2)]) == ["a"]
    assert whole("ab", table, [gave(9, 9), None]) == []


def test_an_input_on_which_one_raised_and_the_other_returned_says_nothing():
    table = probes((gave(9, 9), gave(1, 1), "a"), (RAISED, gave(1, 2), ""))
    assert whole("ab", table, [gave(9, 9), gave(1, 2)]) == ["a"]


def test_another_class_of_exception_speaks_against():
    table = probes((gave(9, 9), gave(1, 1), "a"), (RAISED, gave(1, 2), ""))
    assert whole("ab", table, [gave(9, 9), OTHER]) == []


def test_an_exception_counts_only_where_nothing_better_could_and_beside_a_value():
    table = probes((RAISED, gave(1, 2), ""), (gave(1, 1), gave(4, 4), "b"))
    assert whole("ab", table, [RAISED, gave(1, 1)]) == ["a"]
    assert whole("ab", table, [RAISED, RAISED]) == []


def test_nan_agrees_with_nan():
    table = probes((NAN, gave(1, 1), "a"), (gave(1, 2), gave(4, 4), "b"))
    assert whole("ab", table, [NAN, gave(1, 2)]) == ["a"]


def test_of_several_faults_each_shows_where_it_is_exposed():
    table = probes((gave(9, 2), gave(1, 2), "a"), (gave(3, 4), gave(7, 7), "b"), (gave(5, 5), gave(6, 6), "ab"))
    both = [gave(9, 2), gave(7, 7), None]
    assert whole("ab", table, both) == []
    assert parts("ab", table, both) == ["a", "b"]
    assert parts("ab", table, [gave(9, 2), gave(7, 7), gave(0, 0)]) == []


def test_a_part_that_explains_less_than_half_is_no_name_for_it():
    right = gave(1, 2)
    row = (*[(gave(9, 2), gave(1, 2), "a")] * 2, *[(gave(1, 2), gave(1, 2), "")] * 4)
    table = [Probe(right.value, dict(zip("ab", outcomes, strict=True)), frozenset(w), True) for *outcomes, w in row]
    shows = [gave(9, 2)] * 2
    assert parts("ab", table, [*shows, *[gave(5, 5)] * 2, right, right]) == ["a"]
    assert parts("ab", table, [*shows, *[gave(5, 5)] * 3, right]) == []


def test_one_edge_case_shows_a_part_only_where_all_is_explained():
    right = gave(1, 2)
    row = ((gave(9, 2), gave(1, 2), "a"), (gave(1, 2), gave(7, 7), "b"), (gave(1, 2), gave(1, 2), ""))
    table = [Probe(right.value, dict(zip("ab", outcomes, strict=True)), frozenset(w), True) for *outcomes, w in row]
    assert parts("ab", table, [gave(9, 2), gave(7, 7), right]) == ["a", "b"]
    assert parts("ab", table, [gave(9, 2), right, right]) == ["a"]
    assert parts("ab", table, [gave(9, 2), right, gave(3, 3)]) == []


def test_a_result_of_nothing_but_nan_is_no_sign_of_a_part():
    table = probes((NAN, gave(1, 2), "a"), (gave(3, 4), gave(7, 7), "b"))
    assert parts("ab", table, [NAN, gave(8, 8)]) == []


def test_one_that_fails_otherwise_elsewhere_is_no_rival_of_a_part():
    both, other = (gave(9, 2), gave(8, 8)), gave(5, 5)
    table = probes((both[0], both[0], "ab"), (both[1], both[1], "ab"), (gave(1, 2), gave(7, 7), "b"))
    assert parts("ab", table, [*both, other]) == ["a"]
    assert parts("ab", table[:2], both) == []


def test_of_several_results_a_fault_shows_in_the_one_that_is_wrong():
    def both(y, dx):
        return Returned((np.array([y, 1.0]), np.array([dx, 2.0])), (), {})

    right = both(1, 1).value
    table = [
        Probe(right, {"a": both(5, 1), "b": both(1, 7)}, frozenset("ab"), True),
        Probe(right, {"a": both(1, 1), "b": both(1, 8)}, frozenset("b"), True),
    ]
    assert parts("ab", table, [both(5, 7), both(1, 8)]) == ["a", "b"]
    assert parts("ab", table, [both(5, 1), both(1, 1)]) == ["a"]
    assert parts("ab", table, [both(6, 6), both(1, 8)]) == []


def test_variants_of_one_belief_are_no_rivals():
    table = [
        Probe(None, {"a": gave(9, 9), "a#1": gave(9, 9), "b": gave(1, 1)}, frozenset({"a", "a#1"}), True),
        Probe(None, {"a": gave(1, 2), "a#1": gave(7, 7), "b": gave(3, 4)}, frozenset({"a#1", "b"}), True),
    ]
    assert whole(["a", "a#1", "b"], table, [gave(9, 9), gave(7, 7)]) == ["a#1"]


def test_a_part_that_is_half_of_another_is_not_named_beside_it():
    def both(y, dx):
        return Returned((np.array([y, 1.0]), np.array([dx, 2.0])), (), {})

    table = [
        Probe(both(1, 1).value, {"a": both(1, 5), "b": both(6, 5)}, frozenset("ab"), True),
        Probe(both(1, 1).value, {"a": both(1, 1), "b": both(7, 1)}, frozenset("b"), True),
    ]
    assert parts("ab", table, [both(6, 5), both(7, 3)]) == ["b"]


def test_a_part_must_explain_half_of_what_goes_wrong():
    table = probes((gave(9, 2), gave(1, 2), "a"), (gave(1, 2), gave(7, 7), "b"), (gave(1, 2), gave(6, 6), "b"))
    assert parts("ab", table, [gave(9, 2), gave(3, 3), gave(4, 4)]) == []


def kinds(*rows):
    """The probes of a wrong answer that returns booleans: right in value, as seen by submissions that are accepted."""
    return [Probe(np.array(right), {"a": bools(*right)}, frozenset("a"), True, frozenset("a")) for right in rows]


def bools(*values):
    return Returned(np.array(values, bool), (), {})


def ints(*values):
    return Returned(np.array(values, int), (), {})


def test_being_right_is_no_sign_of_a_wrong_type_though_the_values_agree():
    table = kinds([1, 0], [0, 1], [1, 1])
    right, off = ints(1, 0), ints(1, 0)
    seen = [seen_by(table[0], right, True), seen_by(table[1], off, False), seen_by(table[2], ints(1, 1), True)]
    observed = [right, off, ints(1, 1)]
    for rule in (whole, parts, beside_overflow, first_fault, in_one_place):
        assert rule("a", seen, observed) == [], rule.__name__


def test_a_wrong_type_has_to_be_the_same_type():
    table = kinds([1, 0], [0, 1])
    for observed, found in (([bools(1, 0), bools(0, 1)], ["a"]), ([gave(1, 0), gave(0, 1)], [])):
        seen = [seen_by(probe, outcome, False) for probe, outcome in zip(table, observed, strict=True)]
        assert whole("a", seen, observed) == found
        assert parts("a", seen, observed) == found


def test_one_that_is_accepted_where_the_other_is_not_is_no_rival():
    table = [Probe(np.array([1, 0]), {"a": bools(1, 0), "b": ints(1, 0)}, frozenset("a"), True, frozenset("a"))]
    assert whole("ab", table, [bools(1, 0)]) == ["a"]
