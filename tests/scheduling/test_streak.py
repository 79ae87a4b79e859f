"""The streak. The examples are golden: a learner's streak may never change with an upgrade."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quiz.scheduling.day import ROLLOVER, Instant, day_of
from quiz.scheduling.streak import ActiveDay, Mark, shift_of, streak

UTC = "UTC"
MONDAY = date(2026, 11, 2)


def at(zone, *clock):
    return Instant.of(datetime(*clock, tzinfo=ZoneInfo(zone)))


def studied(*moments, due=date(2000, 1, 1)):
    """One day of study for each moment; by default some card is always overdue, so no day is free."""
    return [sat(due, m) for m in moments]


def sat(due, *moments, rollover=ROLLOVER):
    """One day, with study at these moments."""
    first, last = moments[0], moments[-1]
    shifts = (shift_of(first.offset, rollover), shift_of(last.offset, rollover))
    return ActiveDay(day_of(last, rollover), first.microseconds, last.microseconds, True, due, *shifts)


def days(*numbers, due=date(2000, 1, 1)):
    """Days of study at noon, counted from the Monday."""
    noons = [MONDAY + timedelta(n) for n in numbers]
    return studied(*(at(UTC, d.year, d.month, d.day, 12) for d in noons), due=due)


def put_aside(number, due):
    """A day on which cards were only put aside or taken back; `due` is the earliest due day after that."""
    moment = noon(number).microseconds
    return [ActiveDay(MONDAY + timedelta(number), moment, moment, False, due, *[shift_of(0, ROLLOVER)] * 2)]


def lived(moments, rollover=ROLLOVER):
    """The days of study at these moments, in the order of their dates."""
    of_day = {}
    for moment in moments:
        of_day.setdefault(day_of(moment, rollover), []).append(moment)
    return [sat(date(2000, 1, 1), *of_day[day], rollover=rollover) for day in sorted(of_day)]


def noon(number):
    day = MONDAY + timedelta(number)
    return at(UTC, day.year, day.month, day.day, 12)


def test_nothing_studied_is_no_streak():
    found = streak([], noon(0))
    assert (found.length, found.best, found.freezes, found.studied_today) == (0, 0, 0, False)
    assert found.last_seven == (Mark.MISSED,) * 6 + (Mark.OPEN,)


def test_days_in_a_row_count_and_today_is_open_until_it_is_over():
    assert streak(days(0, 1, 2), noon(2)).length == 3
    tomorrow = streak(days(0, 1, 2), noon(3))
    assert (tomorrow.length, tomorrow.studied_today) == (3, False)
    assert tomorrow.last_seven[-1] == Mark.OPEN
    assert streak(days(0, 1, 2), noon(4)).length == 0


def test_a_missed_day_ends_the_streak_but_not_the_best():
    found = streak(days(0, 1, 2, 4, 5), noon(5))
    assert (found.length, found.best) == (2, 3)
    assert found.last_seven == (
        Mark.MISSED,
        Mark.STUDIED,
        Mark.STUDIED,
        Mark.STUDIED,
        Mark.MISSED,
        Mark.STUDIED,
        Mark.STUDIED,
    )


def test_a_day_on_which_no_reviewed_card_was_due_is_free():
    found = streak(days(0, 3, due=MONDAY + timedelta(3)), noon(3))
    assert found.length == 2
    assert found.last_seven[-3:-1] == (Mark.FREE, Mark.FREE)


def test_a_card_due_within_the_gap_makes_its_day_and_those_after_it_count():
    found = streak(days(*range(7), 9, due=MONDAY + timedelta(8)), noon(9))
    assert (found.length, found.freezes) == (8, 0)
    assert found.last_seven[-3:] == (Mark.FREE, Mark.FROZEN, Mark.STUDIED)


def test_days_are_free_while_no_card_was_ever_reviewed():
    assert streak(days(0, 9, due=None), noon(9)).length == 2


def test_a_suspended_card_makes_no_day_due_from_the_day_on_which_it_is_suspended():
    due = MONDAY + timedelta(2)
    assert streak(days(0, due=due), noon(6)).length == 0
    found = streak(days(0, due=due) + put_aside(2, None), noon(6))
    assert (found.length, found.studied_today) == (1, False)
    assert found.last_seven[1:6] == (Mark.FREE,) * 5
    assert streak(days(0, due=due) + put_aside(3, None), noon(6)).length == 0


def test_a_card_taken_back_makes_days_due_only_after_the_day_on_which_it_is_taken_back():
    active = days(0, due=None) + put_aside(2, MONDAY)
    assert streak(active, noon(3)).last_seven[-3:] == (Mark.FREE, Mark.FREE, Mark.OPEN)
    assert streak(active, noon(4)).length == 0


def test_putting_cards_aside_is_no_study():
    active = days(0) + put_aside(1, MONDAY)
    assert streak(active, noon(1)).last_seven[-2:] == (Mark.STUDIED, Mark.OPEN)
    assert streak(active, noon(2)).length == 0
    assert streak(put_aside(0, None), noon(0)).best == 0


def test_seven_days_earn_a_freeze_and_two_can_be_kept():
    assert [streak(days(*range(n)), noon(n - 1)).freezes for n in (6, 7, 13, 14, 21, 28)] == [0, 1, 1, 2, 2, 2]


def test_freezes_are_spent_by_themselves():
    found = streak(days(*range(14), 16), noon(16))
    assert (found.length, found.freezes) == (15, 0)
    assert found.last_seven[-3:] == (Mark.FROZEN, Mark.FROZEN, Mark.STUDIED)


def test_too_long_a_gap_takes_the_freezes_and_the_streak():
    found = streak(days(*range(14), 17), noon(17))
    assert (found.length, found.best, found.freezes) == (1, 14, 0)


def test_freezes_bridge_the_days_up_to_today():
    found = streak(days(*range(7)), noon(8))
    assert (found.length, found.freezes, found.studied_today) == (7, 0, False)
    assert streak(days(*range(7)), noon(9)).length == 0


def test_two_early_and_late_sittings_around_a_night_are_days_in_a_row():
    acts = studied(at(UTC, 2026, 11, 2, 4, 0), at(UTC, 2026, 11, 4, 3, 59))
    assert [d.day.day for d in acts] == [2, 3]
    assert streak(acts, at(UTC, 2026, 11, 3, 22)).length == 2


def test_a_flight_over_the_date_line_costs_nothing():
    acts = studied(at("America/Los_Angeles", 2026, 11, 20, 21), at("Pacific/Auckland", 2026, 11, 22, 7))
    assert (acts[1].day - acts[0].day).days == 2
    assert streak(acts, at("Pacific/Auckland", 2026, 11, 22, 8)).length == 2


def test_the_flight_home_meets_a_day_twice_and_counts_it_once():
    first = at("Pacific/Auckland", 2026, 11, 22, 7)
    again = at("America/Los_Angeles", 2026, 11, 22, 9)
    both = sat(date(2000, 1, 1), first, again)
    assert day_of(again) == both.day
    assert streak([both], again).length == 1


def test_a_day_that_comes_back_on_the_flight_home_is_still_studied():
    acts = studied(at("Pacific/Auckland", 2026, 11, 22, 23))
    found = streak(acts, at("America/Los_Angeles", 2026, 11, 21, 23))
    assert (found.studied_today, found.last_seven[-1]) == (True, Mark.STUDIED)


def test_a_flight_east_over_a_lost_night_costs_nothing():
    acts = studied(at("Europe/Berlin", 2026, 11, 20, 22), at("Asia/Tokyo", 2026, 11, 22, 5))
    assert [moment.day.day for moment in acts] == [20, 22]
    assert streak(acts, at("Asia/Tokyo", 2026, 11, 22, 6)).length == 2


def test_a_flight_west_that_meets_a_day_twice_counts_it_once_and_the_days_around_it():
    tokyo = [at("Asia/Tokyo", 2026, 11, day, 9) for day in (19, 20, 21)]
    la = [at("America/Los_Angeles", 2026, 11, day, 20) for day in (20, 21, 22)]
    found = streak(lived((*tokyo, *la)), la[-1])
    assert (found.length, found.best) == (4, 4)


@pytest.mark.parametrize(
    "zones",
    [
        (
            "Europe/Berlin",
            "Asia/Kolkata",
            "Asia/Tokyo",
            "Pacific/Auckland",
            "Pacific/Honolulu",
            "America/New_York",
            "Europe/Berlin",
        ),
        (
            "Europe/Berlin",
            "America/New_York",
            "Pacific/Honolulu",
            "Pacific/Auckland",
            "Asia/Tokyo",
            "Asia/Kolkata",
            "Europe/Berlin",
        ),
    ],
)
def test_a_journey_round_the_world_with_a_sitting_every_24_hours_loses_and_doubles_nothing(zones):
    start = at("Europe/Berlin", 2026, 11, 2, 12)
    moments = [
        Instant.of((start.utc + timedelta(days=number)).astimezone(ZoneInfo(zone))) for number, zone in enumerate(zones)
    ]
    found = streak(lived(moments), moments[-1])
    assert found.length == len({day_of(moment) for moment in moments})
    assert found.length in (6, 7)  # going east a date is skipped or met twice, and no day lies between


# The learner studied on every date there was. Name, moments with the rollover that held, the last one's hour later.
FLIGHTS = {
    "Samoa left out 30 December 2011": [
        ("Pacific/Apia", (2011, 12, 28, 8)),
        ("Pacific/Apia", (2011, 12, 29, 8)),
        ("Pacific/Apia", (2011, 12, 31, 20)),
    ],
    "over the date line, early to late": [
        ("America/Los_Angeles", (2026, 11, 8, 8)),
        ("America/Los_Angeles", (2026, 11, 9, 8)),
        ("Australia/Sydney", (2026, 11, 11, 20)),
    ],
    "over the date line at the same hour": [
        ("America/Los_Angeles", (2026, 11, 9, 8)),
        ("Australia/Sydney", (2026, 11, 11, 8)),
    ],
    "a day apart on the map": [
        ("Pacific/Honolulu", (2026, 11, 9, 8)),
        ("Pacific/Kiritimati", (2026, 11, 11, 9)),
    ],
    "a day begun in the air": [
        ("Africa/Casablanca", (2026, 10, 6, 3, 30)),
        ("Pacific/Apia", (2026, 10, 8, 3, 30)),
    ],
}


@pytest.mark.parametrize("name", FLIGHTS)
def test_no_flight_takes_a_day_away(name):
    """Golden: each of these ended a streak, or took a freeze, when only the time that passed was looked at."""
    moments = [at(zone, *clock) for zone, clock in FLIGHTS[name]]
    week = [moments[0] + timedelta(days=-n) for n in range(7, 0, -1)]
    found = streak(lived([*week, *moments]), moments[-1] + timedelta(hours=1))
    assert (found.length, found.freezes) == (7 + len(moments), 1)


@pytest.mark.parametrize(("before", "after", "hour"), [(12, 4, 9), (12, 0, 9), (4, 0, 3), (6, 0, 5)])
def test_a_change_of_the_rollover_takes_no_day_away(before, after, hour):
    old = lived([at("Europe/Berlin", 2026, 11, day, hour) for day in range(2, 10)], before)
    then = at("Europe/Berlin", 2026, 11, 10, hour, 30)
    found = streak([*old, *lived([then], after)], then, after)
    assert (found.length, found.freezes) == (9, 1)


def test_a_day_that_passed_on_the_clocks_of_both_sides_is_missed_wherever_one_flew():
    acts = lived([at("America/Los_Angeles", 2026, 11, 8, 8), at("Australia/Sydney", 2026, 11, 11, 20)])
    assert streak(acts, at("Australia/Sydney", 2026, 11, 11, 21)).length == 1
    stayed = lived([at("Asia/Tokyo", 2026, 11, 8, 3), at("Asia/Tokyo", 2026, 11, 9, 23)])
    assert [day.day.day for day in stayed] == [7, 9]
    assert streak(stayed, at("Asia/Tokyo", 2026, 11, 9, 23)).length == 1


def test_after_a_clock_that_ran_a_year_ahead_days_away_still_cost():
    """Every later instant is pressed behind the wrong one, so only the stored days tell that time passed."""
    right = [noon(n) for n in range(10)]
    wrong = noon(4) + timedelta(days=365)
    active = [sat(date(2000, 1, 1), moment) for moment in right[:5]]
    for n, moment in enumerate(right[5:7], 1):
        us = wrong.microseconds + n
        active.append(replace(sat(date(2000, 1, 1), moment), first=us, last=us))
    active.append(sat(date(2000, 1, 1), wrong))
    assert streak(active, noon(7)).length == 8
    for away in (10, 60, 200):
        assert streak(active, noon(6 + away)).length == 1  # the wrong day, which is still to come
    back = replace(sat(date(2000, 1, 1), noon(66)), first=wrong.microseconds + 3, last=wrong.microseconds + 3)
    assert streak([*active[:-1], back, active[-1]], noon(66)).length == 2


def test_a_clock_set_back_for_some_days_costs_none():
    """The days that it names come twice; the instants go on."""
    right = [at(UTC, 2026, 11, day, 12) for day in (8, 9, 10)]
    last = right[-1].microseconds
    again = [replace(sat(date(2000, 1, 1), at(UTC, 2026, 11, 11, 12)), first=last + 1, last=last + 2)]
    assert streak([*lived(right), *again], at(UTC, 2026, 11, 11, 13)).length == 4


ZONES = (
    *("Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Apia"),
    *("Africa/Casablanca", "America/St_Johns", "Antarctica/Troll", "Europe/Berlin", "America/Los_Angeles"),
    *("Pacific/Honolulu", "Australia/Sydney", "Asia/Tokyo", "Pacific/Pago_Pago"),
)


def journey(rng, days=20, flights=True):
    """The half hours that somebody lived through, by the learner's day, each with its rollover."""
    moment, zone = datetime(2026, rng.randrange(1, 13), 1, tzinfo=ZoneInfo(UTC)), rng.choice(ZONES)
    end, leaves = moment + timedelta(days), moment + timedelta(hours=rng.randrange(100, 300))
    rollover, changes = rng.choice((0, 4, 8)), moment + timedelta(hours=rng.randrange(100, 900))
    halves = {}
    while moment < end:
        here = Instant.of(moment.astimezone(ZoneInfo(zone)))
        halves.setdefault(day_of(here, rollover), []).append((here, rollover))
        moment += timedelta(minutes=30)
        if flights and moment >= leaves:
            zone, moment = rng.choice(ZONES), moment + timedelta(hours=rng.randrange(6, 12))
            leaves = moment + timedelta(hours=rng.randrange(60, 300))
        if flights and moment >= changes:
            rollover, changes = rng.randrange(13), end
    return halves


def study_at_random(rng, halves, days):
    found = []
    for day in days:
        sittings = sorted(rng.choices(halves[day], k=rng.choice((1, 1, 2))), key=lambda each: each[0].utc)
        (first, begun), (last, ended) = sittings[0], sittings[-1]
        shifts = (shift_of(first.offset, begun), shift_of(last.offset, ended))
        found.append(ActiveDay(day, first.microseconds, last.microseconds, True, date(2000, 1, 1), *shifts))
    return found


@pytest.mark.parametrize("hundred", range(3))
def test_whoever_studies_on_every_day_there_is_keeps_streak_and_freezes(hundred):
    """Against a life in half hours, with flights of up to eleven hours and another rollover in between."""
    for seed in range(100 * hundred, 100 * (hundred + 1)):
        rng = random.Random(seed)
        halves = journey(rng)
        days = sorted(halves)
        found = streak(study_at_random(rng, halves, days), *halves[days[-1]][-1])
        assert (seed, found.length, found.freezes) == (seed, len(days), min(2, len(days) // 7))


@pytest.mark.parametrize("hundred", range(2))
def test_whoever_stays_loses_exactly_the_days_without_study(hundred):
    for seed in range(100 * hundred, 100 * (hundred + 1)):
        rng = random.Random(seed)
        halves = journey(rng, flights=False)
        days = sorted(halves)
        kept = [day for day in days if rng.random() < 0.7 or day in (days[0], days[-1])]
        length, freezes = 0, 0
        for day in days:
            if day in kept:
                length += 1
                freezes = min(2, freezes + (length % 7 == 0))
            elif freezes:
                freezes -= 1
            else:
                length = 0
        found = streak(study_at_random(rng, halves, kept), *halves[days[-1]][-1])
        assert (seed, found.length, found.freezes) == (seed, length, freezes)


def test_the_night_of_a_change_of_the_clocks_has_one_rollover():
    before, after = at("Europe/Berlin", 2026, 3, 29, 3, 59), at("Europe/Berlin", 2026, 3, 29, 4, 1)
    assert [day_of(moment).day for moment in (before, after)] == [28, 29]
    assert streak(studied(before, after), after).length == 2


def test_a_clock_that_ran_ahead_ends_no_streak_and_does_not_stand_for_today():
    ahead = studied(at(UTC, 2027, 1, 1, 12))
    found = streak([*days(0, 1, 2), *ahead], noon(2))
    assert (found.length, found.studied_today) == (4, True)
    tomorrow = streak([*days(0, 1, 2), *ahead], noon(3))
    assert (tomorrow.studied_today, tomorrow.last_seven[-1]) == (False, Mark.OPEN)


def test_a_clock_that_is_set_far_back_shows_the_streak_all_the_same():
    found = streak(days(*range(9)), at(UTC, 2020, 1, 1, 12))
    assert (found.length, found.best, found.studied_today) == (9, 9, False)


def test_a_winter_as_it_was_shown_stays_so_after_an_upgrade():
    """Frozen: nothing is due from day 35 to 43, two freezes are kept at most, and three missed days are too many."""
    signs = {Mark.STUDIED: "s", Mark.FREE: ".", Mark.FROZEN: "*", Mark.MISSED: "x", Mark.OPEN: "o"}
    empty = days(34, due=MONDAY + timedelta(44))
    active = days(*range(9), *range(10, 25), *range(26, 34)) + empty + days(*range(45, 60)) + days(63, 64)
    shown = {}
    for number in (8, 9, 10, 24, 26, 34, 40, 45, 59, 61, 63, 64):
        found = streak([day for day in active if day.day <= MONDAY + timedelta(number)], noon(number))
        shown[number] = (found.length, found.best, found.freezes, "".join(signs[mark] for mark in found.last_seven))
    assert shown == {
        8: (9, 9, 1, "sssssss"),
        9: (9, 9, 1, "sssssso"),
        10: (10, 10, 0, "sssss*s"),
        24: (24, 24, 2, "sssssss"),
        26: (25, 25, 1, "sssss*s"),
        34: (33, 33, 2, "sssssss"),
        40: (33, 33, 2, "s.....o"),
        45: (34, 34, 1, ".....*s"),
        59: (48, 48, 2, "sssssss"),
        61: (48, 48, 1, "sssss*o"),
        63: (1, 48, 0, "sss**xs"),
        64: (2, 48, 0, "ss**xss"),
    }


@pytest.mark.parametrize("spring_or_autumn", [(2026, 3, 28), (2026, 10, 24)])
def test_a_change_of_the_clocks_neither_breaks_nor_bridges(spring_or_autumn):
    year, month, first = spring_or_autumn
    berlin = "Europe/Berlin"
    daily = studied(*(at(berlin, year, month, first + n, 22) for n in range(4)))
    assert streak(daily, at(berlin, year, month, first + 3, 23)).length == 4
    gapped = studied(*(at(berlin, year, month, first + n, 12) for n in (0, 2)))
    assert streak(gapped, at(berlin, year, month, first + 2, 13)).length == 1


def test_a_streak_is_plain_json():
    assert streak(days(0), noon(0)).as_json()["last_seven"][-1] == "studied"
