"""How much of a list fits into a time."""

from math import inf

import pytest

from quiz.scheduling.fitting import fitting


@pytest.mark.parametrize(
    ("seconds", "one", "count"),
    [(inf, True, 3), (60, True, 3), (59, True, 2), (29, True, 1), (29, False, 0), (1, True, 1), (0, True, 0)],
)
def test_as_many_fit_as_end_in_time_and_one_at_least_where_that_is_wanted(seconds, one, count):
    assert fitting([30, 20, 10], seconds, one=one) == count
    assert fitting([], seconds, one=one) == 0
