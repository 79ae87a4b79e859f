"""A pile of cards after days away."""

import pytest

from quiz.scheduling.backlog import days_needed, share


@pytest.mark.parametrize(("due", "asked"), [(0, 0), (40, 40), (80, 80), (81, 60), (400, 60)])
def test_only_a_pile_is_divided(due, asked):
    assert share(due, usual=40) == asked


def test_a_pile_is_gone_when_more_is_asked_than_falls_due():
    assert days_needed(120, 60, [36] * 60) == 5
    assert days_needed(120, 60, [0] * 60) == 2
    assert days_needed(1, 60, [59, 59]) == 1


def test_a_pile_that_does_not_shrink_takes_all_the_days_that_are_looked_at():
    assert days_needed(120, 60, [60] * 30) == 30


def test_working_off_a_pile_day_by_day_ends():
    """Each day's share leaves the rest to the next, until the day is an ordinary one."""
    usual, pile, days = 40, 300, 0
    while pile > 2 * usual:
        pile, days = pile - share(pile, usual) + 25, days + 1
    assert days == 7
