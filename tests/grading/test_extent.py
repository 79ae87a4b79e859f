"""A belief is said to go no further than it does."""

from __future__ import annotations

import numpy as np

from quiz.grading import sentences
from quiz.grading.extent import EVERYWHERE, extent
from quiz.grading.fitting import Probe
from quiz.grading.verdict import Misconception
from quiz.sandbox.outcome import Returned


def gave(*numbers):
    return Returned(np.array(numbers, float), (), {})


def both(y, dx):
    return Returned((np.array([y, 1.0]), np.array([dx, 2.0])), (), {})


def table(*wrong, right):
    return [Probe(right.value, {"a": outcome}, frozenset("a"), True) for outcome in wrong]


def test_who_is_right_on_an_edge_case_that_exposes_it_acts_on_a_belief_in_places():
    probes = table(gave(9, 2), gave(8, 2), right=gave(1, 2))
    assert extent("a", probes, [gave(9, 2), gave(8, 2)]) is EVERYWHERE
    assert extent("a", probes, [gave(9, 2), gave(7, 2)]) is EVERYWHERE  # another fault may hide it
    assert extent("a", probes, [gave(9, 2), gave(1, 2)]) == ()


def test_of_several_results_those_that_show_it_are_told():
    probes = table(both(5, 6), both(4, 6), right=both(1, 1))
    assert extent("a", probes, [both(5, 6), both(4, 6)]) is EVERYWHERE
    assert extent("a", probes, [both(5, 3), both(4, 3)]) is EVERYWHERE  # derived from what came before
    assert extent("a", probes, [both(5, 1), both(4, 1)]) == (0,)
    assert extent("a", probes, [both(5, 1), both(1, 1)]) == ()
    assert extent("a", probes, [both(5, 6), both(4, 1)]) == ()  # dx shows it here and not there


def test_the_sentence_says_where():
    name = Misconception("a", "axis 0 is the last", "it is the first", "")
    assert sentences.belief(name) == "Your code acts as if axis 0 is the last: it is the first."
    partly = Misconception("a", "axis 0 is the last", "it is the first", "", "in places")
    assert sentences.belief(partly) == "In places your code acts as if axis 0 is the last: it is the first."
    one = Misconception("a", "axis 0 is the last", "it is the first", "", "for `dX`")
    assert sentences.belief(one) == "For `dX` your code acts as if axis 0 is the last: it is the first."
