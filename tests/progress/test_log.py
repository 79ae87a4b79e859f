"""Appending to the log, reading it, two logs and two programs."""

import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from quiz.errors import DamagedLogError, LogError
from quiz.progress.event import Kind
from quiz.progress.log import Log
from quiz.progress.settings import Settings
from quiz.scheduling.day import Instant
from quiz.scheduling.streak import streak
from quiz.study import acts


def test_a_new_log_is_empty_and_names_its_device_once(path):
    with Log.open(path) as log:
        device = log.device
        assert log.events() == []
        assert len(device) == 10
    with Log.open(path, new_device=lambda: "another") as log:
        assert log.device == device


def test_what_is_appended_can_be_read_after_reopening(path, now):
    with Log.open(path) as log:
        event = log.append(Kind.SETTING, "theme", {"value": "dark"}, now)
    with Log.open(path) as log:
        assert log.events() == [event]
        assert log.event(event.id) == event
        assert log.setting_values() == {"theme": "dark"}


def test_the_day_is_stored_with_the_event(log, now):
    log.append(Kind.SETTING, "rollover", {"value": 12}, now)
    event = log.append(Kind.SETTING, "theme", {"value": "dark"}, now)
    assert event.day == "2026-11-19"
    assert event.offset_minutes == 60


def test_the_tables_are_durable_and_append_only(log, now):
    log.append(Kind.SETTING, "theme", {"value": "dark"}, now)
    assert log.rows("PRAGMA journal_mode") == [("wal",)]
    assert log.rows("PRAGMA synchronous") == [(2,)]
    for change in ("UPDATE event SET item = 'x'", "DELETE FROM event"):
        with pytest.raises(LogError, match="append-only"):
            log.rows(change)


def test_counters_and_instants_grow_even_when_the_clock_is_set_back(log, now):
    clocks = [now, now + timedelta(hours=-5), now + timedelta(seconds=-1), now + timedelta(seconds=1)]
    events = [log.append(Kind.SETTING, "theme", {"value": n}, clock) for n, clock in enumerate(clocks)]
    assert [event.counter for event in events] == [1, 2, 3, 4]
    instants = [event.instant_us for event in events]
    assert instants == sorted(set(instants))
    assert log.events() == events
    assert log.setting_values()["theme"] == 3


def test_the_clock_set_back_over_a_day_keeps_the_cache_right(log, now, in_days):
    acts.rate(log, "c:a", 3, in_days(2), seconds=5)
    acts.rate(log, "c:a", 3, now, seconds=5)
    assert log.state("c:a").memory.last_day == date(2026, 11, 22)
    assert log.verify() == []


def test_settings_are_the_last_ones_set(log, now):
    assert log.settings() == Settings()
    log.append(Kind.SETTING, "retention", {"value": 0.8}, now)
    log.append(Kind.SETTING, "retention", {"value": 0.95}, now)
    assert log.settings() == Settings(retention=0.95)


def test_a_block_is_written_whole_or_not_at_all(log, now):
    def half_done():
        with log.writing():
            acts.rate(log, "c:a", 3, now, seconds=5)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    assert log.events() == []
    assert log.state("c:a") is None
    acts.rate(log, "c:a", 3, now, seconds=5)
    assert log.verify() == []


def test_a_payload_that_is_not_json_changes_nothing(log, now):
    with pytest.raises(LogError, match="nothing was written: this setting has a number that is none"):
        log.append(Kind.SETTING, "theme", {"value": float("nan")}, now)
    assert log.events() == []


def test_what_another_machine_would_refuse_is_not_written(log, now, in_days):
    for act in (
        lambda: acts.rate(log, "c:a", 3, now, seconds=1e12),
        lambda: acts.rate(log, "c:a", 5, now, seconds=1.0),
        lambda: acts.set_due(log, "c:a", date(9999, 12, 31), now),
    ):
        with pytest.raises((LogError, ValueError)):
            act()
        assert log.events() == []
    acts.rate(log, "c:a", 3, now, seconds=1.0)
    assert not log.faults()


def test_a_full_disk_is_explained_and_changes_nothing(log, now):
    acts.rate(log, "c:a", 3, now, seconds=5)
    before = log.events()
    pages = log.rows("PRAGMA page_count")[0][0]
    log.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LogError, match="disk is full; nothing was changed"):
        acts.attempt(log, "c:k", VERDICT, now, source=b"x" * 100_000)
    assert log.events() == before
    assert log.verify() == []
    log.rows("PRAGMA max_page_count = 1000000")
    acts.rate(log, "c:a", 3, now, seconds=5)
    assert len(log.events()) == 2


def test_a_disk_that_fills_up_while_rating_loses_no_earlier_answer(log, now):
    log.rows(f"PRAGMA max_page_count = {log.rows('PRAGMA page_count')[0][0]}")
    written = []

    def rate_on():
        for n in range(10_000):
            written.append(acts.rate(log, f"c:{n}", 3, now, seconds=5).event)

    with pytest.raises(LogError, match="disk is full; nothing was changed"):
        rate_on()
    assert log.events() == written
    assert log.verify() == []


VERDICT = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}


def test_another_program_that_holds_the_log_is_waited_for_then_named(log, path, now):
    log.rows("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LogError, match="another program"):
        log.append(Kind.SETTING, "theme", {"value": 1}, now)
    other.execute("ROLLBACK")
    other.close()
    log.append(Kind.SETTING, "theme", {"value": 1}, now)
    assert len(log.events()) == 1


def test_a_new_card_that_was_set_on_a_day_is_left_out_until_then(log, now):
    day = log.day(now)
    acts.set_due(log, "c:a", day + timedelta(9), now)
    acts.rate(log, "c:b", 3, now, seconds=5)
    assert log.left_out(day + timedelta(8)) == {"c:a"}
    assert log.left_out(day + timedelta(9)) == set()


def test_suspended_cards_are_named(log, now):
    for item in ("c:a", "c:b", "c:new"):
        acts.suspend(log, item, now)
    acts.unsuspend(log, "c:b", now)
    acts.bury(log, "c:d", now)
    assert log.suspended() == {"c:a", "c:new"}
    assert log.left_out(log.day(now)) == {"c:a", "c:new", "c:d"}
    assert log.left_out(log.day(now) + timedelta(1)) == {"c:a", "c:new"}


def test_two_open_logs_of_one_file_see_each_other_at_once(log, path, now):
    with Log.open(path) as other:
        assert other.device == log.device
        for n in range(10):
            for each in (log, other):
                acts.rate(each, f"c:{n % 3}", 3, now + timedelta(days=n), seconds=5)
        assert [event.counter for event in log.events()] == list(range(1, 21))
        assert log.states() == other.states()
        assert log.verify() == []


PROGRAM = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.day import Instant
from quiz.scheduling.streak import streak
from quiz.study import acts
with Log.open(Path(sys.argv[1])) as log:
    for n in range(25):
        acts.rate(log, f"c:{n % 4}", 1 + n % 4, Instant(datetime(2026, 11, 20, 9, n, tzinfo=UTC)), seconds=5)
"""


def test_two_programs_can_write_at_the_same_time_from_the_first_moment(path):
    running = [subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)]) for _ in range(2)]
    assert [program.wait() for program in running] == [0, 0]
    with Log.open(path) as log:
        assert [event.counter for event in log.events()] == list(range(1, 51))
        last = {}
        for event in log.events():
            assert event.payload["previous"] == last.get(event.item)
            last[event.item] = event.id
        assert log.verify() == []


def test_merging_takes_what_is_missing_and_gives_both_the_same_states(tmp_path, now, in_days):
    with Log.open(tmp_path / "a") as one, Log.open(tmp_path / "b") as two:
        acts.rate(one, "c:a", 3, now, seconds=5)
        acts.rate(two, "c:a", 2, in_days(1), seconds=5)
        acts.rate(one, "c:a", 3, in_days(2), seconds=5)
        acts.rate(two, "c:b", 1, in_days(3), seconds=5)
        assert one.merge(two.events()) == 2
        assert two.merge(one.events()) == 2
        assert one.merge(two.events()) == 0
        assert one.events() == two.events()
        assert one.states() == two.states()
        assert one.verify() == two.verify() == []
        assert one.state("c:a").memory.reps == 3


def test_what_follows_a_merge_comes_after_all_of_it(tmp_path, now, in_days):
    with Log.open(tmp_path / "a") as one, Log.open(tmp_path / "b") as two:
        acts.rate(two, "c:a", 3, in_days(1), seconds=5)
        one.merge(two.events())
        review = acts.rate(one, "c:a", 1, now, seconds=5)
        assert one.events()[-1] == review.event
        assert one.state("c:a").last_review == review.event.id
        assert one.verify() == []


def test_a_damaged_cache_is_found_and_rebuilt(log, now):
    acts.rate(log, "c:a", 3, now, seconds=5)
    log.rows("UPDATE state SET stability = stability + 1")
    log.rows("UPDATE day_total SET acts = acts + 1")
    differ = "differ from the replay of the log"
    assert log.verify() == [f"the cached states {differ}", f"the cached totals {differ}"]
    log.rebuild()
    assert log.verify() == []


def test_a_cache_made_by_other_rules_is_rebuilt_on_opening(path, now):
    with Log.open(path) as log:
        acts.rate(log, "c:a", 3, now, seconds=5)
        log.rows("UPDATE meta SET value = 'older' WHERE key = 'cache'")
        log.rows("DROP TABLE state")
    with Log.open(path) as log:
        assert log.verify() == []
        assert log.state("c:a") is not None


def test_events_of_kinds_from_later_versions_are_kept_and_ignored(log, now):
    acts.rate(log, "c:a", 3, now, seconds=5)
    log.append("dream", "c:a", {"colour": 1}, now)
    assert [event.kind for event in log.events()] == ["review", "dream"]
    assert log.verify() == []


@pytest.mark.parametrize("year", [1970, 2200, 9000])
def test_a_clock_that_names_an_impossible_year_writes_nothing(log, now, year):
    wrong = Instant(datetime(year, 1, 1, 9, tzinfo=UTC), 60)
    with pytest.raises(LogError, match=f"the clock says {year}-01-01") as caught:
        acts.rate(log, "c:a", 3, wrong, seconds=5)
    assert "Set the clock" in caught.value.hint
    assert log.size() == 0
    acts.rate(log, "c:a", 3, now, seconds=5)


def test_days_away_cost_the_streak_also_after_one_answer_with_the_clock_a_year_ahead(log, now, in_days):
    for day in range(5):
        acts.rate(log, "c:a", 1, in_days(day), seconds=5)
    acts.rate(log, "c:b", 1, in_days(4 + 365), seconds=5)
    for day in (5, 6):
        acts.rate(log, "c:a", 1, in_days(day), seconds=5)
    assert streak(log.active_days(), in_days(7)).length == 8
    assert streak(log.active_days(), in_days(27)).length == 1  # the answer that is still to come


@pytest.mark.parametrize("rating", ["0", "5", '"3"', "null"])
def test_an_undo_that_meets_a_rating_edited_by_hand_says_what_to_do(log, now, rating):
    for _ in range(3):
        acts.rate(log, "c:a", 3, now, seconds=5)
    log.rows("DROP TRIGGER event_is_never_changed")
    log.rows(f"UPDATE event SET payload = json_set(payload, '$.rating', json('{rating}')) WHERE counter = 1")
    with pytest.raises(DamagedLogError) as caught:
        acts.undo(log, now)
    assert "quiz doctor" in caught.value.hint
    assert log.size() == 3


def test_a_setting_of_the_cache_that_cannot_be_is_said(log, now):
    log.rows("INSERT OR REPLACE INTO setting VALUES ('rollover', '\"x\"')")
    with pytest.raises(DamagedLogError):
        acts.rate(log, "c:a", 3, now, seconds=5)


def test_half_a_character_is_not_taken_for_damage(log, now):
    with pytest.raises(LogError, match="half a character") as caught:
        acts.note(log, "c:a", "half \ud83d", now)
    assert not isinstance(caught.value, DamagedLogError)
    assert log.size() == 0
