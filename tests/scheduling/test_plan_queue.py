"""The queue of a sitting that follows a plan."""

from datetime import UTC, datetime, timedelta

from quiz.scheduling.day import Instant
from quiz.scheduling.plan_queue import planned
from quiz.scheduling.queue import Counts

NOW = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC), 60)


def test_new_and_due_cards_come_in_one_order():
    queue, shown = planned(["a", "n", "b", "m"], {"a", "b", "c"}, {}), []
    assert queue.counts == Counts(due=2, new=2, again=0)
    while (card := queue.next(NOW)) is not None:
        shown.append(card)
        queue = queue.answered(card, 3, NOW)
    assert shown == ["a", "n", "b", "m"]
    assert queue.counts.total == 0


def test_a_failed_card_comes_back_after_ten_minutes_and_before_the_rest():
    queue = planned(["a", "n", "b"], {"a", "b"}, {}).answered("a", 1, NOW)
    assert queue.counts == Counts(due=1, new=1, again=1)
    assert queue.next(NOW) == "n"
    assert queue.next(NOW + timedelta(minutes=10)) == "a"
    assert "a" in queue
    assert "a" not in queue.without("a")


def test_a_card_failed_before_the_sitting_waits_and_is_not_asked_twice():
    queue = planned(["a", "b"], {"a", "b"}, {"a": NOW.utc})
    assert queue.counts == Counts(due=1, new=0, again=1)
    assert queue.next(NOW) == "b"
