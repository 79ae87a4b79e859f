"""What was done in another program, taken into the log: reviews, due days, cards put aside, flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from quiz.progress.event import Event, Kind
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import acts
from quiz.study.dates import bounded

_SAME_MS = 2000  # equal ratings of an item so close are one review: Anki moves some to a free millisecond

Moment = Callable[[int], Instant]  # from milliseconds since 1970 in UTC to the moment on the learner's clock


@dataclass(frozen=True)
class Past:
    """One review in another program, or with the rating 0 the moment at which the item was made new again there.

    `milliseconds`: since 1970 in UTC, no two the same. `interval`: days until the item was due, None within the day.
    """

    item: str
    milliseconds: int
    rating: int
    seconds: float | None = None
    interval: int | None = None


@dataclass(frozen=True)
class Standing:
    """How another program left an item; `due` is None for one that is new there."""

    item: str
    due: date | None = None
    suspended: bool = False
    flag: int = 0


def news(log: Log, device: str, past: Iterable[Past], due: Mapping[str, date], moment: Moment) -> list[Event]:
    """The reviews that the log lacks, as events of the device that stands for the other program.

    An event's counter is the review's millisecond, so that it is the same event however often it comes. `due`: the
    days on which items are due there; the last review of each says so.
    """
    found: list[Event] = []
    for item, group in groupby(sorted(past, key=attrgetter("item", "milliseconds")), attrgetter("item")):
        found += _of_item(log, device, item, list(group), due.get(item), moment)
    return sorted(found, key=attrgetter("order"))


def _of_item(
    log: Log, device: str, item: str, past: Sequence[Past], due: date | None, moment: Moment
) -> Iterator[Event]:
    known = [event for event in log.events_of(item) if event.kind in (Kind.REVIEW, Kind.FORGET)]
    times = [(event.instant_us // 1000, event.payload.get("rating", 0)) for event in known]
    for review in past:
        if _is_known(log, device, review, times):
            continue
        when = moment(review.milliseconds)
        facts = (device, review.milliseconds, when.microseconds, when.offset, log.day(when).isoformat())
        if review.rating:
            before = [event for event in known if event.order[:3] < (when.microseconds, device, review.milliseconds)]
            last = max(before, key=attrgetter("order"), default=None)
            payload = _payload(review, log.day(when), due if review is past[-1] else None)
            payload["previous"] = last.id if last and last.kind == Kind.REVIEW else None
            event = Event(*facts, Kind.REVIEW, item, payload)
        else:
            event = Event(*facts, Kind.FORGET, item, {})
        known.append(event)
        times.append((review.milliseconds, review.rating))
        yield event


def _is_known(log: Log, device: str, review: Past, times: Sequence[tuple[int, int]]) -> bool:
    taken = log.event(f"{device}-{review.milliseconds}")
    if taken and taken.item == review.item:
        return True
    return any(rating == review.rating and abs(time - review.milliseconds) <= _SAME_MS for time, rating in times)


def _payload(review: Past, day: date, due: date | None) -> dict[str, object]:
    given = day + timedelta(review.interval or 0)
    return {
        "rating": review.rating,
        "seconds": review.seconds,
        "recall": None,
        "due": (due or given).isoformat(),
        "confidence": None,
        "ticks": None,
        "scheduler": None,
    }


def moved(log: Log, past: Iterable[Past], standings: Iterable[Standing]) -> int:
    """How many items have another due day there, though nothing was done with them here since their last review there.

    The days here hold: nothing tells which of the two was set later.
    """
    last = {one.item: one for one in sorted(past, key=attrgetter("milliseconds"))}
    found = 0
    for standing in standings:
        state, review = log.state(standing.item), last.get(standing.item)
        if standing.due and review and state and state.memory and state.due != standing.due:
            reviews = [event for event in log.events_of(standing.item) if event.kind == Kind.REVIEW]
            found += abs(reviews[-1].instant_us // 1000 - review.milliseconds) <= _SAME_MS
    return found


def take_in(
    log: Log,
    device: str,
    past: Iterable[Past],
    standings: Sequence[Standing],
    events: Sequence[Event],
    moment: Moment,
    now: Instant,
) -> tuple[int, int]:
    """Write what is new of all three into the log, all or nothing; returns how many events came, and how many acts.

    `events`: those of a log of ours. Flags and suspensions come only with items that the log knew nothing of; an item
    that was never reviewed here follows the other program's due day from import to import. Raises LogError when the
    log cannot be written, or an event cannot be replayed.
    """
    standings = [replace(one, due=one.due and bounded(one.due)) for one in standings]
    due = {standing.item: standing.due for standing in standings if standing.due}
    with log.writing():
        untouched = {standing.item for standing in standings if log.state(standing.item) is None}
        came = log.merge(events) + log.merge(news(log, device, past, due, moment))
        written: list[Event | None] = []
        for standing in standings:
            state = log.state(standing.item)
            if standing.due and (state is None or state.memory is None):
                written.append(acts.set_due(log, standing.item, standing.due, now))
            if standing.suspended and standing.item in untouched:
                written.append(acts.suspend(log, standing.item, now))
            if standing.flag and standing.item in untouched:
                written.append(acts.flag(log, standing.item, standing.flag, now))
    return came, sum(event is not None for event in written)
