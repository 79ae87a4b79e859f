"""The learner's day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quiz.scheduling.day import Instant, day_of, noon

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_day_begins_at_the_rollover_hour_of_the_wall_clock():
    late = Instant.of(datetime(2026, 11, 21, 3, 59, tzinfo=BERLIN))
    assert day_of(late, 4) == date(2026, 11, 20)
    assert day_of(late + timedelta(minutes=1), 4) == date(2026, 11, 21)
    assert day_of(late, 0) == date(2026, 11, 21)


def test_the_offset_of_the_moment_decides_not_the_offset_of_today():
    summer = Instant.of(datetime(2026, 7, 1, 23, 30, tzinfo=BERLIN))
    winter = Instant.of(datetime(2026, 12, 1, 23, 30, tzinfo=BERLIN))
    assert (summer.offset, winter.offset) == (120, 60)
    assert day_of(summer) == date(2026, 7, 1)
    assert day_of(winter) == date(2026, 12, 1)


def test_a_moment_goes_through_microseconds_unchanged():
    moment = Instant.of(datetime(2026, 11, 20, 12, 34, 56, 789012, tzinfo=BERLIN))
    assert Instant.at(moment.microseconds, moment.offset) == moment


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Instant.of(datetime(2026, 11, 20))


def test_noons_are_whole_days_apart():
    assert noon(date(2026, 3, 30)) - noon(date(2026, 3, 28)) == timedelta(days=2)
    assert noon(date(2026, 3, 28)) == datetime(2026, 3, 28, 12, tzinfo=UTC)
