"""The cards that were never reviewed."""

import random
from datetime import timedelta
from itertools import islice

import pytest

from quiz.errors import LogError
from quiz.progress.log import Log
from quiz.study import acts
from quiz.study import unseen as module
from quiz.study.unseen import unseen

ITEMS = tuple(f"c:{n:02}" for n in range(40))
ALL = ("all",)
ACTS = (acts.bury, acts.suspend, acts.unsuspend, acts.forget)


@pytest.fixture(autouse=True)
def near(monkeypatch):
    """What is far in a course of a hundred thousand cards, brought near."""
    monkeypatch.setattr(module, "_NEAR", 3)
    monkeypatch.setattr(module, "_FAR", 5)


def looked_up(log, monkeypatch):
    """The items that are asked of the log from now on; ALL where it is asked for all of them."""
    asked = []

    def ask(some=None):
        asked.extend(ALL if some is None else some)
        return type(log).seen_or_suspended(log, some)

    monkeypatch.setattr(log, "seen_or_suspended", ask)
    return asked


def by_all_states(log, items=ITEMS):
    states = {state.item: state for state in log.states()}
    return [item for item in items if not (state := states.get(item)) or not (state.memory or state.suspended)]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_they_are_those_without_a_memory(log, now, seed):
    rng = random.Random(seed)
    for step in range(120):
        moment = now + timedelta(hours=step)
        if rng.random() < 0.5:
            acts.rate(log, next(unseen(log, ITEMS), ITEMS[0]), rng.randint(1, 4), moment, seconds=5)
        elif rng.random() < 0.3:
            acts.undo(log, moment)
        else:
            rng.choice(ACTS)(log, rng.choice(ITEMS), moment)
        assert list(unseen(log, ITEMS)) == by_all_states(log)
    shuffled = tuple(rng.sample(ITEMS, len(ITEMS)))
    assert list(unseen(log, shuffled)) == by_all_states(log, shuffled)
    assert log.verify() == []


def test_those_that_were_met_are_not_looked_up_again(log, now, monkeypatch):
    for item in ITEMS[:20]:
        acts.rate(log, item, 3, now, seconds=5)
    asked = looked_up(log, monkeypatch)
    assert next(unseen(log, ITEMS)) == ITEMS[20]
    assert asked == [*ITEMS[:3], *ALL]
    asked.clear()
    assert next(unseen(log, ITEMS)) == ITEMS[20]
    assert asked == list(ITEMS[20:23])
    acts.rate(log, ITEMS[20], 1, now + timedelta(days=1), seconds=5)
    acts.rate(log, ITEMS[5], 1, now + timedelta(days=1), seconds=5)
    acts.undo(log, now + timedelta(days=1))
    asked.clear()
    assert next(unseen(log, ITEMS)) == ITEMS[21]
    assert asked == list(ITEMS[20:23])  # to take a second review back makes nothing unseen


def test_a_card_put_in_front_of_those_that_were_met_is_found(log, now):
    for item in ITEMS[:20]:
        acts.rate(log, item, 3, now, seconds=5)
    assert next(unseen(log, ITEMS)) == ITEMS[20]
    assert list(islice(unseen(log, ("c:first", *ITEMS)), 2)) == ["c:first", ITEMS[20]]


def test_a_merge_with_a_log_that_lacks_them_or_forgot_them_is_followed(log, now, tmp_path):
    for item in ITEMS[:20]:
        acts.rate(log, item, 3, now, seconds=5)
    assert next(unseen(log, ITEMS)) == ITEMS[20]
    with Log.open(tmp_path / "other.sqlite3") as other:
        other.merge(log.events())
        acts.forget(other, ITEMS[3], now + timedelta(hours=1))
        log.merge(other.events())
    assert next(unseen(log, ITEMS)) == ITEMS[3]


def test_a_disk_that_takes_nothing_does_not_end_the_look(log, now, monkeypatch):
    for item in ITEMS[:20]:
        acts.rate(log, item, 3, now, seconds=5)

    def full(name, place):
        raise LogError("the disk is full")

    monkeypatch.setattr(log, "keep_frontier", full)
    assert list(unseen(log, ITEMS)) == list(ITEMS[20:])
