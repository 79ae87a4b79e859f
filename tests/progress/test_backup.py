"""Copies of the log: one a day, thinned with age."""

import os
from datetime import date, timedelta

import pytest

from quiz.errors import LogError
from quiz.progress import backup
from quiz.progress.log import Log
from quiz.study import acts, safekeeping

TODAY = date(2026, 11, 20)


def test_a_copy_a_day_is_made_and_is_a_whole_log(log, now, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    copy = backup.daily(log, tmp_path / "backups", TODAY)
    acts.rate(log, "c:a", 3, now, seconds=5)
    assert backup.daily(log, tmp_path / "backups", TODAY) is None
    with Log.open(copy) as kept:
        assert kept.events() == log.events()[:1]
        assert kept.verify() == []
    assert backup.daily(log, tmp_path / "backups", TODAY + timedelta(1)) is not None


def test_an_empty_log_is_not_copied(log, tmp_path):
    assert backup.daily(log, tmp_path / "backups", TODAY) is None
    assert not (tmp_path / "backups").exists()


def test_a_copy_cut_short_is_never_taken_for_a_whole_one(log, now, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    for name in ("log-2026-11-19.1f.unfinished", "log-2026-11-19.1f.unfinished-journal"):
        (tmp_path / name).write_bytes(b"half")
    assert backup.daily(log, tmp_path, TODAY) == tmp_path / "log-2026-11-20.sqlite3"
    assert list(tmp_path.glob("log*")) == [tmp_path / "log-2026-11-20.sqlite3"]


def test_two_programs_that_copy_at_once_leave_one_whole_copy(log, path, now, tmp_path, monkeypatch):
    acts.rate(log, "c:a", 3, now, seconds=5)
    folder, copy_to, others = tmp_path / "backups", Log.copy_to, []

    def interrupted(self, file):
        copy_to(self, file)
        if self is log:
            with Log.open(path) as other:
                others.append(backup.daily(other, folder, TODAY))

    monkeypatch.setattr(Log, "copy_to", interrupted)
    assert backup.daily(log, folder, TODAY) is None
    assert list(folder.iterdir()) == others
    with Log.open(others[0]) as kept:
        assert kept.events() == log.events()


def test_a_folder_that_cannot_be_made_is_explained(log, now, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    (tmp_path / "file").touch()
    with pytest.raises(LogError, match="backup cannot be written"):
        backup.daily(log, tmp_path / "file" / "backups", TODAY)


def test_a_year_and_a_half_of_days_leaves_seven_days_four_weeks_and_twelve_months():
    days = [TODAY - timedelta(n) for n in range(550)]
    kept = backup.kept(days)
    assert {TODAY - timedelta(n) for n in range(7)} <= kept
    assert {date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)} <= kept  # the Sundays before
    assert {date(2026, 10, 31), date(2026, 9, 30), date(2025, 12, 31)} <= kept
    assert date(2025, 11, 30) not in kept
    assert len(kept) == 7 + 2 + 11


def test_thinning_every_day_comes_to_the_same(tmp_path):
    for n in range(550):
        (tmp_path / f"log-{(TODAY - timedelta(549 - n)).isoformat()}.sqlite3").touch()
        if n % 3 == 0 or n > 540:
            backup.thin(tmp_path)
    days = {backup.day_of(copy) for copy in backup.copies(tmp_path)}
    assert {TODAY - timedelta(n) for n in range(7)} <= days
    assert {date(2026, 10, 31), date(2026, 9, 30), date(2025, 12, 31)} <= days
    assert len(days) == len(backup.copies(tmp_path)) == 7 + 2 + 11


def test_a_copy_that_is_asked_for_is_made_beside_the_others(log, now, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    first = backup.daily(log, tmp_path, TODAY)
    acts.rate(log, "c:a", 3, now, seconds=5)
    second = backup.make(log, tmp_path, now)
    assert second.name == "log-2026-11-20-100000.sqlite3"
    assert backup.copies(tmp_path) == [second, first]
    assert backup.daily(log, tmp_path, TODAY) is None


def test_copies_that_were_asked_for_stay_for_a_week_then_the_last_of_a_day(tmp_path):
    for day in (*(TODAY - timedelta(n) for n in range(8)), date(2026, 10, 31)):
        for number, name in enumerate((f"log-{day}.sqlite3", f"log-{day}-101500.sqlite3", f"log-{day}-090000.sqlite3")):
            (tmp_path / name).touch()
            os.utime(tmp_path / name, (number, number))
    backup.thin(tmp_path)
    assert len([copy for copy in backup.copies(tmp_path) if backup.day_of(copy) > TODAY - timedelta(7)]) == 3 * 7
    assert [copy.name for copy in backup.copies(tmp_path)][3 * 7 :] == ["log-2026-10-31-090000.sqlite3"]


def test_a_damaged_log_is_not_copied_and_no_copy_goes(log, path, now, tmp_path):
    for n in range(200):
        acts.rate(log, f"c:{n}", 3, now, seconds=5)
    log.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 5000)
    (tmp_path / "log-2020-01-01.sqlite3").touch()
    with Log.open(path) as damaged, pytest.raises(LogError, match="log is damaged"):
        backup.daily(damaged, tmp_path, TODAY)
    assert [file.name for file in tmp_path.glob("log*")] == ["log-2020-01-01.sqlite3"]


def test_a_copy_names_no_device_and_is_one_file(log, now, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    copy = backup.make(log, tmp_path / "stick", now)
    assert list((tmp_path / "stick").iterdir()) == [copy]
    with Log.open(copy) as opened:
        assert opened.device != log.device


def test_other_files_in_the_folder_stay(tmp_path):
    for name in ("notes.txt", "log-2026-13-01.sqlite3", "log-before-version-2.sqlite3"):
        (tmp_path / name).touch()
    backup.thin(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    assert backup.copies(tmp_path) == []


def test_the_newest_copy_is_the_one_that_goes_furthest_whatever_a_clock_named_it(log, now, in_days, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    wrong = backup.daily(log, tmp_path, TODAY + timedelta(365))
    acts.rate(log, "c:b", 3, in_days(1), seconds=5)
    right = backup.daily(log, tmp_path, TODAY + timedelta(1))
    (tmp_path / "log-2028-01-01.sqlite3").write_bytes(b"no log")
    assert backup.newest_first(tmp_path)[1:] == [right, wrong]
    notices = []
    assert safekeeping.newest(tmp_path, notices.append) == right
    assert "log-2028-01-01.sqlite3" in notices[0]


def test_after_a_restore_of_an_older_copy_the_next_one_is_the_newest_though_it_holds_less(log, now, in_days, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    older = backup.daily(log, tmp_path, TODAY)
    for n in range(5):
        acts.rate(log, "c:b", 3, in_days(1), seconds=n)
    full = backup.daily(log, tmp_path, TODAY + timedelta(1))
    safekeeping.replace(log, older, tmp_path / "kept", in_days(2), pytest.fail)
    acts.rate(log, "c:c", 3, in_days(2), seconds=5)
    latest = backup.daily(log, tmp_path, TODAY + timedelta(2))
    assert backup.newest_first(tmp_path) == [latest, full, older]


def test_copies_that_a_clock_running_ahead_named_take_no_day_of_the_others(log, now, tmp_path):
    acts.rate(log, "c:a", 3, now, seconds=5)
    for n in range(40):
        backup.daily(log, tmp_path, TODAY + timedelta(365 + n))
    ahead = set(backup.copies(tmp_path))
    for n in range(8):
        backup.daily(log, tmp_path, TODAY + timedelta(n))
    days = {backup.day_of(copy) for copy in set(backup.copies(tmp_path)) - ahead}
    assert {TODAY + timedelta(n) for n in range(1, 8)} <= days
    assert ahead <= set(backup.copies(tmp_path))
