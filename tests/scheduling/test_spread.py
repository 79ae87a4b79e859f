"""The day near its interval on which a card comes back."""

import random
from statistics import mean, pstdev

import pytest

from quiz.scheduling.fsrs6 import Fsrs
from quiz.scheduling.spread import near, nothing_due, spread

FAR = 36_500


def loaded(**days):
    return lambda ahead: {int(day[1:]): load for day, load in days.items()}.get(ahead, 0)


def good(interval, load, chance=0.0, elapsed=0):
    return spread((1, interval, 2 * interval), elapsed, FAR, chance, load)[1]


def test_the_range_is_that_of_anki():
    assert [near(interval) for interval in (1, 2, 3, 10, 30, 100)] == [
        (1, 1),
        (2, 2),
        (2, 4),
        (8, 12),
        (27, 33),
        (93, 107),
    ]


def test_the_day_with_the_least_to_do_is_taken():
    assert good(10, loaded(d8=5, d9=5, d10=5, d11=1, d12=5)) == 11
    assert good(10, lambda ahead: 0 if ahead == 8 else 5) == 8


def test_a_day_that_is_full_is_avoided():
    assert all(good(10, loaded(d10=40), chance) != 10 for chance in (0.0, 0.3, 0.5, 0.7, 0.99))


def test_days_further_ahead_are_not_taken_because_they_are_not_filled_yet():
    chosen = [good(100, lambda ahead: 500 - ahead, share / 50) for share in range(50)]
    assert mean(chosen) == pytest.approx(100, abs=0.5)


def test_among_equal_days_the_seed_decides():
    chosen = [good(10, nothing_due, share / 100) for share in range(100)]
    assert sorted(set(chosen)) == [8, 9, 10, 11, 12]
    assert chosen == sorted(chosen)


def test_the_same_look_gives_the_same_days():
    rng = random.Random(3)
    loads = [rng.randrange(30) for _ in range(400)]
    for _ in range(100):
        plain, chance = sorted(rng.randrange(1, 200) for _ in range(3)), rng.random()
        found = spread(plain, 0, FAR, chance, loads.__getitem__)
        assert found == spread(plain, 0, FAR, chance, loads.__getitem__)
        assert found[0] < found[1] < found[2]


def test_each_button_is_a_day_later_than_the_one_before_up_to_the_longest_interval():
    assert spread((1, 1, 1), 0, FAR, 0.5, nothing_due) == (1, 2, 3)
    assert spread((500, 500, 500), 0, 100, 0.5, nothing_due) == (98, 99, 100)


def test_a_pass_gives_no_shorter_interval_than_the_days_that_have_passed():
    wanted = loaded(d9=-9)
    assert good(11, wanted) == 9
    assert good(11, wanted, elapsed=11) >= 11
    assert good(11, wanted, elapsed=40) >= 11  # FSRS itself may give less


def simulated(load_of):
    """The number of reviews on each of 200 days, and recall at them, of a learner with ten new cards a day."""
    rng, fsrs, due, recalls = random.Random(1), Fsrs(), [[] for _ in range(2000)], []
    for day in range(200):
        met = [(*fsrs.first(rng.choice((2, 3, 3, 4))), day, 3) for _ in range(10)]
        for s, d, last in due[day]:
            recall = fsrs.recall(s, day - last)
            recalls.append(recall)
            rating = 3 if rng.random() < recall else 1
            met.append((*fsrs.reviewed(s, d, rating, day - last), day, rating))
        for s, d, last, rating in met:
            plain = max(1, round(s))
            ahead = 1 if rating == 1 else good(plain, load_of(due, day), rng.random())
            due[day + ahead].append((s, d, last))
    return [len(cards) for cards in due[:200]], mean(recalls)


def test_days_become_even_and_recall_stays():
    even, recall = simulated(lambda due, day: lambda ahead: len(due[day + ahead]))
    chance, without = simulated(lambda due, day: nothing_due)

    def roughness(counts):
        return pstdev(counts[day] - mean(counts[day - 3 : day + 4]) for day in range(60, 190))

    assert roughness(even) < 0.75 * roughness(chance)
    assert recall == pytest.approx(without, abs=0.005)
