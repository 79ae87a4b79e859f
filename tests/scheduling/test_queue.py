"""The queue of a sitting."""

from datetime import UTC, datetime, timedelta

from quiz.scheduling.day import Instant
from quiz.scheduling.queue import Counts, Queue, build

NOW = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC))


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def worked_off(queue, now=NOW, rating=3):
    shown = []
    while (item := queue.next(now)) is not None:
        shown.append(item)
        queue = queue.answered(item, rating, now)
    return shown


def test_cards_come_in_the_given_order_due_and_new_ones_alike():
    assert worked_off(build("bnam", "nm", {})) == ["b", "n", "a", "m"]


def test_a_failed_card_comes_back_after_ten_minutes_before_the_other_ones():
    queue = build("abc", "", {}).answered("a", 1, NOW)
    assert queue.next(later(9.9)) == "b"
    assert queue.next(later(10)) == "a"


def test_a_failed_card_comes_back_earlier_when_nothing_else_is_left():
    queue = build("a", "", {}).answered("a", 1, NOW)
    assert queue.next(later(0)) == "a"


def test_no_failed_card_comes_back_more_than_twenty_minutes_early():
    queue = Queue(waiting=((NOW.utc + timedelta(minutes=21), "a"),))
    assert queue.next(NOW) is None
    assert queue.next(later(1)) == "a"


def test_failed_cards_come_back_in_the_order_of_their_failures():
    queue = build("ab", "", {}).answered("a", 1, NOW).answered("b", 1, later(1)).answered("a", 1, later(2))
    assert queue.next(later(30)) == "b"


def test_a_card_failed_before_the_sitting_keeps_its_time_and_is_not_asked_twice():
    queue = build("ab", "", {"a": NOW.utc - timedelta(minutes=4)})
    assert queue.items == ("b", "a")
    assert queue.next(later(5.9)) == "b"
    assert queue.next(later(6)) == "a"


def test_counts_tell_the_kinds_apart():
    queue = build("nab", "n", {}).answered("a", 1, NOW)
    assert queue.counts == Counts(due=1, new=1, again=1)
    assert queue.counts.total == 3
    assert queue.without("n").counts == Counts(due=1, new=0, again=1)


def test_a_queue_knows_the_cards_it_holds():
    queue = build("abn", "n", {}).answered("a", 1, NOW)
    assert [item in queue for item in ("a", "b", "n", "z")] == [True, True, True, False]


def test_a_passed_card_is_gone_and_the_earlier_queue_is_untouched():
    before = build("a", "", {})
    after = before.answered("a", 2, NOW)
    assert after.next(NOW) is None
    assert before.next(NOW) == "a"
