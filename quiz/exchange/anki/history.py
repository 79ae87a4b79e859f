"""Anki's review log and schedule -> what the log takes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from quiz.exchange.anki.collection import AnkiReview, Collection
from quiz.study.past import Moment, Past, Standing

_REVIEW, _RELEARNING = 2, 3  # states of a card that has a due day
_SUSPENDED = -1  # a queue
_LEARN, _RELEARN, _FILTERED, _MANUAL, _RESCHEDULED = 0, 2, 3, 4, 5  # kinds of lines in the review log
_FIRST_INSTANT = 100_000  # a due number as large as this is a second, in a relearning step, not a day
_LONGEST_DAYS = 36_500  # Anki's longest interval
_LONGEST_MS = 86_400_000  # of a review; Anki itself counts one minute unless told otherwise
_FLAGS = 4  # of Anki's seven


def past(collection: Collection, items: Mapping[int, str], lost: Counter[str]) -> Iterator[Past]:
    """The reviews that FSRS learns from, and the moments at which a card was made new again.

    `items`: the item of each of Anki's cards that came in.
    """
    lost["broken lines of the review log"] += collection.broken
    for line in collection.reviews:
        item = items.get(line.card)
        if item is None or line.kind == _RESCHEDULED:
            continue
        if line.kind == _MANUAL:
            if line.factor == 0:  # a due day that was set by hand has one
                yield Past(item, line.milliseconds, 0)
        elif line.ease not in range(1, 5) or (line.kind == _FILTERED and line.factor == 0):
            lost["reviews that were practice only"] += 1
        else:
            days = min(line.interval, _LONGEST_DAYS) if line.interval > 0 else None
            rating = _rating(line, collection.three_buttons)
            seconds = round(line.taken_ms / 1000, 1) if 0 <= line.taken_ms <= _LONGEST_MS else None
            yield Past(item, line.milliseconds, rating, seconds, days)


def standings(
    collection: Collection, items: Mapping[int, str], moment: Moment, lost: Counter[str]
) -> Iterator[Standing]:
    """How Anki left each item; where several of its cards are one here, the first day, and what holds for them all."""
    found: dict[str, Standing] = {}
    for each in _of_cards(collection, items, moment, lost):
        other = found.setdefault(each.item, each)
        due = min(filter(None, (other.due, each.due)), default=None)
        flag = other.flag or each.flag
        found[each.item] = Standing(each.item, due, other.suspended and each.suspended, flag)
    return iter(found.values())


def _of_cards(
    collection: Collection, items: Mapping[int, str], moment: Moment, lost: Counter[str]
) -> Iterator[Standing]:
    began = _began(collection, moment)
    for card in collection.cards:
        if card.id not in items:
            continue
        has_day = card.state in (_REVIEW, _RELEARNING) and -_LONGEST_DAYS < card.due < _FIRST_INSTANT
        lost["flags beyond the fourth colour"] += card.flags > _FLAGS
        yield Standing(
            items[card.id],
            began + timedelta(card.due) if has_day else None,
            card.queue == _SUSPENDED,
            card.flags if card.flags <= _FLAGS else 0,
        )


def _rating(line: AnkiReview, three_buttons: bool) -> int:
    """The button: cards that were being learned once had Again, Good and Easy as 1, 2 and 3."""
    return min(4, line.ease + (three_buttons and line.kind in (_LEARN, _RELEARN) and line.ease > 1))


def _began(collection: Collection, moment: Moment) -> date:
    """The day from which Anki counts due days."""
    if collection.west is None:
        return moment(collection.began * 1000).local.date()
    return (datetime.fromtimestamp(collection.began, UTC) - timedelta(minutes=collection.west)).date()
