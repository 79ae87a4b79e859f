"""The union of logs: in any order, any number of times, nothing lost and nothing twice."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import chain as joined
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from histories import START_US, chain, forks, histories, written
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import LogError
from quiz.progress import attempts, text_form
from quiz.progress.device import home_of
from quiz.progress.event_line import line_of
from quiz.progress.gaps import skipped
from quiz.progress.identity import plain, root
from quiz.progress.log import Log
from quiz.progress.merge import Union
from quiz.study import acts

FAILED = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}
PASSED = {"verdict": "passed", "passed": True, "checks": [], "misconception": None}


def union(*logs):
    """The events of all logs, merged one after another, by their names."""
    found = {}
    for events in logs:
        taken_in = Union({device for device, _ in found}, lambda *key: found.get(key))
        for event in events:
            if placed := taken_in.place(event):
                assert (placed.device, placed.counter) not in found
                found[placed.device, placed.counter] = placed
    return sorted(found.values(), key=lambda event: event.order)


@settings(deadline=None)
@given(histories())
def test_merging_is_commutative_associative_and_idempotent(logs):
    one, two, three = logs
    assert union(one, two) == union(two, one)
    assert union(union(one, two), three) == union(one, union(two, three))
    assert union(one, one) == one
    assert len({tuple(event.id for event in union(*order)) for order in permutations(logs)}) == 1


@settings(deadline=None)
@given(forks())
def test_copies_that_were_used_on_under_one_name_merge_to_the_same_set_of_events(logs):
    everything = set().union(*map(written, logs))
    for order in permutations(logs):
        merged = union(*order)
        assert written(merged) == everything
        assert len(merged) == len(everything)
    one, two, three = logs
    assert written(union(union(one, two), union(two, three))) == everything
    assert union(union(one, two), two, one) == union(one, two)
    assert len(union(union(one, two), union(two, one))) == len(union(one, two))


@settings(deadline=None)
@given(forks(2))
def test_what_an_event_of_a_copy_refers_to_stays_in_that_copy(logs):
    one, two = logs
    merged = union(one, two)
    by_id = {event.id: event for event in merged}
    for log in logs:
        names = {event.id: event for event in log}
        for event in log:
            here = next(found for found in merged if plain(found) == plain(event))
            target, now = event.payload.get("target"), here.payload.get("target")
            assert (target in names) == (now in by_id)
            if target in names:
                assert plain(by_id[now]) == plain(names[target])


@settings(deadline=None)
@given(forks(), st.integers(0, 9))
def test_a_log_that_takes_in_copies_while_they_are_used_lacks_no_number(logs, shorter):
    """A merge before each copy's last events, and one after them; also of a file in which git has put them together."""
    file = sorted({line_of(event): event for event in joined(*logs)}.values(), key=lambda event: event.order)
    for order in permutations(logs):
        earlier = [events[: max(0, len(events) - shorter)] for events in order]
        for news in (order, [union(*order)], [file]):
            merged = union(*earlier, *news)
            assert skipped((event.device, event.counter, event.instant_us) for event in merged) == {}


def test_a_file_that_git_merged_from_two_clones_is_read_into_two_rows():
    acts = [(("review", 3), "c:a", 2)] * 4
    one, two = chain("laptop", acts), chain("laptop", acts, instant=START_US + 1_000_000_007)
    file = sorted([*one, *two], key=lambda event: event.order)
    for logs in ([file], [one, file], [two, file]):
        assert len({event.device for event in union(*logs)}) == 2


@settings(max_examples=12, deadline=None)
@given(histories(2))
def test_merged_files_hold_the_same_states_whichever_was_first(logs):
    with TemporaryDirectory() as folder, Log.open(Path(folder, "a")) as one, Log.open(Path(folder, "b")) as two:
        for log, order in ((one, logs), (two, logs[::-1])):
            for events in order:
                log.merge(events)
        assert one.events() == two.events()
        assert sorted(one.states(), key=str) == sorted(two.states(), key=str)
        assert one.setting_values() == two.setting_values()
        assert one.verify() == two.verify() == []


def test_the_last_setting_wins_whichever_log_it_comes_from(tmp_path, in_days):
    with Log.open(tmp_path / "a") as one, Log.open(tmp_path / "b") as two:
        acts.change_setting(two, "retention", 0.8, in_days(2))
        acts.change_setting(one, "retention", 0.95, in_days(1))
        one.merge(two.events())
        assert one.settings().retention == 0.8
        two.merge(one.events())
        assert two.settings().retention == 0.8


def test_reviews_of_a_card_on_two_machines_on_one_day_are_one_history(tmp_path, now):
    with Log.open(tmp_path / "a") as one, Log.open(tmp_path / "b") as two:
        first = acts.rate(one, "c:a", 1, now, seconds=5)
        second = acts.rate(two, "c:a", 3, replace(now, utc=now.utc.replace(hour=18)), seconds=5)
        one.merge(two.events())
        two.merge(one.events())
        assert [event.id for event in one.events()] == [first.event.id, second.event.id]
        assert one.state("c:a") == two.state("c:a")
        assert one.state("c:a").memory.reps == 2
        assert one.state("c:a").last_rating == 3


def test_a_fork_is_renamed_after_its_first_event_and_both_logs_take_new_names(tmp_path, now):
    with (
        Log.open(tmp_path / "a", new_device=lambda: "same") as one,
        Log.open(tmp_path / "b", new_device=lambda: "same") as two,
    ):
        acts.rate(one, "c:a", 3, now, seconds=5)
        acts.rate(two, "c:b", 3, now, seconds=5)
        acts.rate(two, "c:b", 1, now, seconds=5)
        assert one.merge(two.events()) == 2
        assert [root(event.device) for event in one.events()] == ["same"] * 3
        assert len({event.device for event in one.events()}) == 2
        assert one.state("c:b").memory.reps == 2
        assert one.state("c:b").last_review == one.events()[-1].id
        assert one.device != "same"
        assert one.merge(two.events()) == 0
        assert two.merge(one.events()) == 1
        assert two.device not in ("same", one.device)
        assert one.verify() == two.verify() == []


def test_clones_that_reviewed_one_card_under_one_number_show_the_same_due_day_however_they_merge(tmp_path):
    acts = [(("review", 3), "c:a", 1)] * 2
    one, two = chain("laptop", acts), chain("laptop", acts[:1], instant=START_US + 1_000_000_007)
    file = sorted([*one, *two], key=lambda event: event.order)
    found = []
    for number, logs in enumerate(([file], [one, file], [two, file], [one, two], [two, one])):
        with Log.open(tmp_path / str(number)) as log:
            for events in logs:
                log.merge(events)
            found.append(log.state("c:a")[1:3])
    assert found == found[:1] * 5


def test_an_older_image_of_a_log_takes_in_what_it_did_later_as_its_own_and_goes_on_under_a_new_name(log, now, in_days):
    first = acts.rate(log, "c:a", 3, now, seconds=5).event
    elsewhere = replace(first, device="laptop~1f3a9c02")  # so another log calls it
    later = replace(elsewhere, counter=2, instant_us=in_days(1).microseconds)
    assert log.merge([elsewhere, later]) == 1
    assert [event.id for event in log.events()] == ["laptop-1", "laptop-2"]
    assert log.device != "laptop"


def test_an_undo_in_a_file_that_git_merged_from_two_clones_names_the_act_on_its_own_item():
    common = chain("laptop", [(("review", 3), "c:shared", 1)])
    one = chain("laptop", [(("review", 1), "c:x", 1), (("undo", 1), "c:x", 2)], common)
    two = chain("laptop", [(("review", 3), "c:y", 2)], common)
    file = sorted([*common, *one, *two], key=lambda event: event.order)
    for logs in ([file], [common + one, file], [common + two, file], [common + one, common + two, file]):
        merged = union(*logs)
        undo = next(event for event in merged if event.kind == "undo")
        assert [event.item for event in merged if event.id == undo.payload["target"]] == ["c:x"]


def test_an_event_that_cannot_be_replayed_is_refused_with_all_others(log, now):
    good, bad = chain("desk", [(("review", 3), "c:a", 1), (("review", 3), "c:a", 1)])
    with pytest.raises(LogError, match="desk-2 of the other log has no right `rating`"):
        log.merge([good, replace(bad, payload={**bad.payload, "rating": 7})])
    assert log.events() == []


@pytest.mark.parametrize(
    ("name", "without"),
    [("laptop", "laptop"), ("laptop~1f3a", "laptop"), ("laptop-7", "laptop-7"), ("my-laptop~1f3a-7", "my-laptop-7")],
)
def test_the_ending_of_a_copys_name_can_be_taken_off(name, without):
    assert root(name) == without


def test_two_clones_that_answered_at_one_instant_agree_after_each_merged_the_other(tmp_path, now, in_days):
    """A clock that ran ahead once presses what comes later together, here on both clones under one name and number."""
    one, two = tmp_path / "one.sqlite3", tmp_path / "two.sqlite3"
    with Log.open(one, new_device=lambda: "laptop") as log:
        acts.rate(log, "c:ahead", 3, in_days(365), seconds=5)
        acts.attempt(log, "c:kata", FAILED, in_days(365), source=b"", cards=["c:x"])
    shutil.copy(one, two)
    with closing(sqlite3.connect(two, isolation_level=None)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'home'", (home_of(two),))
    for path, ratings in ((one, (4, 1, 3)), (two, (1, 4, 2))):
        with Log.open(path, new_device=lambda: pytest.fail("renamed")) as log:
            for n, rating in enumerate(ratings):
                acts.rate(log, "c:b", rating, in_days(1 + n), seconds=5)
                acts.change_setting(log, "new_per_day", rating, in_days(1 + n))
                acts.attempt(log, "c:kata", FAILED if rating > 2 else PASSED, in_days(1 + n), source=b"", cards=[])
    with Log.open(one) as here, Log.open(two) as there:
        ours = here.events()
        here.merge(there.events())
        there.merge(ours)
        assert [plain(event) for event in here.events()] == [plain(event) for event in there.events()]
        assert len({event.instant_us for event in here.events()}) < len(here.events())
        for log in (here, there):
            assert log.verify() == []
        facts = [
            (log.state("c:b")[1:3], log.state("c:kata")[1:3], log.settings(), log.active_days(), attempts.katas(log))
            for log in (here, there)
        ]
        assert facts[0] == facts[1]
        texts = [tmp_path / "text of one", tmp_path / "text of two"]
        for log, text in zip((here, there), texts, strict=True):
            text_form.write(log, text)
        for text in texts:
            with Log.open(tmp_path / f"{text.name}.sqlite3") as again:
                again.merge(text_form.read(text))
                assert again.state("c:b")[1:3] == here.state("c:b")[1:3]


def test_the_order_of_equal_instants_does_not_look_at_what_a_merge_called_them():
    one = chain("laptop", [(("review", 3), "c:a", 1)])[0]
    two, other = replace(one, payload={"rating": 1}), replace(one, device="laptop0")
    names = [
        (one, two, other),
        (replace(one, device="laptop~ab"), two, other),
        (one, replace(two, device="laptop~cd"), other),
    ]
    orders = [[plain(event) for event in sorted(events, key=lambda event: event.order)] for events in names]
    assert orders[0] == orders[1] == orders[2]
