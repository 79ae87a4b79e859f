"""One sitting: a queue of cards, worked off one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from quiz.progress.event import Event, Kind
from quiz.progress.log import Log
from quiz.progress.statistics import introduced, seconds_per_card
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Intervals, Rating
from quiz.scheduling.plan_queue import planned
from quiz.scheduling.queue import Counts, Queue, build
from quiz.study import acts, plan


def queue_of(log: Log, items: Sequence[str], now: Instant) -> Queue:
    """The queue at `now` over these cards, which are in course order; with an interview ahead, the plan's.

    Of the gaps of one card one is asked on a day: the due one of lowest recall, else the first new one.
    """
    settings, day, place = log.settings(), log.day(now), {item: n for n, item in enumerate(items)}
    states = sorted((s for s in log.due(day) if s.item in place), key=lambda state: place[state.item])
    failed = {
        state.item: Instant.at(min(state.last_us, now.microseconds)).utc
        for state in states
        if state.memory and state.memory.last_day >= day and state.last_rating == Rating.AGAIN
    }
    recall = {
        state.item: settings.scheduler.recall(state.memory, day) if state.memory else 0.0
        for state in states
        if state.item not in failed
    }
    order = plan.order(log, items, now)
    if order is not None:
        return planned(order, log.seen(), failed)
    known = log.seen() | log.left_out(day) | recall.keys()
    new = [item for item in items if item not in known]
    apart = _apart([*sorted(recall, key=recall.__getitem__), *new], _reviewed_on(log, day))
    recall = {item: value for item, value in recall.items() if item in apart}
    new = [item for item in new if item in apart]
    new_today = len(place.keys() & set(introduced(log, day)))
    return build(recall, new, failed, new_per_day=settings.new_per_day, introduced=new_today)


def _reviewed_on(log: Log, day: date) -> list[str]:
    rows = log.rows("SELECT DISTINCT item FROM act WHERE day = ? AND kind = 'review'", day.isoformat())
    return [row[0] for row in rows]


def _card(item: str) -> str:
    """What the gaps of one card have in common; every other card is alone."""
    return item.partition("#")[0]


def _apart(items: Sequence[str], reviewed: Sequence[str]) -> set[str]:
    """The items that have no sibling before them, and none among the reviewed ones."""
    first = {_card(item): item for item in reviewed}
    return {item for item in items if first.setdefault(_card(item), item) == item}


class Session:
    """A sitting over the cards of a course or of a search.

    Ask `next` for a card, show it and the four intervals of `preview`, then `rate`, `bury` or `suspend` it; `undo`
    brings the last one back.
    """

    def __init__(self, log: Log, items: Sequence[str], now: Instant) -> None:
        """Take what is due and new at `now` among `items`, which are in course order."""
        self._log = log
        self._items = tuple(items)
        self._queue = queue_of(log, items, now)
        self._current: str | None = None
        self._pace = seconds_per_card(log)
        self._before: list[tuple[str, Queue]] = []  # each act of this sitting, by its event, and the queue before it

    def next(self, now: Instant) -> str | None:
        """The card to show; the same one until it is rated. None when nothing is left."""
        if self._current is None:
            self._current = self._queue.next(now)
        return self._current

    def preview(self, now: Instant) -> Intervals:
        """The intervals in days behind the four ratings of the card that is shown; Again is 0."""
        return acts.preview(self._log, self._shown(), now)

    def rate(
        self,
        rating: int,
        now: Instant,
        *,
        seconds: float,
        confidence: acts.Confidence | None = None,
        ticks: Sequence[int] | None = None,
    ) -> acts.Review:
        """Rate the card that is shown. Raises LogError when that cannot be written; the card stays then."""
        item = self._shown()
        review = acts.rate(self._log, item, rating, now, seconds=seconds, confidence=confidence, ticks=ticks)
        self._before.append((review.event.id, self._queue))
        self._queue = self._queue.answered(item, rating, now)
        for sibling in (*self._queue.due, *self._queue.new):  # one may wait here since an undo
            if _card(sibling) == _card(item):
                self._queue = self._queue.without(sibling)
        self._current = None
        return review

    def bury(self, now: Instant) -> None:
        """Put the card that is shown off to the next day. Raises LogError as `rate` does."""
        self._put_aside(acts.bury, now)

    def suspend(self, now: Instant) -> None:
        """Take the card that is shown out of all sittings to come. Raises LogError as `rate` does."""
        self._put_aside(acts.suspend, now)

    def _put_aside(self, act: Callable[[Log, str, Instant], Event | None], now: Instant) -> None:
        event = act(self._log, self._shown(), now)
        if event is not None:
            self._before.append((event.id, self._queue))
        self.skip()

    def undo(self, now: Instant) -> Event | None:
        """Take back the learner's latest act (see `acts.undo`), of this sitting or an earlier one, and return it.

        A card of this sitting is shown again at once.
        """
        event = acts.undo(self._log, now)
        if event is None or event.kind == Kind.ATTEMPT:
            return event
        if self._before and self._before[-1][0] == event.id:
            self._queue = self._before.pop()[1]
        else:
            self._queue, self._before = queue_of(self._log, self._items, now), []
        if event.item in (self._items if event.kind == Kind.REVIEW else self._queue):
            self._current = event.item
        elif self._current == event.item:  # suspended again
            self._current = None
        return event

    def skip(self) -> None:
        """Leave the card that is shown out of this sitting."""
        self._queue = self._queue.without(self._shown())
        self._current = None

    @property
    def left(self) -> Counts:
        return self._queue.counts

    @property
    def minutes(self) -> float:
        """About how long the rest will take, at the learner's own pace."""
        return self.left.total * self._pace / 60

    def waiting(self, now: Instant) -> timedelta | None:
        """How long until the next failed card comes back; None when none waits."""
        return max(self._queue.waiting[0][0] - now.utc, timedelta(0)) if self._queue.waiting else None

    def _shown(self) -> str:
        if self._current is None:
            raise ValueError("no card is shown: ask `next` for one")
        return self._current
