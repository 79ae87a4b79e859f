"""The cache equals the replay of the log, whatever happened; undo restores exactly."""

import gc
import random
from datetime import date, timedelta

import pytest

from quiz.errors import LogError
from quiz.progress.event import Kind
from quiz.progress.log import Log
from quiz.progress.replay import State
from quiz.scheduling.fsrs6 import PUBLISHED
from quiz.study import acts

VERDICT = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}
ITEMS = (*(f"c:{n}" for n in range(6)), "c:kata")
PASSED = {"verdict": "passed", "passed": True, "checks": [], "misconception": None}


def whole(log):
    """All that is derived from the log."""
    return {state.item: state for state in log.states()}, log.active_days(), log.rows("SELECT * FROM act")


def is_suspended(log, item):
    return item in log.suspended()


def fail(log, now, *cards):
    return acts.attempt(log, "c:kata", VERDICT, now, source=b"pass", cards=cards)


def old_attempt(log, now, *, passed, made_due=()):
    """An attempt as an older version logged it: without a rating."""
    payload = {"verdict": "", "passed": passed, "checks": [], "misconception": None, "made_due": list(made_due)}
    return log.append(Kind.ATTEMPT, "c:kata", payload, now)


def mark(log, rng, item, clock):
    """A flag, a note or a due day."""
    act, value = rng.choice(
        (
            (acts.flag, rng.randrange(5)),
            (acts.note, rng.choice("ab")),
            (acts.set_due, date(2026, 12, rng.randrange(1, 31))),
        )
    )
    act(log, item, value, clock)


def random_step(log, rng, clock):
    item = rng.choice(ITEMS)
    choice = rng.random()
    if choice < 0.4:
        acts.rate(log, rng.choice(ITEMS[:-1]), rng.randrange(1, 5), clock, seconds=rng.uniform(1, 30))
    elif choice < 0.55:
        acts.undo(log, clock)
    elif choice < 0.7:
        verdict, cards = rng.choice((PASSED, VERDICT)), rng.sample(["c:0", "c:1", "c:9"], 2)
        acts.attempt(log, "c:kata", verdict, clock, source=b"", hints=rng.randrange(2), cards=cards)
    elif choice < 0.72:
        old_attempt(log, clock, passed=rng.random() < 0.7, made_due=["c:0"])
    elif choice < 0.75:
        acts.reveal(log, "c:kata", clock)
    elif choice < 0.79:
        changes = (("retention", 0.8), ("retention", 0.9), ("rollover", 0), ("rollover", 9))
        acts.change_setting(log, *rng.choice(changes), clock)
    elif choice < 0.87:
        rng.choice((acts.bury, acts.suspend, acts.unsuspend, acts.forget))(log, item, clock)
    elif choice < 0.94:
        mark(log, rng, item, clock)
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


def flagged(log, item, now):
    return acts.flag(log, item, 3, now)


def noted(log, item, now):
    return acts.note(log, item, "like softmax", now)


def set_due(log, item, now):
    return acts.set_due(log, item, date(2027, 1, 5), now)


@pytest.mark.parametrize("item", ["c:reviewed", "c:new"])
@pytest.mark.parametrize("day", [0, 3])
@pytest.mark.parametrize("act", [acts.bury, acts.suspend, acts.unsuspend, flagged, noted, set_due, acts.reveal])
def test_undo_of_anything_done_to_a_card_restores_everything_exactly(log, now, in_days, act, day, item):
    acts.rate(log, "c:reviewed", 1, now, seconds=5)
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
    assert log.state("c:a") is None


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


def test_a_forgotten_card_is_new_again_and_keeps_its_marks_and_its_past(log, now, in_days):
    acts.rate(log, "c:a", 3, now, seconds=5)
    acts.flag(log, "c:a", 2, now)
    acts.note(log, "c:a", "max first", now)
    before = whole(log)
    assert acts.forget(log, "c:a", in_days(9)) is not None
    state = log.state("c:a")
    assert (state.memory, state.due, state.last_review, state.flag, state.note) == (None, None, None, 2, "max first")
    assert log.seen() == set()
    assert log.active_days()[-1].earliest_due is None
    assert acts.forget(log, "c:a", in_days(9)) is None
    again = acts.rate(log, "c:a", 3, in_days(10), seconds=5)
    assert (again.event.payload["previous"], again.event.payload["recall"], again.memory.reps) == (None, None, 1)
    assert log.state("c:a").due == again.due
    assert log.verify() == []
    assert len(log.rows("SELECT * FROM act WHERE kind = 'review'")) == 2
    for _ in range(2):
        acts.undo(log, in_days(10))
    assert whole(log) == before


def test_a_card_that_a_kata_made_due_is_not_shaky_once_forgotten(log, now):
    fail(log, now, "c:a")
    event = acts.forget(log, "c:a", now)
    assert log.due(date(2030, 1, 1)) == []
    assert log.state("c:a").last_us == event.instant_us


def test_a_due_day_that_was_set_leaves_the_memory_and_ends_with_the_next_review(log, now, in_days):
    first = acts.rate(log, "c:a", 3, now, seconds=5)
    acts.set_due(log, "c:a", date(2026, 12, 24), now)
    state = log.state("c:a")
    assert (state.due, state.memory, state.last_review) == (date(2026, 12, 24), first.memory, first.event.id)
    assert log.active_days()[0].earliest_due == date(2026, 12, 24)
    second = acts.rate(log, "c:a", 3, in_days(34), seconds=5)
    assert second.event.payload["previous"] == first.event.id
    assert log.state("c:a").due == second.due
    assert log.verify() == []


def test_a_due_day_that_was_set_makes_an_unseen_card_wait_for_that_day(log, now):
    acts.set_due(log, "c:a", date(2026, 11, 25), now)
    assert log.due(date(2026, 11, 24)) == []
    assert [state.item for state in log.due(date(2026, 11, 25))] == ["c:a"]
    assert log.active_days()[0].earliest_due is None  # it is new, and new cards never make a day due


def test_flags_and_notes_stay_whatever_else_happens_and_make_nothing_due(log, now, in_days):
    acts.flag(log, "c:a", 4, now)
    acts.note(log, "c:a", "the mask comes first", now)
    assert log.due(date(2030, 1, 1)) == []
    acts.rate(log, "c:a", 3, in_days(1), seconds=5)
    fail(log, in_days(2), "c:a")
    acts.suspend(log, "c:a", in_days(2))
    assert (log.state("c:a").flag, log.state("c:a").note) == (4, "the mask comes first")
    assert [day.studied for day in log.active_days()] == [False, True, True]


def test_a_kata_steps_by_the_rating_that_was_written(log, now, in_days):
    failed = fail(log, now)
    passed = acts.attempt(log, "c:kata", PASSED, in_days(1), source=b"")
    memory, _ = log.settings().scheduler.step(None, 3, date(2026, 11, 21))
    log.append(Kind.UNDO, "c:kata", {"target": failed.id}, in_days(1))
    state = log.state("c:kata")
    assert (state.memory, state.last_review, state.last_rating) == (memory, passed.id, 3)
    assert state.due.isoformat() == passed.payload["due"]
    assert log.verify() == []


def test_a_kata_whose_past_was_undone_comes_back_when_plain_fsrs_says_but_not_on_the_same_day(log, now, in_days):
    first = acts.attempt(log, "c:kata", PASSED, now, source=b"")
    acts.reveal(log, "c:kata", in_days(400))
    log.append(Kind.UNDO, "c:kata", {"target": first.id}, in_days(400))
    assert log.state("c:kata").due == date(2027, 12, 26)
    assert log.verify() == []


def test_a_due_kata_keeps_a_day_from_being_free_as_a_card_does(log, now):
    event = acts.attempt(log, "c:kata", PASSED, now, source=b"")
    assert log.active_days()[0].earliest_due.isoformat() == event.payload["due"]


def test_in_a_log_without_ratings_a_pass_is_good_when_the_kata_is_new_or_due(log, now, in_days):
    old_attempt(log, now, passed=False)
    assert log.state("c:kata") is None
    old_attempt(log, now, passed=True)
    memory, interval = log.settings().scheduler.step(None, 3, date(2026, 11, 20))
    assert log.state("c:kata").memory == memory
    assert log.state("c:kata").due == date(2026, 11, 20) + timedelta(interval)
    old_attempt(log, in_days(1), passed=True)
    assert log.state("c:kata").memory == memory
    old_attempt(log, in_days(interval), passed=True)
    assert log.state("c:kata").memory.reps == 2
    assert log.verify() == []


def test_a_log_without_ratings_keeps_its_streaks(log, now, in_days):
    old_attempt(log, now, passed=True)
    acts.flag(log, "c:a", 1, in_days(1))
    assert [day.earliest_due for day in log.active_days()] == [None, None]
    event = acts.attempt(log, "c:kata", PASSED, in_days(2), source=b"")
    assert log.active_days()[-1].earliest_due.isoformat() == event.payload["due"]
    assert log.verify() == []


def test_new_weights_change_the_memories_but_not_the_due_days(log, now):
    due = acts.rate(log, "c:a", 3, now, seconds=5).due
    weights = list(PUBLISHED)
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


def test_the_search_for_cycles_goes_on_after_a_replay_even_one_that_fails(log, now):
    acts.rate(log, "c:a", 3, now, seconds=5)
    log.rebuild()
    assert gc.isenabled()
    log.rows("INSERT INTO event VALUES ('laptop', 9, 1, 0, '2026-11-20', 'review', 'c:a', 'torn')")
    with pytest.raises((ValueError, LogError)):
        log.rebuild()
    assert gc.isenabled()


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
