"""What the doctor says of the log, whole or not."""

import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date

import pytest

from quiz import paths
from quiz.errors import JudgeError, LogError
from quiz.progress import backup
from quiz.progress.log import Log
from quiz.study import acts, doctor, recovery


class NoJudge:
    def facts(self):
        raise JudgeError("no judge here")


@pytest.fixture
def home_paths(home):
    return paths.find({"QUIZ_HOME": str(home)})


@pytest.fixture
def written(home_paths, now):
    """The path of a log with a hundred reviews."""
    with Log.open(home_paths.log, new_device=lambda: "laptop") as log:
        for n in range(100):
            acts.rate(log, f"c:{n}", 3, now, seconds=5)
    return home_paths.log


def examined(home_paths, open_log=None):
    """The facts, and the text without what it says of the machine."""
    facts = doctor.examine(open_log or (lambda: Log.open(home_paths.log)), NoJudge(), home_paths)
    text = list(doctor.lines(facts))
    return facts, text[next(n for n, line in enumerate(text) if line.startswith("workspace:")) + 1 :]


def test_a_whole_log_is_called_whole(written, home_paths):
    facts, text = examined(home_paths)
    assert (facts["events"], facts["damage"], facts["differences"], facts["problem"]) == (100, [], [], None)
    assert text == ["✓ 100 events in the log; the cache is what replaying them gives"]


def test_a_cache_that_differs_is_no_damage(written, home_paths):
    with Log.open(written) as log:
        log.rows("UPDATE state SET stability = stability + 1")
    facts, text = examined(home_paths)
    assert facts["damage"] == []
    assert len(facts["differences"]) == 1
    assert "quiz doctor --rebuild" in text[0]


@pytest.mark.parametrize("start", [0, 4096, 3 * 4096, 9 * 4096])
def test_damage_is_described_with_the_way_out_and_the_file_stays(written, home_paths, start):
    with written.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 2000)
    before = written.read_bytes()
    facts, text = examined(home_paths)
    assert facts["damage"]
    assert "quiz doctor --recover" in text[0]
    assert len(text) == 1 + len(facts["damage"])
    assert written.read_bytes() == before


@pytest.mark.parametrize(("name", "wrong"), [(b"payload TEXT", b"paylobd TEXT"), (b"state (", b"strte (")])
def test_a_table_or_column_that_lost_its_name_is_damage_too(written, home_paths, name, wrong):
    written.write_bytes(written.read_bytes().replace(name, wrong))
    facts, _ = examined(home_paths)
    assert facts["damage"]


def test_a_log_that_cannot_be_opened_for_another_reason_is_not_called_damaged(home_paths):
    @contextmanager
    def fails():
        raise LogError("another program holds the log", hint="Wait a moment.")
        yield

    facts, text = examined(home_paths, fails)
    assert (facts["damage"], facts["events"]) == ([], None)
    assert text == ["✗ another program holds the log\nWait a moment."]


def edited(path, change):
    """Change the events behind the log's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for trigger in ("event_is_never_changed", "event_is_never_deleted"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(change)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


HALF = r'{"due":"2026-11-24","rating":3,"x":"\ud800"}'


@pytest.mark.parametrize(
    "change",
    [
        "payload = '[]'",
        "payload = 'null'",
        "payload = '7'",
        f"payload = '{HALF}'",
        f"payload = '{'[' * 100_000}{']' * 100_000}'",
        f'payload = \'{{"rating":3,"seconds":{10**30}}}\'',
        'payload = \'{"rating":3,"seconds":NaN}\'',
        "offset = 100000",
        "day = '9999-12-31'",
        "instant = 9223372036854775807",
        "payload = cast(x'7b22ff227d' AS TEXT)",
    ],
)
@pytest.mark.parametrize("again", ["", "UPDATE meta SET value = 'older' WHERE key = 'cache'"])
def test_an_event_that_no_other_machine_takes_is_damage_that_is_named_and_recovered(
    written, home_paths, now, change, again
):
    edited(written, f"UPDATE event SET {change} WHERE counter = 7")
    if again:
        with closing(sqlite3.connect(written, isolation_level=None)) as connection:
            connection.execute(again)
    facts, text = examined(home_paths)
    assert "quiz doctor --recover" in text[0]
    assert any("laptop-7" in each or "UTF-8" in each for each in facts["damage"])
    done = recovery.recover(written, home_paths.backups, now, print)
    assert (done.events, done.lost) == (99, 1)
    facts, text = examined(home_paths)
    assert (facts["damage"], facts["problem"], facts["events"]) == ([], None, 99)


def test_missing_events_are_a_notice(written, home_paths):
    edited(written, "DELETE FROM event WHERE counter IN (3, 4, 50)")
    with Log.open(written) as log:
        log.rebuild()
    facts, text = examined(home_paths)
    assert (facts["damage"], facts["differences"]) == ([], [])
    spans = [{"device": "laptop", "first": 3, "last": 4}, {"device": "laptop", "first": 50, "last": 50}]
    assert facts["gaps"] == spans
    assert text[1] == "○ 3 events are missing in the row of the device laptop: 3 to 4, 50"


def two_devices_of_which_one_lost_events(path):
    """Ten of a hundred events of the laptop are gone, among them the last nine, and one of the desk's two."""
    with Log.open(path) as log:
        log.merge([replace(log.events()[-1], device="desk", counter=n) for n in (1, 2)])
    edited(path, "DELETE FROM event WHERE counter > 91 OR counter = 50 OR (device = 'desk' AND counter = 2)")
    day = ["2026-11-20"]
    return [{"device": "desk", "events": 1, "days": day}, {"device": "laptop", "events": 10, "days": day}]


def test_events_that_were_taken_out_are_said_before_a_rebuild_is_advised(written, home_paths):
    lost = two_devices_of_which_one_lost_events(written)
    facts, text = examined(home_paths)
    assert (facts["damage"], facts["lost"]) == ([], lost)
    assert text[0] == "✗ the log lost at least 1 event of the device desk, of 2026-11-20"
    assert text[1] == "✗ the log lost at least 10 events of the device laptop, of 2026-11-20"
    recovers, rebuilds = (next(n for n, line in enumerate(text) if way in line) for way in ("--recover", "--rebuild"))
    assert recovers < rebuilds


def test_a_rebuild_tells_what_it_makes_forgotten(written, home_paths):
    lost = two_devices_of_which_one_lost_events(written)
    with Log.open(written) as log:
        assert doctor.rebuild(log) == lost
    facts, _ = examined(home_paths)
    assert (facts["differences"], facts["lost"]) == ([], [])
    text = "\n".join(doctor.lines(facts | {"lost": lost}, rebuilt=True))
    assert "10 events of the device laptop" in text
    assert "quiz restore" in text
    assert "--recover" not in text


@pytest.mark.parametrize("copied", [True, False])
def test_events_that_were_taken_out_come_back_from_a_copy_or_are_counted(written, home_paths, now, copied):
    if copied:
        with Log.open(written) as log:
            backup.make(log, home_paths.backups, now)
    edited(written, "DELETE FROM event WHERE counter > 90")
    done = recovery.recover(written, home_paths.backups, now, print)
    # without a copy as many as the pages of the file still hold, which depends on how SQLite was built
    assert (done.events, done.lost) == (100, 0) if copied else done.events + done.lost == 100
    assert not done.lost or done.days == (date(2026, 11, 20),)
    facts, _ = examined(home_paths)
    assert (facts["lost"], facts["differences"]) == ([], [])
    with Log.open(done.kept) as kept:
        assert len(kept.lost()) == 10


def test_a_folder_in_the_logs_place_is_said_and_no_more(home_paths):
    home_paths.log.mkdir(parents=True)
    facts, text = examined(home_paths)
    assert facts["damage"] == []
    assert "a folder stands where the log should be" in text[0]
    assert len(text) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("which", ["log", "folder"])
def test_what_cannot_be_read_is_said(written, home_paths, which):
    place = written if which == "log" else written.parent
    place.chmod(0)
    try:
        facts, text = examined(home_paths)
        assert facts["damage"] == []
        assert "Permission denied" in text[0]
    finally:
        place.chmod(0o700)
