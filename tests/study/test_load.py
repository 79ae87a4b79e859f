"""Cards come back on days that have less to do."""

from collections import Counter
from datetime import date, timedelta

import pytest

from quiz.progress.log import Log
from quiz.scheduling.memory import seed_of
from quiz.study import acts
from quiz.study.load import DueAhead
from quiz.study.session import Session

TODAY = date(2026, 11, 20)
PASSED = {"verdict": "passed", "passed": True, "checks": [], "misconception": None}


def make_due(log, now, day, cards, name="x"):
    for n in range(cards):
        item = f"c:{name}{day}-{n}"
        acts.rate(log, item, 3, now, seconds=5)
        acts.set_due(log, item, TODAY + timedelta(day), now)


def test_it_counts_the_reviewed_cards_of_each_day(log, now):
    make_due(log, now, 5, 3)
    make_due(log, now, 40, 2)
    acts.set_due(log, "c:new", TODAY + timedelta(5), now)  # never reviewed
    acts.suspend(log, "c:x5-0", now)
    load = DueAhead(log, TODAY)
    assert [load(day) for day in (4, 5, 40, 400)] == [0, 2, 2, 0]
    load.add(TODAY + timedelta(5))
    assert load(5) == 3


def test_a_kata_counts_as_many_cards(log, now):
    acts.attempt(log, "c:kata/k", PASSED, now, source=b"")
    due = log.state("c:kata/k").due
    assert DueAhead(log, TODAY)((due - TODAY).days) == 60


def test_a_full_day_is_avoided(log, now, in_days):
    acts.rate(log, "c:a", 4, now, seconds=5)
    again = in_days(8)
    alone = acts.preview(log, "c:a", again)[2]
    make_due(log, now, 8 + alone, 30)
    shown = acts.preview(log, "c:a", again)
    assert shown[2] != alone
    assert acts.rate(log, "c:a", 3, again, seconds=5).interval == shown[2]


def test_without_other_cards_the_seed_decides(log, now):
    scheduler = log.settings().scheduler
    assert acts.preview(log, "c:a", now) == scheduler.preview(None, TODAY, seed_of("c:a", None))


def test_in_a_sitting_what_is_shown_is_what_is_written_and_days_fill_evenly(log, now):
    items = [f"c:{n:03}" for n in range(60)]
    session, days = Session.over(log, items, now), Counter()
    while session.next(now):
        shown = session.preview(now)
        days[session.rate(4, now, seconds=5).interval] += 1
        assert shown[3] in days
    assert len(days) >= 3
    assert max(days.values()) - min(days.values()) <= 1


def test_undo_in_a_sitting_frees_the_day(log, now):
    session = Session.over(log, ["c:a", "c:b"], now)
    session.next(now)
    first = session.preview(now)
    session.rate(4, now, seconds=5)
    session.undo(now)
    session.next(now)
    assert session.preview(now) == first


def test_a_sitting_over_the_end_of_a_day_looks_at_the_new_one(log, now, in_days):
    session = Session.over(log, ["c:a", "c:b"], now)
    session.next(now)
    tomorrow = in_days(1)
    shown = session.preview(tomorrow)
    assert session.rate(3, tomorrow, seconds=5).due == TODAY + timedelta(1 + shown[2])


def test_a_log_that_is_replayed_keeps_the_days_that_were_written(log, now, in_days, tmp_path):
    for n in range(40):
        acts.rate(log, f"c:{n}", 4, now, seconds=5)
    for n in range(40):
        acts.rate(log, f"c:{n}", 3, in_days(8), seconds=5)
    assert log.verify() == []
    with Log.open(tmp_path / "other.sqlite3", new_device=lambda: "phone") as other:
        other.merge(log.events())
        assert {s.item: s.due for s in other.states()} == {s.item: s.due for s in log.states()}


@pytest.mark.parametrize("rating", [2, 3, 4])
def test_buttons_stay_a_day_apart_whatever_the_load(log, now, in_days, rating):
    for day in range(1, 30):
        make_due(log, now, day, day % 4, name="y")
    for visit in range(4):
        shown = acts.preview(log, "c:a", in_days(10 * visit))
        assert shown[1] < shown[2] < shown[3]
        acts.rate(log, "c:a", rating, in_days(10 * visit), seconds=5)
