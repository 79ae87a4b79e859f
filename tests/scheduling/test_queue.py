"""The queue of a sitting."""

from datetime import UTC, datetime, timedelta

from quiz.scheduling.day import Instant
from quiz.scheduling.queue import Counts, Queue, build

NOW = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC))


def later(minutes):
    return NOW + timedelta(minutes=minutes)


def start(due=(), new=(), failed=(), limit=10, introduced=0):
    return build(dict(due), list(new), dict(failed), new_per_day=limit, introduced=introduced)


def worked_off(queue, now=NOW, rating=3):
    shown = []
    while (item := queue.next(now)) is not None:
        shown.append(item)
        queue = queue.answered(item, rating, now)
    return shown


def test_due_cards_come_lowest_recall_first_then_new_ones_in_the_given_order():
    assert worked_off(start({"a": 0.9, "b": 0.4, "c": 0.7}, ["n2", "n1"])) == ["b", "c", "a", "n2", "n1"]


def test_cards_of_equal_recall_keep_the_given_order():
    assert worked_off(start({"z": 0.5, "a": 0.5})) == ["z", "a"]


def test_new_cards_of_today_count_against_the_limit():
    assert start(new="abcde", limit=3, introduced=1).new == ("a", "b")
    assert start(new="abcde", limit=3, introduced=7).new == ()


def test_a_failed_card_comes_back_after_ten_minutes_before_the_other_ones():
    queue = start({"a": 0.1, "b": 0.2, "c": 0.3}).answered("a", 1, NOW)
    assert queue.next(later(9.9)) == "b"
    assert queue.next(later(10)) == "a"


def test_a_failed_card_comes_back_earlier_when_nothing_else_is_left():
    queue = start({"a": 0.1}).answered("a", 1, NOW)
    assert queue.next(later(0)) == "a"


def test_no_failed_card_comes_back_more_than_twenty_minutes_early():
    queue = Queue(waiting=((NOW.utc + timedelta(minutes=21), "a"),))
    assert queue.next(NOW) is None
    assert queue.next(later(1)) == "a"


def test_failed_cards_come_back_in_the_order_of_their_failures():
    queue = start({"a": 0.1, "b": 0.2}).answered("a", 1, NOW).answered("b", 1, later(1)).answered("a", 1, later(2))
    assert queue.next(later(30)) == "b"


def test_a_card_failed_before_the_sitting_keeps_its_time():
    queue = start({"b": 0.5}, failed={"a": NOW.utc - timedelta(minutes=4)})
    assert queue.next(later(5.9)) == "b"
    assert queue.next(later(6)) == "a"


def test_counts_tell_the_kinds_apart():
    queue = start({"a": 0.1, "b": 0.2}, ["n"]).answered("a", 1, NOW)
    assert queue.counts == Counts(due=1, new=1, again=1)
    assert queue.counts.total == 3


def test_a_queue_knows_the_cards_it_holds():
    queue = start({"a": 0.1, "b": 0.2}, ["n"]).answered("a", 1, NOW)
    assert [item in queue for item in ("a", "b", "n", "z")] == [True, True, True, False]


def test_a_passed_card_is_gone_and_the_earlier_queue_is_untouched():
    before = start({"a": 0.1})
    after = before.answered("a", 2, NOW)
    assert after.next(NOW) is None
    assert before.next(NOW) == "a"
