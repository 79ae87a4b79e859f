"""What counts as the expected result (DESIGN 5.4), value by value."""

from __future__ import annotations

import numpy as np
import pytest

from quiz.grading.cases import Case
from quiz.grading.comparison import compare, same
from quiz.grading.verdict import Outcome
from quiz.kata import Kata

DOUBLE = Case("case", (np.ones(3),), {})
SINGLE = Case("case", (np.ones(3, np.float32),), {})
WHOLE = Case("case", (np.ones(3, int),), {})
KATA = Kata("f")


def accepts(got, expected, case=DOUBLE, kata=KATA):
    return compare(got, expected, case, kata) is None


@pytest.mark.parametrize(
    ("factor", "case", "accepted"),
    [
        (1 + 5e-8, DOUBLE, True),
        (1 + 5e-7, DOUBLE, False),
        (np.float32(1 + 5e-6), SINGLE, True),
        (np.float32(1 + 5e-5), SINGLE, False),
    ],
)
def test_the_tolerance_is_that_of_the_inputs(factor, case, accepted):
    dtype = case.args[0].dtype
    assert accepts((np.array([1.0, 50.0]) * factor).astype(dtype), np.array([1.0, 50.0]), case) is accepted


def test_the_absolute_tolerance_grows_with_the_expected_values_and_a_case_may_set_it():
    assert accepts(np.array([1e-7, 1000.0]), np.array([0.0, 1000.0]))
    assert not accepts(np.array([1e-8, 1.0]), np.array([0.0, 1.0]))
    tiny = Case("case", (np.ones(2),), {}, scale=1e-18)
    assert accepts(np.array([0.0]), np.array([1e-17]))
    assert not accepts(np.array([0.0]), np.array([1e-17]), tiny)


def test_infinities_match_exactly_and_nan_never_unless_the_case_says_so():
    expected = np.array([np.inf, -np.inf, 1.0])
    assert accepts(expected.copy(), expected)
    assert not accepts(np.array([1e308, -np.inf, 1.0]), expected)
    assert not accepts(np.array([np.nan]), np.array([1.0]))
    assert not accepts(np.array([np.inf]), np.array([1.0]))
    assert not accepts(np.array([np.nan]), np.array([np.nan]))
    assert accepts(np.array([np.nan]), np.array([np.nan]), Case("case", (np.ones(1),), {}, nan=True))


@pytest.mark.parametrize(
    ("got", "expected", "case", "message"),
    [
        (None, np.ones(3), DOUBLE, "expected an array, got None"),
        ([1.0, 1.0, 1.0], np.ones(3), DOUBLE, "expected an array, got a list"),
        (np.ones((1, 3)), np.ones(3), DOUBLE, r"expected shape \(3,\), got \(1, 3\)"),
        (np.ones(3), np.ones(3), SINGLE, "float32 in must give float32 out, got float64"),
        (np.ones(3, np.float32), np.ones(3), DOUBLE, "float64 in must give float64 out, got float32"),
        (np.ones(3, int), np.ones(3), WHOLE, "integers in give float64 out, got int64"),
        (np.ones(3), np.ones(3, int), DOUBLE, "expected integers"),
        (np.ones(3, int), np.ones(3, bool), DOUBLE, "expected booleans"),
        (np.ones(3), np.array(1.0), DOUBLE, "expected shape"),
        ("a", np.array(1.0), DOUBLE, "expected a number, got a str"),
        (np.ones(3), (np.ones(3), np.ones(3)), DOUBLE, "expected 2 results"),
        ((np.ones(3),), (np.ones(3), np.ones(3)), DOUBLE, "expected 2 results, got 1"),
    ],
)
def test_what_is_not_of_the_right_kind_is_a_bad_return(got, expected, case, message):
    mismatch = compare(got, expected, case, KATA)
    assert mismatch.outcome is Outcome.BAD_RETURN
    assert __import__("re").search(message, mismatch.message), mismatch.message


@pytest.mark.parametrize("got", [2.0, 2, np.float32(2), np.float64(2), np.array(2.0)])
def test_a_scalar_may_be_of_any_numeric_type(got):
    assert accepts(got, np.array(2.0), SINGLE)


@pytest.mark.parametrize("dtype", ["i1", "i4", "i8", "u2"])
def test_any_integer_type_is_an_integer(dtype):
    assert accepts(np.ones(3, dtype), np.ones(3, np.int64))


def test_integers_may_stay_integers_where_the_kata_says_so():
    assert accepts(np.ones(3, int), np.ones(3), WHOLE, Kata("f", keeps_integers=True))


def test_a_list_of_results_is_as_good_as_a_tuple_and_the_parts_have_names():
    kata = Kata("f", returns=("dx", "dW"))
    assert accepts([np.ones(3), np.ones(2)], (np.ones(3), np.ones(2)), DOUBLE, kata)
    mismatch = compare((np.ones(3), np.array([1.0, 3.0])), (np.ones(3), np.ones(2)), DOUBLE, kata)
    assert mismatch.message == "dW: expected 1 at [1], got 3"


def test_a_wrong_dtype_names_the_result_where_no_capital_letter_falls_on_it():
    mismatch = compare((np.ones(3),), (np.ones(3),), SINGLE, Kata("f", returns=("dx",)))
    assert mismatch.message == "float32 in must give float32 out, got float64 in `dx`"


def test_zero_has_no_sign_in_a_message():
    assert "expected 0 at" in compare(np.ones(3), -np.zeros(3), DOUBLE, KATA).message


def test_the_message_shows_as_many_digits_as_tell_the_two_apart():
    assert "expected 0.100001 at [0], got 0.1" in compare(np.array([0.1]), np.array([0.1000009]), DOUBLE, KATA).message
    assert "expected 0.1000001" in compare(np.array([0.1]), np.array([0.1000001]), DOUBLE, KATA).message


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (np.array([np.nan, 1.0]), np.array([np.nan, 1.0]), True),
        (np.array([1.0]), np.array([1.0], np.float32), True),
        (np.array([1.0]), np.array([[1.0]]), False),
        ((np.ones(2), 3), [np.ones(2), 3.0], True),
        (None, None, True),
        (None, np.ones(1), False),
        ("a", "b", False),
        ({"dW": np.ones(2)}, {"dW": np.ones(2)}, True),
        ({"dW": np.ones(2)}, {"db": np.ones(2)}, False),
    ],
)
def test_a_diagnosis_compares_behaviour_not_types(one, other, alike):
    assert same(one, other) is alike


def test_results_that_are_the_same_byte_for_byte_are_not_subtracted(monkeypatch):
    monkeypatch.setattr("quiz.grading.comparison.close", None)
    assert same(np.full((3, 4), np.nan), np.full((3, 4), np.nan))
    assert same(np.arange(6).reshape(2, 3).T, np.arange(6).reshape(2, 3).T)
