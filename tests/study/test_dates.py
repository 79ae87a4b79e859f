"""Days as they are typed."""

from datetime import date, timedelta

import pytest

from quiz.errors import QuizError
from quiz.study.dates import read_day

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        (" 7 ", date(2026, 11, 27)),
        ("+1", date(2026, 11, 21)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 21)),
    ],
)
def test_a_day_is_a_date_or_a_number_of_days(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "1.5", "-3", "٣x"])
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(QuizError, match="is not a day") as caught:
        read_day(text, TODAY)
    assert "2026-11-27" in caught.value.hint


def test_a_day_that_is_over_is_refused_and_a_far_one_is_bounded():
    with pytest.raises(QuizError, match="is over"):
        read_day("2026-11-19", TODAY)
    assert read_day("9" * 5_000, TODAY) == read_day("9999-12-31", TODAY) == TODAY + timedelta(36_500)
