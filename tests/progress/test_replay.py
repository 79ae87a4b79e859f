"""The cache equals the replay of the log, whatever happened; undo restores exactly."""

import random
from datetime import date, timedelta

import pytest

from quiz.progress.event import Kind
from quiz.progress.log import Log
from quiz.progress.replay import State
from quiz.study import acts

VERDICT = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}
PASSED = {"verdict": "passed", "passed": True, "checks": [], "misconception": None}


def whole(log):
    """All that is derived from the log."""
    return {state.item: state for state in log.states()}, log.active_days(), log.rows("SELECT * FROM act")


def is_suspended(log, item):
    return item in log.suspended()


def fail(log, now, *cards):
    return acts.attempt(log, "c:kata", VERDICT, now, source=b"pass", cards=cards)


def random_step(log, rng, clock):
    item = f"c:{rng.randrange(6)}"
    choice = rng.random()
    if choice < 0.45:
        acts.rate(log, item, rng.randrange(1, 5), clock, seconds=rng.uniform(1, 30))
    elif choice < 0.65:
        acts.undo(log, clock)
    elif choice < 0.75:
        verdict = PASSED if rng.random() < 0.3 else VERDICT
        acts.attempt(log, "c:kata", verdict, clock, source=b"", cards=rng.sample(["c:0", "c:1", "c:9"], 2))
    elif choice < 0.79:
        acts.change_setting(log, "retention", rng.choice((0.8, 0.9)), clock)
    elif choice < 0.94:
        rng.choice((acts.bury, acts.suspend, acts.unsuspend))(log, item, clock)
    else:
        target = rng.choice(log.events() or [None])
        if target is not None:
            log.append(Kind.UNDO, target.item, {"target": target.id}, clock)


@pytest.mark.parametrize("seed", range(12))
def test_the_cache_equals_the_replay_after_every_step_of_a_random_history(log, now, seed):
    rng, clock = random.Random(seed), now
    for _ in range(60):
        # Some steps back in time, and offsets from all over the world.
        clock = type(now)((clock + timedelta(hours=rng.choice((0, 0.1, 3, 20, 50, -6)))).utc, rng.randrange(-720, 840))
        random_step(log, rng, clock)
        assert log.verify() == []


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_undo_of_the_last_review_restores_everything_exactly(log, now, in_days, rating):
    for day in range(4):
        acts.rate(log, "c:a", 3, in_days(5 * day), seconds=5)
        acts.rate(log, "c:b", 1, in_days(5 * day), seconds=5)
    before = whole(log)
    acts.rate(log, "c:a", rating, in_days(30), seconds=5)
    acts.undo(log, in_days(30))
    assert whole(log) == before


@pytest.mark.parametrize("item", ["c:reviewed", "c:new"])
@pytest.mark.parametrize("day", [0, 3])
@pytest.mark.parametrize("act", [acts.bury, acts.suspend, acts.unsuspend])
def test_undo_of_a_card_put_aside_restores_everything_exactly(log, now, in_days, act, day, item):
    acts.rate(log, "c:reviewed", 3, now, seconds=5)
    if act is acts.unsuspend:
        acts.suspend(log, item, now)
    before = whole(log)
    assert act(log, item, in_days(day)) is not None
    assert whole(log) != before
    acts.undo(log, in_days(day))
    assert whole(log) == before
    assert log.verify() == []


def test_a_suspended_card_stays_so_whatever_else_happens_to_it(tmp_path, now, in_days):
    with Log.open(tmp_path / "a") as one, Log.open(tmp_path / "b") as two:
        acts.suspend(one, "c:a", now)
        acts.rate(two, "c:a", 3, in_days(1), seconds=5)
        fail(two, in_days(2), "c:a")
        one.merge(two.events())
        assert is_suspended(one, "c:a")
        assert one.due(date(2030, 1, 1)) == []
        assert one.state("c:a").memory.reps == 1
        assert one.verify() == []


def test_undo_of_a_suspension_amid_other_acts_brings_the_card_back(log, now):
    event = acts.suspend(log, "c:a", now)
    acts.rate(log, "c:a", 1, now, seconds=5)
    log.append(Kind.UNDO, "c:a", {"target": event.id}, now)
    assert not is_suspended(log, "c:a")
    assert log.active_days()[0].earliest_due == date(2026, 11, 20)
    assert log.verify() == []


def test_the_earliest_due_day_passes_over_suspended_cards(log, now, in_days):
    first, second = acts.rate(log, "c:a", 1, now, seconds=5), acts.rate(log, "c:b", 4, now, seconds=5)
    acts.suspend(log, "c:a", in_days(1))
    acts.bury(log, "c:b", in_days(2))
    acts.unsuspend(log, "c:a", in_days(3))
    found = [(day.studied, day.earliest_due) for day in log.active_days()]
    assert found == [(True, first.due), (False, second.due), (False, second.due), (False, first.due)]
    assert log.verify() == []


def test_undo_of_the_only_review_makes_the_card_new_again(log, now):
    acts.rate(log, "c:a", 3, now, seconds=5)
    acts.undo(log, now)
    assert log.state("c:a") is None
    assert log.active_days() == []


def test_undo_of_an_attempt_takes_back_the_due_days_it_moved(log, now, in_days):
    acts.rate(log, "c:a", 4, now, seconds=5)
    before = whole(log)
    fail(log, in_days(1), "c:a", "c:unseen")
    assert [state.item for state in log.due(date(2026, 11, 21))] == ["c:a", "c:unseen"]
    acts.undo(log, in_days(1))
    assert whole(log) == before


def test_a_failed_kata_makes_its_cards_due_that_day_and_no_later(log, now, in_days):
    acts.rate(log, "c:a", 4, now, seconds=5)
    memory = log.state("c:a").memory
    fail(log, in_days(2), "c:a")
    fail(log, in_days(3), "c:a")
    assert log.state("c:a").due == date(2026, 11, 22)
    assert log.state("c:a").memory == memory


def test_a_card_that_only_a_kata_made_due_is_still_new(log, now):
    fail(log, now, "c:a")
    assert log.state("c:a") == State("c:a", due=date(2026, 11, 20))
    assert log.seen() == set()
    assert log.active_days()[0].earliest_due is None


def test_a_passed_kata_makes_no_card_due(log, now):
    acts.attempt(log, "c:kata", PASSED, now, source=b"", cards=["c:a"])
    assert log.due(date(2030, 1, 1)) == []


def test_the_due_day_is_the_one_that_was_written(log, now, in_days):
    first = acts.rate(log, "c:a", 4, now, seconds=5)
    second = acts.rate(log, "c:a", 4, in_days(20), seconds=5)
    log.rebuild()
    assert log.state("c:a").due == second.due
    acts.undo(log, in_days(20))
    assert log.state("c:a").due == first.due


def test_after_the_undo_of_an_earlier_review_the_due_day_is_computed_without_fuzz(log, now, in_days):
    first = acts.rate(log, "c:a", 3, now, seconds=5)
    second = acts.rate(log, "c:a", 3, in_days(20), seconds=5)
    log.append(Kind.UNDO, "c:a", {"target": first.event.id}, in_days(20))
    state = log.state("c:a")
    plain, interval = log.settings().scheduler.step(None, 3, date(2026, 12, 10))
    assert state.memory == plain
    assert state.due == date(2026, 12, 10) + timedelta(interval) != second.due
    assert log.verify() == []


def test_a_failed_card_whose_past_was_undone_is_still_due_on_its_day(log, now, in_days):
    first = acts.rate(log, "c:a", 3, now, seconds=5)
    acts.rate(log, "c:a", 1, in_days(20), seconds=5)
    log.append(Kind.UNDO, "c:a", {"target": first.event.id}, in_days(20))
    assert log.state("c:a").due == date(2026, 12, 10)


def test_new_weights_change_the_memories_but_not_the_due_days(log, now):
    due = acts.rate(log, "c:a", 3, now, seconds=5).due
    weights = list(log.settings().scheduler._fsrs.parameters)
    weights[2] *= 2
    before = log.state("c:a").memory.stability
    acts.change_setting(log, "parameters", weights, now)
    assert log.state("c:a").memory.stability == pytest.approx(2 * before)
    assert log.state("c:a").due == due
    assert log.verify() == []


def test_an_undo_of_something_unknown_or_undone_changes_nothing(log, now):
    review = acts.rate(log, "c:a", 3, now, seconds=5)
    acts.rate(log, "c:b", 3, now, seconds=5)
    log.append(Kind.UNDO, "c:a", {"target": "elsewhere-9"}, now)
    log.append(Kind.UNDO, "c:a", {"target": review.event.id}, now)
    before = whole(log)
    log.append(Kind.UNDO, "c:a", {"target": review.event.id}, now)
    assert whole(log) == before
    assert log.verify() == []


def test_a_day_of_study_knows_its_first_and_last_act_and_what_was_due_after_it(log, now):
    first = acts.rate(log, "c:a", 1, now, seconds=5)
    assert log.active_days()[0].earliest_due == date(2026, 11, 20)
    last = acts.rate(log, "c:a", 3, now + timedelta(minutes=10), seconds=5)
    (day,) = log.active_days()
    assert (day.first, day.last) == (first.event.instant_us, last.event.instant_us)
    assert day.earliest_due == last.due


def test_merged_logs_replay_to_the_same_cache(tmp_path, now):
    rng = random.Random(3)
    with Log.open(tmp_path / "a") as one, Log.open(tmp_path / "b") as two:
        for n in range(60):
            random_step(rng.choice((one, two)), rng, now + timedelta(hours=7 * n))
        one.merge(two.events())
        assert one.verify() == []
        for n in range(60, 90):
            random_step(one, rng, now + timedelta(hours=7 * n))
            assert one.verify() == []
