"""FSRS in whole days, against fsrs-rs; fuzz and order of the buttons."""

import random
from datetime import date, timedelta

import fsrs
import fsrs_rs_python as oracle
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.errors import ConfigError
from quiz.scheduling.memory import MAXIMUM, Memory, Scheduler, seed_of

DAY = date(2026, 11, 20)


def history(rng):
    """Up to twelve pairs of a rating and the whole days since the one before."""
    days = [0] + [0 if rng.random() < 0.15 else int(rng.lognormvariate(1.8, 1.3)) + 1 for _ in range(rng.randrange(12))]
    return [(rng.choices((1, 2, 3, 4), (2, 1.5, 6, 1.5))[0], each) for each in days]


def weights(rng):
    low, high = fsrs.scheduler.LOWER_BOUNDS_PARAMETERS, fsrs.scheduler.UPPER_BOUNDS_PARAMETERS
    return [
        min(max(w * rng.uniform(0.7, 1.4), a), b)
        for w, a, b in zip(fsrs.scheduler.DEFAULT_PARAMETERS, low, high, strict=True)
    ]


@pytest.mark.parametrize("own_weights", [False, True])
def test_states_and_intervals_agree_with_fsrs_rs(own_weights):
    rng = random.Random(7)
    for _ in range(200):
        parameters = weights(rng) if own_weights else list(fsrs.scheduler.DEFAULT_PARAMETERS)
        retention = rng.choice((0.7, 0.8, 0.9, 0.95))
        ours, theirs = Scheduler(parameters, retention), oracle.FSRS(parameters)
        memory, their_memory, day = None, None, DAY
        for rating, elapsed in history(rng):
            day += timedelta(elapsed)
            answers = theirs.next_states(their_memory, retention, elapsed)
            for button, answer in enumerate((answers.again, answers.hard, answers.good, answers.easy), 1):
                after, interval = ours.step(memory, button, day)
                assert after.stability == pytest.approx(answer.memory.stability, rel=1e-4)
                assert after.difficulty == pytest.approx(answer.memory.difficulty, abs=1e-4)
                assert abs(interval - min(max(round(answer.interval), 1), 36500)) <= 1
                if button == rating:
                    next_memory, their_next = after, answer.memory
            memory, their_memory = next_memory, their_next


memories = st.builds(
    Memory,
    stability=st.floats(0.001, 30_000),
    difficulty=st.floats(1, 10),
    last_day=st.dates(date(2020, 1, 1), DAY),
    reps=st.integers(1, 500),
    lapses=st.just(0),
)


@settings(max_examples=200, deadline=None)
@given(memory=st.none() | memories, seed=st.text(max_size=5))
@example(memory=Memory(36_500.0, 1.0, date(1970, 1, 1), 9, 0), seed="")  # all at the longest interval
def test_each_button_waits_at_least_a_day_longer_than_the_one_before(memory, seed):
    again, hard, good, easy = Scheduler().preview(memory, DAY, seed)
    assert again == 0
    assert 1 <= hard < good < easy <= MAXIMUM


@settings(max_examples=100, deadline=None)
@given(memory=st.none() | memories, seed=st.text(max_size=5), rating=st.sampled_from([1, 2, 3, 4]))
def test_the_interval_shown_is_the_one_given(memory, seed, rating):
    scheduler = Scheduler()
    assert scheduler.review(memory, rating, DAY, seed)[1] == scheduler.preview(memory, DAY, seed)[rating - 1]


def test_fuzz_depends_on_the_card_and_its_number_of_reviews_and_stays_near_the_interval():
    scheduler, memory = Scheduler(), Memory(100.0, 5.0, DAY - timedelta(90), 8, 0)
    plain = scheduler.step(memory, 3, DAY)[1]
    drawn = {scheduler.review(memory, 3, DAY, seed_of(f"c:{n}", memory))[1] for n in range(500)}
    assert len(drawn) > 5
    assert all(abs(each - plain) <= 1 + 0.1 * plain for each in drawn)
    assert max(drawn) - plain == plain - min(drawn) > 0
    assert seed_of("c:1", memory) != seed_of("c:1", scheduler.step(memory, 3, DAY)[0])


def test_short_intervals_are_not_fuzzed():
    scheduler = Scheduler()
    assert {scheduler.preview(None, DAY, str(n))[2] for n in range(50)} == {2}


def test_again_leaves_the_card_due_and_lowers_stability():
    before = Memory(30.0, 5.0, DAY - timedelta(30), 5, 1)
    after, interval = Scheduler().review(before, 1, DAY, "seed")
    assert interval == 0
    assert after.stability < before.stability
    assert (after.reps, after.lapses) == (6, 2)


def test_a_second_again_on_the_same_day_is_no_second_lapse():
    scheduler = Scheduler()
    first, _ = scheduler.review(None, 1, DAY, "")
    again, _ = scheduler.review(first, 1, DAY, "")
    later, _ = scheduler.review(again, 1, DAY + timedelta(1), "")
    assert (first.lapses, again.lapses, later.lapses) == (0, 0, 1)


def test_recall_is_certain_on_the_day_and_the_aim_after_the_stability():
    scheduler, memory = Scheduler(), Memory(40.0, 5.0, DAY, 3, 0)
    assert scheduler.recall(memory, DAY) == 1
    assert scheduler.recall(memory, DAY + timedelta(40)) == pytest.approx(0.9)


def test_a_day_before_the_last_review_counts_as_its_day():
    scheduler, memory = Scheduler(), Memory(10.0, 5.0, DAY, 3, 0)
    assert scheduler.review(memory, 3, DAY - timedelta(1), "s") == scheduler.review(memory, 3, DAY, "s")
    assert scheduler.recall(memory, DAY - timedelta(1)) == 1


def test_unusable_weights_are_explained():
    with pytest.raises(ConfigError, match="21"):
        Scheduler([1.0] * 19)
