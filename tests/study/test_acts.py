"""Rating, undoing, attempting, changing settings."""

import dataclasses
import hashlib
import os
import shutil
from datetime import date, timedelta

import pytest

from quiz.config import Config
from quiz.errors import LogError
from quiz.progress import backup
from quiz.progress.log import Log
from quiz.progress.settings import Settings
from quiz.study import acts, safekeeping
from quiz.study.agenda import today
from quiz.study.coming import forecast

VERDICT = {
    "kata": "softmax",
    "verdict": "wrong_answer",
    "passed": False,
    "checks": [{"name": "rows far apart", "passed": False, "message": "got nan"}],
    "misconception": {"id": "global_max", "title": "one maximum is enough", "explanation": "…", "card": "max"},
}
PASSED = {"kata": "softmax", "verdict": "passed", "passed": True, "checks": [], "misconception": None}
KATA = "c:kata/softmax"


def tried(log, now, verdict=PASSED, *, hints=0):
    """The rating that an attempt at the kata got."""
    return acts.attempt(log, KATA, verdict, now, source=b"", hints=hints).payload["rating"]


def test_a_rating_is_logged_with_all_that_replay_and_statistics_need(log, now):
    review = acts.rate(log, "c:a", 3, now, seconds=7.5, confidence="sure", ticks=[0, 2])
    assert log.events() == [review.event]
    assert review.event.payload == {
        "rating": 3,
        "seconds": 7.5,
        "recall": None,
        "due": review.due.isoformat(),
        "previous": None,
        "confidence": "sure",
        "ticks": [0, 2],
        "scheduler": "fsrs-6 day-2",
    }
    assert (review.event.item, review.event.day) == ("c:a", "2026-11-20")


def test_a_later_rating_names_the_one_before_and_the_recall_predicted(log, now, in_days):
    first = acts.rate(log, "c:a", 3, now, seconds=5)
    second = acts.rate(log, "c:a", 2, in_days(4), seconds=5)
    assert second.event.payload["previous"] == first.event.id
    expected = log.settings().scheduler.recall(first.memory, date(2026, 11, 24))
    assert second.event.payload["recall"] == pytest.approx(expected)
    assert 0.5 < expected < 1


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_the_interval_written_is_the_one_shown(log, in_days, rating):
    for visit in range(6):
        now = in_days(11 * visit)
        shown = acts.preview(log, "c:a", now)
        review = acts.rate(log, "c:a", rating, now, seconds=5)
        assert review.interval == shown[rating - 1]
        assert review.due == date(2026, 11, 20) + timedelta(11 * visit + review.interval)
        assert log.state("c:a").due == review.due
        assert log.state("c:a").memory == review.memory


def test_again_leaves_the_card_due_today(log, now):
    review = acts.rate(log, "c:a", 1, now, seconds=5)
    assert (review.interval, review.due) == (0, date(2026, 11, 20))
    assert [state.item for state in log.due(review.due)] == ["c:a"]


def test_a_rating_that_does_not_exist_changes_nothing(log, now):
    with pytest.raises(ValueError):
        acts.rate(log, "c:a", 5, now, seconds=5)
    assert log.events() == []


def test_undo_goes_back_step_by_step_over_reviews_and_attempts(log, now):
    done = [
        acts.rate(log, "c:a", 3, now, seconds=5).event,
        acts.attempt(log, "c:k", VERDICT, now, source=b""),
        acts.rate(log, "c:b", 3, now, seconds=5).event,
    ]
    assert [acts.undo(log, now) for _ in range(4)] == [*reversed(done), None]
    assert log.states() == log.active_days() == []
    again = acts.rate(log, "c:a", 3, now, seconds=5).event
    assert acts.undo(log, now) == again


def test_a_buried_card_is_due_again_the_next_day(log, now, in_days):
    acts.rate(log, "c:a", 1, now, seconds=5)
    event = acts.bury(log, "c:a", now)
    assert (event.kind, event.item, event.payload) == ("bury", "c:a", {})
    assert log.due(date(2026, 11, 20)) == []
    assert [state.item for state in log.due(date(2026, 11, 21))] == ["c:a"]


def test_a_suspended_card_is_due_again_once_unsuspended_and_when_it_was(log, now, in_days):
    review = acts.rate(log, "c:a", 3, now, seconds=5)
    acts.suspend(log, "c:a", now)
    assert log.due(date(2030, 1, 1)) == []
    acts.unsuspend(log, "c:a", in_days(400))
    (state,) = log.due(date(2030, 1, 1))
    assert (state.due, state.memory) == (review.due, review.memory)


def test_putting_a_card_aside_twice_is_logged_once(log, now, in_days):
    assert acts.unsuspend(log, "c:a", now) is None
    for act in (acts.bury, acts.suspend, acts.unsuspend):
        assert act(log, "c:a", now) is not None
        assert act(log, "c:a", now) is None
    assert acts.bury(log, "c:a", in_days(1)) is not None
    assert [event.kind for event in log.events()] == ["bury", "suspend", "unsuspend", "bury"]


def test_a_buried_card_stays_away_over_a_flight_west_and_a_later_rollover(log, now, in_days):
    items, west = ["c:a"], now + -timedelta(days=1)  # by the day's date a flight west is a step back
    acts.rate(log, "c:a", 1, in_days(-9), seconds=5)
    acts.bury(log, "c:a", now)
    assert acts.bury(log, "c:a", west) is None
    for moment, back in ((west, 2), (now, 1), (in_days(1), 0)):
        day = log.day(moment)
        assert log.state("c:a").put_off(day) == back
        assert [state.item for state in log.due(day)] == items[back:]
        assert log.left_out(day) == set(items[: bool(back)])
        assert today(log, items, moment).queue.items == tuple(items[back:])
        assert forecast(log, items, day, 3).index(1) == back


def test_a_card_buried_under_a_wrong_clock_comes_back_all_the_same(log, now, in_days):
    acts.rate(log, "c:a", 1, now, seconds=5)
    acts.bury(log, "c:a", in_days(3000))
    assert [state.item for state in log.due(date(2026, 11, 20))] == ["c:a"]


def test_undo_goes_back_over_acts_of_all_kinds(log, now):
    done = [
        acts.rate(log, "c:a", 1, now, seconds=5).event,
        acts.bury(log, "c:b", now),
        acts.suspend(log, "c:a", now),
        acts.attempt(log, "c:k", VERDICT, now, source=b"", cards=["c:a"]),
        acts.unsuspend(log, "c:a", now),
        acts.rate(log, "c:a", 3, now, seconds=5).event,
        acts.flag(log, "c:b", 1, now),
        acts.note(log, "c:a", "a note", now),
        acts.set_due(log, "c:a", date(2027, 1, 1), now),
        acts.forget(log, "c:a", now),
        acts.reveal(log, "c:k", now),
        acts.attempt(log, "c:k", PASSED, now, source=b""),
        acts.attempt(log, "c:k2", PASSED, now, source=b""),
    ]
    for event in reversed(done):
        assert acts.undo(log, now) == event
        assert log.verify() == []
    assert acts.undo(log, now) is None
    assert log.states() == log.active_days() == []


def test_undo_leaves_settings_and_other_devices_alone(log, now, tmp_path):
    with Log.open(tmp_path / "phone") as phone:
        acts.rate(phone, "c:a", 3, now, seconds=5)
        log.merge(phone.events())
    acts.change_setting(log, "theme", "dark", now)
    assert acts.undo(log, now) is None
    assert log.state("c:a") is not None


def test_an_attempt_keeps_the_source_and_the_verdict_and_makes_cards_due(log, now):
    source = "def softmax(x): return 'σ'".encode() + b"\xff"
    event = acts.attempt(log, "c:softmax", VERDICT, now, source=source, hints=2, seconds=61.5, cards=["c:max"])
    assert event.payload == {
        "verdict": "wrong_answer",
        "passed": False,
        "checks": [{"name": "rows far apart", "passed": False}],
        "misconception": "global_max",
        "hints": 2,
        "source_hash": hashlib.sha256(source).hexdigest(),
        "source": "def softmax(x): return 'σ'\ufffd",
        "seconds": 61.5,
        "made_due": ["c:max"],
        "rating": None,
        "due": None,
        "previous": None,
    }
    assert [state.item for state in log.due(date(2026, 11, 20))] == ["c:max"]


def test_a_pass_is_easy_on_the_first_try_good_after_failures_and_hard_after_hints(log, now, in_days):
    assert tried(log, now) == 4
    day = (log.state(KATA).due - date(2026, 11, 20)).days
    assert tried(log, in_days(day), VERDICT) is None
    assert tried(log, in_days(day)) == 3
    day = (log.state(KATA).due - date(2026, 11, 20)).days
    assert tried(log, in_days(day), VERDICT, hints=2) is None
    assert tried(log, in_days(day)) == 2
    day = (log.state(KATA).due - date(2026, 11, 20)).days
    assert tried(log, in_days(day)) == 4


def test_a_pass_of_a_kata_that_is_not_due_is_no_review_but_ends_the_round(log, now, in_days):
    tried(log, now)
    before = log.state(KATA)
    tried(log, now, VERDICT, hints=1)
    assert tried(log, now) is None
    assert log.state(KATA) == before
    assert tried(log, in_days((before.due - date(2026, 11, 20)).days)) == 4


def test_a_look_at_the_answer_rates_again_and_the_kata_comes_back_the_next_day(log, now, in_days):
    tried(log, now, VERDICT)
    event = acts.reveal(log, KATA, now)
    assert (event.kind, event.payload) == ("reveal", {"rating": 1, "due": "2026-11-21", "previous": None})
    assert (log.state(KATA).due, log.state(KATA).last_rating) == (date(2026, 11, 21), 1)
    assert tried(log, now) is None  # copied on the same day
    assert tried(log, in_days(1)) == 4


def test_the_answer_of_a_solved_kata_is_the_learners_own_until_it_is_due(log, now, in_days):
    tried(log, now)
    assert acts.reveal(log, KATA, in_days(1)) is None
    due = (log.state(KATA).due - date(2026, 11, 20)).days
    first = log.state(KATA).last_review
    assert acts.reveal(log, KATA, in_days(due)).payload["previous"] == first
    assert log.state(KATA).memory.lapses == 1


def test_a_kata_written_due_names_the_review_before_and_is_never_due_the_same_day(log, in_days):
    previous = None
    for visit in range(8):
        now = in_days(30 * visit)
        if visit % 3:
            tried(log, now, VERDICT)
        event = acts.attempt(log, KATA, PASSED, now, source=b"", hints=visit % 2)
        if event.payload["rating"] is not None:
            assert event.payload["previous"] == previous
            assert event.payload["due"] > event.day
            assert log.state(KATA).due.isoformat() == event.payload["due"]
            previous = event.id
    assert log.state(KATA).memory.reps > 2
    log.rebuild()
    assert log.verify() == []


def test_two_katas_alike_are_spread_over_days_by_the_fuzz_of_cards(log, now):
    for n in range(20):
        acts.attempt(log, f"c:kata/{n}", PASSED, now, source=b"")
    assert len({state.due for state in log.states()}) > 1


def test_undo_of_a_pass_gives_the_round_back(log, now):
    tried(log, now, VERDICT, hints=1)
    assert tried(log, now) == 2
    acts.undo(log, now)
    assert log.state(KATA) is None
    assert tried(log, now) == 2


def test_a_flag_or_a_note_is_logged_when_it_changes(log, now):
    assert acts.flag(log, "c:a", 0, now) is acts.note(log, "c:a", " ", now) is None
    assert acts.flag(log, "c:a", 2, now).payload == {"flag": 2}
    assert acts.note(log, "c:a", " max first\n", now).payload == {"text": "max first"}
    assert acts.flag(log, "c:a", 2, now) is acts.note(log, "c:a", "max first", now) is None
    assert (log.state("c:a").flag, log.state("c:a").note) == (2, "max first")
    acts.flag(log, "c:a", 0, now)
    acts.note(log, "c:a", "", now)
    assert (log.state("c:a").flag, log.state("c:a").note) == (0, "")
    with pytest.raises(ValueError, match="0 to 4"):
        acts.flag(log, "c:a", 5, now)


def test_a_due_day_is_set_once_and_only_what_is_known_can_be_forgotten(log, now):
    assert acts.forget(log, "c:a", now) is None
    assert acts.set_due(log, "c:a", date(2026, 12, 1), now).payload == {"due": "2026-12-01"}
    assert acts.set_due(log, "c:a", date(2026, 12, 1), now) is None
    assert acts.forget(log, "c:a", now).payload == {}
    assert log.state("c:a").due is None


def test_a_setting_is_logged_when_it_changes(log, now):
    assert acts.change_setting(log, "interview", "2027-01-15", now) is not None
    assert acts.change_setting(log, "interview", "2027-01-15", now) is None
    assert acts.change_setting(log, "interview", None, now) is not None
    assert len(log.events()) == 2


def test_the_configuration_is_adopted_once(log, now):
    config = Config(new_per_day=3, retention=0.85, rollover=2)
    acts.adopt(log, config, now)
    acts.adopt(log, config, now)
    assert log.settings() == Settings(new_per_day=3, retention=0.85, rollover=2)
    assert len(log.events()) == 3
    acts.adopt(log, Config(), now)
    assert log.settings() == Settings()


def test_what_another_machine_has_set_stays_until_the_file_here_changes(log, tmp_path, now, in_days):
    with Log.open(tmp_path / "tower.sqlite3", new_device=lambda: "tower") as tower:
        acts.change_setting(tower, "new_per_day", 20, now)
        log.merge(tower.events())
        acts.adopt(log, Config(), in_days(1))
        assert log.settings().new_per_day == 20
        acts.adopt(log, Config(new_per_day=7), in_days(2))
        assert log.settings().new_per_day == 7
        acts.change_setting(tower, "new_per_day", 30, in_days(3))
        log.merge(tower.events())
    acts.adopt(log, Config(new_per_day=7), in_days(4))
    assert log.settings().new_per_day == 30
    acts.adopt(log, Config(), in_days(5))
    assert log.settings().new_per_day == 10


@pytest.mark.parametrize("renaming", ["restore", "moved by a copy", "clone"])
def test_under_a_new_name_the_file_does_not_say_again_what_another_machine_has_overruled(
    renaming, log, path, tmp_path, now, in_days
):
    config = Config(retention=0.85)
    acts.adopt(log, config, now)
    with Log.open(tmp_path / "tower.sqlite3", new_device=lambda: "tower") as tower:
        tower.merge(log.events())
        acts.change_setting(tower, "retention", 0.95, in_days(1))
        log.merge(tower.events())
    acts.adopt(log, config, in_days(2))
    before = log.device
    match renaming:
        case "restore":
            safekeeping.replace(log, backup.make(log, tmp_path, in_days(2)), tmp_path, in_days(2), pytest.fail)
        case "moved by a copy":
            log.close()
            shutil.copy(path, tmp_path / "copy")
            (tmp_path / "copy").replace(path)
        case "clone":
            acts.rate(log, "c:a", 3, in_days(2), seconds=5)
            ours = log.events()[-1]
            log.merge([dataclasses.replace(ours, item="c:b", instant_us=ours.instant_us + 5)])
    with Log.open(path) as log:
        assert log.device != before
        acts.adopt(log, config, in_days(3))
        assert log.settings().retention == 0.95
        acts.adopt(log, Config(retention=0.8), in_days(4))
        assert log.settings().retention == 0.8
        assert log.verify() == []


def test_on_another_machine_the_file_there_has_said_nothing_yet(log, path, tmp_path, now, monkeypatch):
    acts.adopt(log, Config(retention=0.85), now)
    log.close()
    shutil.copy(path, tmp_path / "there.sqlite3")
    there = os.uname_result(("Linux", "another-machine", "6", "1", "x86_64"))
    monkeypatch.setattr(os, "uname", lambda: there)
    with Log.open(tmp_path / "there.sqlite3") as log:
        acts.adopt(log, Config(), now)
        assert log.settings().retention == 0.85


def test_a_review_that_cannot_be_written_changes_nothing(log, now):
    acts.rate(log, "c:a", 3, now, seconds=5)
    before = log.state("c:a")
    log.rows("PRAGMA query_only = ON")
    with pytest.raises(LogError, match="cannot be written"):
        acts.rate(log, "c:a", 3, now, seconds=5)
    log.rows("PRAGMA query_only = OFF")
    assert log.state("c:a") == before
