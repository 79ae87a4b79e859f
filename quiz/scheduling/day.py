"""The learner's day: a moment with its place on the wall clock, and the date that it counts for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

ROLLOVER = 4  # hour at which a day begins, so that a late evening still belongs to the day before
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment in UTC and the offset of the learner's clock from it, in minutes, at that moment."""

    utc: datetime
    offset: int = 0

    @classmethod
    def of(cls, moment: datetime) -> Instant:
        """Read a datetime that knows its time zone; raises ValueError for one that does not."""
        offset = moment.utcoffset()
        if offset is None:
            raise ValueError("a moment needs a time zone: write datetime.now().astimezone()")
        return cls(moment.astimezone(UTC), round(offset / timedelta(minutes=1)))

    @classmethod
    def at(cls, microseconds: int, offset: int = 0) -> Instant:
        """The moment so many microseconds after 1970 in UTC."""
        return cls(_EPOCH + timedelta(microseconds=microseconds), offset)

    @property
    def microseconds(self) -> int:
        """Whole microseconds since 1970 in UTC."""
        return (self.utc - _EPOCH) // _MICROSECOND

    @property
    def local(self) -> datetime:
        """What the wall clock showed."""
        return self.utc.astimezone(timezone(timedelta(minutes=self.offset)))

    def seconds_since(self, earlier: Instant) -> float:
        """How long ago that was; never less than nothing, also when the clock was set back meanwhile."""
        return max(0.0, (self.utc - earlier.utc).total_seconds())

    def __add__(self, span: timedelta) -> Instant:
        return Instant(self.utc + span, self.offset)


def day_of(instant: Instant, rollover: int = ROLLOVER) -> date:
    """The learner's day at `instant`: the local date, which begins at the hour `rollover`."""
    return (instant.local - timedelta(hours=rollover)).date()


@lru_cache(maxsize=4096)
def noon(day: date) -> datetime:
    """Noon of `day` in UTC: two such moments are always a whole number of 24-hour days apart."""
    return datetime.combine(day, time(12), tzinfo=UTC)
