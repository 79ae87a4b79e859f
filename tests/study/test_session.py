"""One sitting from its first card to its last."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from quiz.errors import LogError
from quiz.scheduling.queue import Counts
from quiz.study import acts, plan
from quiz.study.session import Session

ITEMS = tuple(f"c:{n}" for n in range(30))
VERDICT = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}


def work_off(session, now, rating=3, most=100):
    shown = []
    while len(shown) < most and (item := session.next(now)) is not None:
        shown.append(item)
        session.rate(rating, now, seconds=5)
    return shown


def test_a_first_sitting_shows_the_days_new_cards_in_course_order(log, now):
    session = Session(log, ITEMS, now)
    assert session.left == Counts(due=0, new=10, again=0)
    assert work_off(session, now) == list(ITEMS[:10])


def test_a_second_sitting_of_the_day_brings_no_more_new_cards(log, now, in_days):
    work_off(Session(log, ITEMS, now), now, most=4)
    assert work_off(Session(log, ITEMS, now), now) == list(ITEMS[4:10])
    assert Session(log, ITEMS, now).next(now) is None
    assert Session(log, ITEMS, in_days(1)).left.new == 10


def test_due_cards_come_before_new_ones_and_those_first_that_would_lose_most(log, now, in_days):
    for item, rating in (("c:5", 4), ("c:3", 2), ("c:4", 3)):
        acts.rate(log, item, rating, now, seconds=5)
    session = Session(log, ITEMS, in_days(40))
    assert session.left == Counts(due=3, new=10, again=0)
    assert work_off(session, in_days(40), most=4) == ["c:4", "c:3", "c:5", "c:0"]


def test_cards_of_other_courses_stay_out(log, now, in_days):
    acts.rate(log, "other:a", 1, now, seconds=5)
    assert Session(log, ["c:0"], in_days(1)).left == Counts(due=0, new=1, again=0)
    assert Session(log, ITEMS, now).left.new == 10


def test_the_card_shown_stays_until_it_is_rated(log, now):
    session = Session(log, ITEMS, now)
    assert session.next(now) == "c:0"
    session.rate(1, now, seconds=5)
    assert session.next(now) == "c:1"
    assert session.next(now + timedelta(minutes=11)) == "c:1"
    session.rate(3, now + timedelta(minutes=11), seconds=5)
    assert session.next(now + timedelta(minutes=11)) == "c:0"


def test_a_failed_card_keeps_its_ten_minutes_over_a_restart(log, now):
    first = Session(log, ITEMS, now)
    first.next(now)
    first.rate(1, now, seconds=5)
    session = Session(log, ITEMS, now + timedelta(minutes=2))
    assert session.left.again == 1
    assert session.waiting(now + timedelta(minutes=2)) == timedelta(minutes=8)
    assert session.next(now + timedelta(minutes=9)) == "c:1"
    session.rate(3, now + timedelta(minutes=9), seconds=5)
    assert session.next(now + timedelta(minutes=10)) == "c:0"


def test_a_card_failed_yesterday_is_simply_due(log, now, in_days):
    acts.rate(log, "c:0", 1, now, seconds=5)
    assert Session(log, ITEMS, in_days(1)).left == Counts(due=1, new=10, again=0)


def test_a_card_failed_under_a_wrong_clock_comes_back_all_the_same(log, now, in_days):
    acts.rate(log, "c:0", 3, in_days(300), seconds=5)
    acts.undo(log, now)
    acts.rate(log, "c:0", 1, now, seconds=5)
    assert Session(log, ["c:0"], now).next(now) == "c:0"


def test_the_interval_shown_is_the_one_written(log, in_days):
    for visit in range(5):
        now = in_days(20 * visit)
        session = Session(log, ITEMS[:3], now)
        for rating in (2, 3, 4):
            if session.next(now) is not None:
                shown = session.preview(now)
                assert session.rate(rating, now + timedelta(seconds=20), seconds=20).interval == shown[rating - 1]
    assert len(log.events()) >= 9


def test_undo_brings_the_card_back_at_once_with_the_queue_as_it_was(log, now):
    session = Session(log, ITEMS, now)
    for rating in (3, 1, 3):
        session.next(now)
        session.rate(rating, now, seconds=5)
    assert session.left == Counts(due=0, new=7, again=1)
    assert [session.undo(now).item for _ in range(2)] == ["c:2", "c:1"]
    assert session.next(now) == "c:1"
    assert session.left == Counts(due=0, new=9, again=0)
    session.rate(3, now, seconds=5)
    assert session.next(now) == "c:2"


def test_undo_reaches_back_into_an_earlier_sitting(log, now):
    work_off(Session(log, ITEMS, now), now)
    session = Session(log, ITEMS, now)
    assert session.undo(now).item == "c:9"
    assert session.next(now) == "c:9"
    assert session.left == Counts(due=0, new=1, again=0)


def test_undo_shows_a_card_whose_turn_in_the_course_has_not_come(log, now):
    acts.rate(log, "c:20", 3, now, seconds=5)
    session = Session(log, ITEMS, now)
    session.undo(now)
    assert session.next(now) == "c:20"


def test_undo_of_an_attempt_leaves_the_card_shown(log, now):
    acts.attempt(log, "c:kata", VERDICT, now, source=b"")
    session = Session(log, ITEMS, now)
    assert session.next(now) == "c:0"
    assert session.undo(now).kind == "attempt"
    assert session.next(now) == "c:0"
    assert session.undo(now) is None


def test_a_card_that_a_failed_kata_made_due_comes_first_even_when_new(log, now):
    acts.attempt(log, "c:kata", VERDICT, now, source=b"", cards=["c:20"])
    session = Session(log, ITEMS, now)
    assert session.next(now) == "c:20"
    assert session.left == Counts(due=1, new=10, again=0)


def test_a_card_can_be_left_out_of_the_sitting(log, now):
    session = Session(log, ITEMS, now)
    session.next(now)
    session.skip()
    assert session.next(now) == "c:1"
    session.rate(3, now, seconds=5)
    session.undo(now)
    assert session.left.new == 9


@pytest.mark.parametrize("put_aside", [Session.bury, Session.suspend])
def test_a_card_put_aside_leaves_the_sitting_and_undo_shows_it_again(log, now, put_aside):
    session = Session(log, ITEMS[:3], now)
    session.next(now)
    session.rate(1, now, seconds=5)
    session.next(now)
    put_aside(session, now)
    assert session.next(now) == "c:2"
    assert session.left == Session(log, ITEMS[:3], now).left == Counts(due=0, new=1, again=1)
    session.rate(3, now, seconds=5)
    assert [session.undo(now).item for _ in range(2)] == ["c:2", "c:1"]
    assert session.next(now) == "c:1"
    assert session.left == Counts(due=0, new=2, again=1)
    assert session.undo(now).item == "c:0"
    assert session.next(now) == "c:0"


def test_a_failed_card_can_be_put_aside_while_it_waits(log, now):
    session = Session(log, ["c:0"], now)
    session.next(now)
    session.rate(1, now, seconds=5)
    assert session.next(now) == "c:0"
    assert session.bury(now)
    assert session.next(now) is None
    assert Session(log, ["c:0"], now).left.total == 0
    again = Session.over(log, ["c:0"], now)
    again.next(now)
    assert not again.bury(now)


def test_buried_cards_are_back_the_next_day_and_suspended_ones_are_not(log, now, in_days):
    acts.rate(log, "c:2", 1, now, seconds=5)
    acts.rate(log, "c:3", 1, now, seconds=5)
    for item in ("c:0", "c:2"):
        acts.bury(log, item, in_days(1))
    for item in ("c:1", "c:3"):
        acts.suspend(log, item, in_days(1))
    assert work_off(Session(log, ITEMS[:4], in_days(1)), in_days(1)) == []
    assert work_off(Session(log, ITEMS[:4], in_days(2)), in_days(2)) == ["c:2", "c:0"]


def test_undo_of_a_suspension_made_elsewhere_shows_only_a_card_that_waits(log, now, in_days):
    acts.rate(log, "c:5", 4, now, seconds=5)
    for item in ("c:5", "c:3"):
        acts.suspend(log, item, now)
    session = Session(log, ITEMS, now)
    assert session.next(now) == "c:0"
    assert session.undo(now).item == "c:3"
    assert session.next(now) == "c:3"
    assert session.undo(now).item == "c:5"
    assert session.next(now) == "c:3"


def test_undo_of_an_unsuspension_takes_the_card_away_again(log, now):
    acts.suspend(log, "c:0", now)
    acts.unsuspend(log, "c:0", now)
    session = Session(log, ITEMS, now)
    assert session.next(now) == "c:0"
    assert session.undo(now).kind == "unsuspend"
    assert session.next(now) == "c:1"


def test_a_card_that_somebody_else_suspended_meanwhile_can_still_be_suspended(log, now):
    session = Session(log, ITEMS, now)
    session.next(now)
    acts.suspend(log, "c:0", now)
    session.suspend(now)
    assert session.next(now) == "c:1"
    assert session.undo(now).item == "c:0"
    assert session.next(now) == "c:0"


def test_the_minutes_left_follow_the_learners_pace(log, now):
    session = Session(log, ITEMS, now)
    assert session.minutes == pytest.approx(10 * 25 / 60)
    for _ in range(10):
        session.next(now)
        session.rate(3, now, seconds=40)
    assert session.minutes == 0
    assert Session(log, ITEMS, now + timedelta(days=1)).minutes == pytest.approx(10 * 40 / 60)


@pytest.mark.parametrize("act", [partial(Session.rate, rating=3, seconds=5), Session.bury, Session.suspend])
def test_an_act_that_cannot_be_written_leaves_the_card_shown(log, now, act):
    session = Session(log, ITEMS, now)
    session.next(now)
    log.rows("PRAGMA query_only = ON")
    with pytest.raises(LogError):
        act(session, now=now)
    log.rows("PRAGMA query_only = OFF")
    assert session.next(now) == "c:0"
    assert session.left.new == 10


def fill(log, now):
    with suppress(LogError):
        for n in range(10_000):
            acts.rate(log, f"elsewhere:{n}", 3, now, seconds=5)


def test_a_disk_that_is_full_leaves_the_card_shown_and_the_log_as_it_was(log, now):
    session = Session(log, ITEMS, now)
    session.next(now)
    log.rows(f"PRAGMA max_page_count = {log.rows('PRAGMA page_count')[0][0]}")
    fill(log, now)
    before = log.events()
    with pytest.raises(LogError, match="disk is full; nothing was changed"):
        session.rate(3, now, seconds=5)
    assert log.events() == before
    assert session.next(now) == "c:0"
    assert session.left.new == 10
    log.rows("PRAGMA max_page_count = 1000000")
    session.rate(3, now, seconds=5)
    assert session.next(now) == "c:1"


def test_rating_without_a_card_is_a_mistake_of_the_caller(log, now):
    with pytest.raises(ValueError, match="no card is shown"):
        Session(log, ITEMS, now).rate(3, now, seconds=5)


GAPS = ("c:a#1", "c:a#2", "c:a#3", "c:b", "c:d#1", "c:d#2")


def test_of_the_gaps_of_a_card_one_is_new_on_a_day(log, now, in_days):
    assert work_off(Session(log, GAPS, now), now) == ["c:a#1", "c:b", "c:d#1"]
    assert Session(log, GAPS, now).next(now) is None
    assert work_off(Session(log, GAPS, in_days(1)), in_days(1)) == ["c:a#2", "c:d#2"]


def test_of_the_gaps_that_are_due_the_one_of_lowest_recall_is_asked(log, now, in_days):
    for item, rating in (("c:a#1", 4), ("c:a#2", 2)):
        acts.rate(log, item, rating, now, seconds=5)
    assert work_off(Session(log, GAPS[:3], in_days(40)), in_days(40)) == ["c:a#2"]
    assert work_off(Session(log, GAPS[:3], in_days(41)), in_days(41)) == ["c:a#1"]


def test_a_failed_gap_comes_back_on_its_day_and_its_siblings_do_not(log, now):
    session = Session(log, GAPS[:3], now)
    session.next(now)
    session.rate(1, now, seconds=5)
    assert session.left == Counts(due=0, new=0, again=1)
    assert Session(log, GAPS[:3], now).left == Counts(due=0, new=0, again=1)


def test_after_an_undo_across_sittings_siblings_stay_apart(log, now, in_days):
    for item in ("c:a#1", "c:a#2"):
        acts.rate(log, item, 3, now, seconds=5)
    later = in_days(40)
    acts.rate(log, "c:a#2", 3, later, seconds=5)
    session = Session(log, GAPS[:3], later)
    session.undo(later)
    assert work_off(session, later) == ["c:a#2"]


def test_a_card_that_a_kata_made_due_again_on_its_day_is_asked_again(log, now):
    acts.rate(log, "c:b", 3, now, seconds=5)
    acts.attempt(log, "c:kata/k", VERDICT, now, source=b"", cards=["c:b"])
    assert Session(log, GAPS[3:4], now).next(now) == "c:b"


def test_with_an_interview_ahead_the_plan_decides_the_order_and_the_number_of_new_cards(log, now, in_days):
    for item in ITEMS[:6]:
        acts.rate(log, item, 3, now, seconds=5)
    day = in_days(14)
    plan.set_date(log, "2026-12-08", day)
    expected = [asked.item for asked in plan.portion(log, ITEMS, day).taken]
    session = Session(log, ITEMS, day)
    assert session.left == Counts(due=6, new=12, again=0)
    assert work_off(session, day) == expected
    assert Session(log, ITEMS, day).next(day) is None


def test_a_failed_card_comes_back_and_undo_works_under_a_plan(log, now):
    plan.set_date(log, "2026-12-10", now)
    session = Session(log, ITEMS, now)
    first, before = session.next(now), session.left
    session.rate(1, now, seconds=5)
    assert session.left.again == 1
    assert session.next(now) != first
    assert Session(log, ITEMS, now).left == session.left
    session.undo(now)
    assert session.next(now) == first
    assert session.left == before


def test_after_the_interview_plain_fsrs_goes_on(log, now, in_days):
    plan.set_date(log, "2026-11-22", now)
    assert Session(log, ITEMS, now).left.new == 30
    assert Session(log, ITEMS, in_days(3)).left.new == 10
