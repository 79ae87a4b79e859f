"""The numbers that a log lacks, told without a look at each."""

import random

import pytest

from quiz.progress.gaps import FARTHEST, skipped

SECOND = 1_000_000
START = 1_795_165_200_000_000


def counted(counters, device="desk", pace=60 * SECOND):
    """Events of a device, one a minute of its count."""
    return [(device, counter, START + counter * pace) for counter in counters]


def test_what_is_missing_between_two_and_before_the_first_is_told():
    assert skipped(counted([1, 2, 3])) == {}
    assert skipped(counted([3, 4, 7, 9])) == {"desk": [range(1, 3), range(5, 7), range(8, 9)]}


def test_each_device_counts_for_itself():
    known = counted([1, 3]) + counted([2], "laptop") + counted([1, 2], "train")
    assert skipped(known) == {"desk": [range(2, 3)], "laptop": [range(1, 2)]}


def test_a_device_that_a_merge_split_off_begins_where_it_was_split_off():
    assert skipped(counted([40, 41, 44], "desk~1f3a9c02")) == {"desk~1f3a9c02": [range(42, 44)]}


def test_the_milliseconds_of_another_program_have_no_gaps_and_cost_nothing():
    anki = [("anki", START // 1000 + n * 4000, START + n * 4000 * 1000) for n in range(2000)]
    assert skipped(anki) == {}
    assert skipped([("desk", 2**63 - 1, START), ("desk", 1, START - 1)]) == {}


@pytest.mark.parametrize("bit", range(63))
def test_a_flipped_bit_in_a_counter_costs_at_most_the_number_that_it_had(bit):
    counters = [n ^ 1 << bit if n == 57 else n for n in range(1, 121)]
    known = [("desk", counter, START + n * 60 * SECOND) for n, counter in enumerate(counters)]
    assert sum(len(gap) for gaps in skipped(dict.fromkeys(known)).values() for gap in gaps) <= 1


def test_a_flipped_bit_in_the_last_counter_opens_no_gap_that_time_left_no_room_for():
    known = [*counted(range(1, 120)), ("desk", 120 + 2**20, START + 120 * 60 * SECOND)]
    assert skipped(known) == {}


def test_a_flipped_bit_in_an_instant_hides_no_gap():
    known = counted([*range(1, 40), *range(60, 100)])
    known[10] = ("desk", 11, START * 2)
    assert skipped(known) == {"desk": [range(40, 60)]}


def test_events_that_a_clock_set_back_pressed_together_still_show_a_gap():
    assert skipped(counted([*range(1, 30), *range(70, 99)], pace=1)) == {"desk": [range(30, 70)]}


def test_no_gap_names_a_number_that_is_there_and_none_is_missed():
    """Against a look at every number, as long as instants grow with the counters."""
    rng = random.Random(5)
    for _ in range(300):
        counters = sorted(rng.sample(range(1, 200), rng.randrange(1, 150)))
        wanted = set(range(1, counters[-1])) - set(counters)
        assert {n for gap in skipped(counted(counters)).get("desk", []) for n in gap} == wanted


def test_a_first_number_that_no_learner_reaches_is_no_count():
    assert skipped(counted([FARTHEST, FARTHEST + 1]))["desk"] == [range(1, FARTHEST)]
    assert skipped(counted([FARTHEST + 1, FARTHEST + 3])) == {}
