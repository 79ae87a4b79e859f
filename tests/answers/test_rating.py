import pytest

from quiz.answers import suggest_rating


@pytest.mark.parametrize(
    ("ticked", "of", "slip", "rating"),
    [
        (0, 3, False, 1),
        (1, 4, False, 1),
        (1, 3, False, 2),
        (3, 5, False, 2),
        (2, 3, False, 3),
        (4, 4, False, 3),
        (4, 4, True, 2),
        (0, 4, True, 1),
    ],
)
def test_thirds_decide_and_a_slip_allows_hard_at_most(ticked, of, slip, rating):
    assert suggest_rating(ticked, of, slip) == rating


@pytest.mark.parametrize(("ticked", "of"), [(0, 0), (3, 2), (-1, 2)])
def test_impossible_counts_are_refused(ticked, of):
    with pytest.raises(ValueError, match="cannot be ticked"):
        suggest_rating(ticked, of, slip=False)
