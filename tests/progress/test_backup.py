"""Copies of the log: one a day, thinned with age."""

from datetime import date, timedelta

import pytest

from quiz.errors import LogError
from quiz.progress import backup
from quiz.progress.log import Log
from quiz.study import acts

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
    (tmp_path / "log-2026-11-20.unfinished").write_bytes(b"half")
    assert backup.daily(log, tmp_path, TODAY) == tmp_path / "log-2026-11-20.sqlite3"
    assert list(backup.copies(tmp_path)) == [TODAY]
    assert not list(tmp_path.glob("*.unfinished"))


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
    assert {TODAY - timedelta(n) for n in range(7)} <= set(backup.copies(tmp_path))
    assert {date(2026, 10, 31), date(2026, 9, 30), date(2025, 12, 31)} <= set(backup.copies(tmp_path))
    assert len(backup.copies(tmp_path)) == 7 + 2 + 11


def test_other_files_in_the_folder_stay(tmp_path):
    for name in ("notes.txt", "log-2026-13-01.sqlite3", "log-before-version-2.sqlite3"):
        (tmp_path / name).touch()
    backup.thin(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    assert backup.copies(tmp_path) == {}
