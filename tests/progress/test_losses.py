"""What a recovery says it lost, device by device."""

from datetime import date, timedelta

from quiz.progress.event import Event
from quiz.progress.losses import accounts

NOVEMBER = date(2026, 11, 1)
START = 1_793_523_600_000_000  # 1 November 2026, 9:00 UTC
DAY = 86_400_000_000


def events(device, numbers):
    """One event a day, by its key."""
    return {
        (device, n): Event(device, n, START + n * DAY, 0, str(NOVEMBER + timedelta(n)), "review", "c:a", {"rating": 3})
        for n in numbers
    }


def index(found):
    return {key: event.instant_us for key, event in found.items()}


def test_what_the_index_names_and_no_event_has_is_lost_on_its_day():
    whole = events("desk", range(1, 10))
    (desk,) = accounts({key: each for key, each in whole.items() if key[1] not in (4, 9)}, index(whole))
    assert (desk.saved, desk.last, desk.lost) == (7, NOVEMBER + timedelta(8), 2)
    assert desk.days == (NOVEMBER + timedelta(4), NOVEMBER + timedelta(9))


def test_without_the_index_a_gap_is_lost_from_the_days_around_it():
    (desk,) = accounts(events("desk", [1, 2, 5, 6]), {})
    assert (desk.lost, desk.days) == (2, tuple(NOVEMBER + timedelta(n) for n in (2, 3, 4, 5)))


def test_a_device_of_which_nothing_is_left_is_counted_by_the_index():
    desk, gone = events("desk", range(1, 5)), events("laptop", range(1, 7))
    found = accounts(desk, index(desk | gone))
    assert [(each.device, each.saved, each.last, each.lost) for each in found] == [
        ("desk", 4, NOVEMBER + timedelta(4), 0),
        ("laptop", 0, None, 6),
    ]


def test_a_name_that_damage_has_made_loses_nothing():
    whole = events("desk", range(1, 60))
    named = index(whole)
    named["dask", 59] = named.pop(("desk", 59)) + 1
    assert [(each.device, each.lost) for each in accounts(whole, named)] == [("desk", 0)]
    wrong = {key: each for key, each in whole.items() if key != ("desk", 59)} | events("dask", [59])
    assert [(each.device, each.lost) for each in accounts(wrong, index(whole))] == [("dask", 0), ("desk", 0)]


def test_the_milliseconds_of_another_program_cost_neither_time_nor_losses():
    first = START // 1000
    past = {
        ("anki", first + n): Event("anki", first + n, START + n * 1000, 0, "2026-11-01", "review", "c:a", {"rating": 3})
        for n in range(0, 9_000_000, 90_000)
    }
    assert accounts(past, {})[0].lost == 0
    gone = dict(list(past.items())[:40])
    assert accounts(gone, index(past))[0].lost == 60
