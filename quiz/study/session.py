"""One sitting: a queue of cards, worked off one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from math import inf
from typing import NamedTuple

from quiz.progress.event import Event, Kind
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Intervals
from quiz.scheduling.queue import Counts, Queue
from quiz.study import acts
from quiz.study.agenda import Agenda, ahead, chosen, today
from quiz.study.load import DueAhead
from quiz.study.waiting import card_of

_UNKNOWN = 15.0  # seconds for a card that came into the sitting by an undo

Choose = Callable[[Log, Sequence[str], Instant], Agenda]


class Undone(NamedTuple):
    """What was taken back."""

    item: str
    kind: str


class _Step(NamedTuple):
    """An act of this sitting: the id of its event (None when nothing was written), and the queue before it."""

    event: str | None
    item: str
    queue: Queue


class Session:
    """A sitting over the cards of a course or of a search.

    Ask `next` for a card, show it and the four intervals of `preview`, then `rate`, `bury` or `suspend` it; `undo`
    brings the last one back.

    `Session(log, items, now)` asks what is due and new today among `items`; with `minutes`, as much of it as fits into
    them, best first. `Session.over` asks exactly the cards it is given, `Session.ahead` those that are due soonest.
    """

    def __init__(
        self,
        log: Log,
        items: Sequence[str],
        now: Instant,
        *,
        minutes: float = inf,
        choose: Choose | None = None,
        written: bool = True,
    ) -> None:
        """Take what `choose` gives at `now` among `items`, which are in course order; see the class."""
        self._log = log
        self._items = tuple(items)
        self._choose = choose or partial(today, minutes=minutes)
        self._again = choose is None  # whether the queue may be made anew in the midst of a sitting
        self._agenda = self._choose(log, items, now)
        self._queue = self._agenda.queue
        self._current: str | None = None
        self._steps: list[_Step] = []
        self._load = DueAhead(log, log.day(now))
        self.written = written

    @classmethod
    def over(cls, log: Log, items: Sequence[str], now: Instant, *, written: bool = True) -> Session:
        """A sitting over exactly these cards, in this order, due or not: a unit, or what a search found.

        Suspended ones stay out; gaps of one card are all asked, far apart; new ones come on top of the day's. Ratings
        are reviews like any other: FSRS knows that an early one teaches little, so the due days stay sound. With
        `written` false it is a look-through: ratings only steer the sitting, nothing is logged, no due day moves and no
        day counts.
        """
        return cls(log, items, now, choose=chosen, written=written)

    @classmethod
    def ahead(cls, log: Log, items: Sequence[str], now: Instant) -> Session:
        """A sitting for when nothing is left today: more of what waits, then the cards that are due soonest."""
        return cls(log, items, now, choose=ahead)

    def next(self, now: Instant) -> str | None:
        """The card to show; the same one until it is rated. None when nothing is left."""
        if self._current is None:
            self._current = self._apart(self._queue.next(now))
        return self._current

    def _apart(self, item: str | None) -> str | None:
        """This card, or the next in order where it is a gap of the card that was just asked: that has shown it."""
        last = self._steps[-1].item if self._steps else ""
        if item is None or item == last or card_of(item) != card_of(last):
            return item
        return next((other for other in self._queue.order if card_of(other) != card_of(last)), item)

    def preview(self, now: Instant) -> Intervals | None:
        """The intervals in days behind the four ratings of the card that is shown; Again is 0.

        None in a sitting that writes nothing.
        """
        item = self._shown()
        return acts.preview(self._log, item, now, self._ahead(now)) if self.written else None

    def rate(
        self,
        rating: int,
        now: Instant,
        *,
        seconds: float,
        confidence: acts.Confidence | None = None,
        ticks: Sequence[int] | None = None,
    ) -> acts.Review | None:
        """Rate the card that is shown. Raises LogError when that cannot be written; the card stays then.

        None when the sitting writes nothing.
        """
        item, review = self._shown(), None
        if self.written:
            review = acts.rate(
                self._log, item, rating, now, seconds=seconds, confidence=confidence, ticks=ticks, load=self._ahead(now)
            )
            self._load.add(review.due)
        self._steps.append(_Step(review.event.id if review else None, item, self._queue))
        self._queue = self._queue.answered(item, rating, now)
        if self._again:
            self._leave_siblings(item)
        self._current = None
        return review

    def bury(self, now: Instant) -> bool:
        """Put the card that is shown off to the next day; False when it was already. Raises LogError as `rate` does."""
        return self._put_aside(acts.bury, now)

    def suspend(self, now: Instant) -> bool:
        """Take the card that is shown out of all sittings to come; False and LogError as for `bury`."""
        return self._put_aside(acts.suspend, now)

    def _put_aside(self, act: Callable[[Log, str, Instant], Event | None], now: Instant) -> bool:
        event = act(self._log, self._shown(), now)
        if event is not None:
            self._steps.append(_Step(event.id, event.item, self._queue))
        self.skip()
        return event is not None

    def undo(self, now: Instant) -> Undone | None:
        """Take back the learner's latest act (see `acts.undo`), of this sitting or an earlier one.

        A card of this sitting is shown again at once. A sitting that writes nothing takes back its own ratings only.
        """
        if self._steps and self._steps[-1].event is None:
            step = self._steps.pop()
            self._queue, self._current = step.queue, step.item
            return Undone(step.item, Kind.REVIEW)
        if not self.written and not self._steps:
            return None
        event = acts.undo(self._log, now)
        if event is None:
            return None
        self._load = DueAhead(self._log, self._log.day(now))
        if event.kind != Kind.ATTEMPT:
            self._go_back(event, now)
        return Undone(event.item, event.kind)

    def _go_back(self, event: Event, now: Instant) -> None:
        if self._steps and self._steps[-1].event == event.id:
            self._queue = self._steps.pop().queue
        elif self._again:
            self._agenda = self._choose(self._log, self._items, now)
            self._queue, self._steps = self._agenda.queue, []
        if event.item in (self._items if event.kind == Kind.REVIEW else self._queue):
            self._current = event.item
        elif self._current == event.item:  # suspended again
            self._current = None

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
        return sum(self._agenda.seconds.get(item, _UNKNOWN) for item in self._queue.items) / 60

    @property
    def rest(self) -> tuple[int, int]:
        """How many due cards wait beyond this sitting, and over how many days to come they are spread."""
        return len(self._agenda.rest), self._agenda.days

    def waiting(self, now: Instant) -> timedelta | None:
        """How long until the next failed card comes back; None when none waits."""
        return max(self._queue.waiting[0][0] - now.utc, timedelta(0)) if self._queue.waiting else None

    def _leave_siblings(self, item: str) -> None:
        """Take the other gaps of a card out: one may wait here since an undo."""
        if "#" in item:
            for sibling in self._queue.order:
                if card_of(sibling) == card_of(item):
                    self._queue = self._queue.without(sibling)

    def _ahead(self, now: Instant) -> DueAhead:
        """What is due on the days ahead; read anew when a day begins in the midst of a sitting."""
        if (day := self._log.day(now)) != self._load.day:
            self._load = DueAhead(self._log, day)
        return self._load

    def _shown(self) -> str:
        if self._current is None:
            raise ValueError("no card is shown: ask `next` for one")
        return self._current
