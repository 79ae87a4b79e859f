"""A value is shown in full while it is short, and described beyond that."""

from __future__ import annotations

import json

import numpy as np

from quiz.grading import report
from quiz.grading.values import MAX_IN_ALL, MAX_SHOWN, MAX_TEXT, as_json, bytes_in
from quiz.ui.verdict_text.array import Array


def test_a_short_array_is_shown_and_a_long_one_is_described():
    assert as_json(np.array([[1.0, np.nan]])) == {"dtype": "float64", "shape": [1, 2], "values": [[1.0, "nan"]]}
    assert as_json(np.zeros(MAX_SHOWN + 1))["values"] is None


def test_many_arrays_are_described_from_where_it_becomes_too_much():
    shown = as_json([np.zeros(MAX_SHOWN)] * 4000)
    assert sum(array["values"] is not None for array in shown) == MAX_IN_ALL // MAX_SHOWN
    assert as_json([np.zeros(MAX_IN_ALL), np.zeros(3)])[1]["values"] == [0, 0, 0]


def test_an_empty_array_with_many_rows_is_described():
    assert as_json(np.zeros((3, 0)))["values"] == [[], [], []]
    assert as_json(np.zeros((10_000_000, 0)))["values"] is None


def test_a_dict_of_a_submission_does_not_pass_for_an_array():
    forged = {"dtype": "float64", "shape": 5, "values": None}
    assert as_json(forged) == {"dict": [["dtype", "float64"], ["shape", 5], ["values", None]]}
    assert report.show(as_json(forged)) == "{dtype: float64, shape: 5, values: None}"
    assert Array.of(as_json(forged)).shape == ()


def test_a_long_text_is_cut_off():
    assert len(as_json("x" * 60_000)) == MAX_TEXT + 1
    assert len(json.dumps(as_json([1e300, True, None, 10**300]))) < 500


def test_bytes_are_counted_in_lists_too():
    assert bytes_in((np.zeros(2), [np.zeros(3, "f4")], None, 1)) == 28
