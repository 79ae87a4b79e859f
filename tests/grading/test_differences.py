"""A gradient of the reference is compared with central differences: a wrong one is named with its place."""

from __future__ import annotations

import numpy as np
import pytest

from quiz.grading.cases import edge_cases
from quiz.grading.differences import MOST, differences
from quiz.kata import Kata

A, B = [[1.0, -2.0], [0.5, 3.0]], [[2.0, 0.0], [1.0, -1.0]]


def compared(kata, reference):
    """The number of entries, and what is wrong, when `reference` gives the results of the cases."""
    count, faults = differences(kata, edge_cases(kata), lambda case: reference(*case.args))
    return count, [fault.message for fault in faults]


@pytest.fixture
def product():
    """L = sum(dout * (a @ b)), differentiated by both."""
    kata = Kata("product", returns=("da", "db"))
    kata.edge("some", A, B, [[1.0, 2.0], [-1.0, 0.5]])

    @kata.gradient("da", "db")
    def loss(a, b, dout):
        return lambda a, b: (dout * (a @ b)).sum(), (a, b)

    return kata


def test_a_right_gradient_is_compared_entry_by_entry(product):
    assert compared(product, lambda a, b, dout: (dout @ b.T, a.T @ dout)) == (8, [])


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (
            lambda a, b, dout: (dout @ b.T, dout.T @ a),
            "the gradient `db` at [0, 1]: the reference says -5, the central difference 2.25 (“some”)",
        ),
        (
            lambda a, b, dout: (dout @ b, a.T @ dout),
            "the gradient `da` at [0, 0]: the reference says 4, the central difference 2 (“some”)",
        ),
        (
            lambda a, b, dout: (dout @ b.T, 1.001 * (a.T @ dout)),
            "the gradient `db` at [0, 1]: the reference says 2.25225, the central difference 2.25 (“some”)",
        ),
        (
            lambda a, b, dout: (np.full((2, 2), np.nan), a.T @ dout),
            "the gradient `da` at [0, 0]: the reference says nan, the central difference 2 (“some”)",
        ),
        (
            lambda a, b, dout: (dout @ b.T, (a.T @ dout).ravel()),
            "the gradient `db` has the shape (4,), its point (2, 2) (“some”)",
        ),
    ],
)
def test_a_wrong_gradient_is_named_with_the_index_and_the_case(product, reference, message):
    assert compared(product, reference)[1] == [message]


def test_kinks_are_left_out_and_what_lies_beside_them_is_not():
    kata = Kata("relu")
    kata.edge("a kink", [-1.0, 0.0, 1e-9, 2.0])

    @kata.gradient()
    def loss(x):
        return lambda x: np.maximum(0, x).sum(), (x,)

    assert compared(kata, lambda x: np.array([0.0, 7.0, 7.0, 1.0])) == (2, [])
    assert "at [3]" in compared(kata, lambda x: np.array([0.0, 0.0, 1.0, 0.0]))[1][0]


def test_rounding_is_not_taken_for_a_mistake():
    kata = Kata("total")
    kata.edge("small beside huge", [1.0, 1e25])

    @kata.gradient()
    def loss(x):
        return lambda x: x @ x, (x,)

    assert compared(kata, lambda x: 2 * x) == (1, [])  # the small one is lost in the sum


def test_a_gradient_that_no_case_can_show_is_a_fault():
    kata = Kata("flat", returns=("y", "dx"))
    kata.edge("only a kink", [0.0])
    kata.edge("nothing to compare", [5.0])

    @kata.gradient("dx")
    def loss(x):
        return (lambda x: abs(x).sum(), (x,)) if x[0] == 0 else None

    assert "the gradient `dx` was compared nowhere" in compared(kata, lambda x: (abs(x), np.sign(x)))[1][0]


def test_of_a_large_array_some_entries_are_taken():
    kata = Kata("square")
    kata.edge("many", np.ones((100, 100)))

    @kata.gradient()
    def loss(x):
        return lambda x: (x**2).sum(), (x,)

    assert compared(kata, lambda x: 2 * x) == (MOST, [])


def test_a_scalar_that_cannot_be_used_says_so():
    kata = Kata("square", returns=("dx",))
    kata.edge("some", [1.0])

    @kata.gradient("dy")
    def loss(x):
        return lambda x: (x**2).sum(), (x,)

    assert compared(kata, lambda x: (2 * x,))[1] == ["`dy` is not among the results that `returns` names: dx"]
    kata.gradients.clear()
    kata.gradient("dx")(lambda x: (lambda x: oops, (x,)))  # noqa: F821
    said = "the scalar of the gradient `dx` cannot be used: NameError: name 'oops' is not defined (“some”)"
    assert compared(kata, lambda x: (2 * x,))[1] == [said]
