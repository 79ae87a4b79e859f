"""Merging, copies, and going back to one."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from quiz.errors import LogError
from quiz.progress import backup, text_form
from quiz.progress.log import Log
from quiz.study import acts, safekeeping


def silent(message):
    raise AssertionError(message)


def rate(log, now, *cards):
    for card in cards:
        acts.rate(log, card, 3, now, seconds=5)


@pytest.fixture
def other(tmp_path, in_days):
    """The path of another machine's log with two reviews."""
    path = tmp_path / "other" / "log.sqlite3"
    with Log.open(path) as log:
        rate(log, in_days(1), "c:a", "c:b")
    return path


def test_another_machines_log_is_merged_from_its_file_or_its_text_form(log, other, tmp_path, now):
    rate(log, now, "c:a")
    with Log.open(other) as theirs:
        text_form.write(theirs, tmp_path / "text")
    assert safekeeping.merge(log, tmp_path / "text", silent) == 2
    assert safekeeping.merge(log, other, silent) == 0
    assert log.state("c:a").memory.reps == 2
    assert log.verify() == []


def test_a_log_is_not_merged_with_itself(log, path):
    with pytest.raises(LogError, match="the log itself"):
        safekeeping.merge(log, path, silent)


def test_a_line_that_is_not_understood_leaves_the_log_as_it_was(log, other, tmp_path, now):
    rate(log, now, "c:a")
    with Log.open(other) as theirs:
        text_form.write(theirs, tmp_path / "text")
    (tmp_path / "text" / "zzz.jsonl").write_text("{}\n")
    with pytest.raises(LogError):
        safekeeping.merge(log, tmp_path / "text", silent)
    assert log.size() == 1


def test_a_restore_takes_in_what_was_lost_and_keeps_what_is_new(log, path, tmp_path, now, in_days):
    rate(log, now, "c:a")
    copy = backup.make(log, tmp_path / "backups", now)
    log.close()
    path.unlink()
    with Log.open(path) as log:
        rate(log, in_days(1), "c:b")
        done = safekeeping.restore(log, safekeeping.newest(tmp_path / "backups", silent), silent)
        assert (done.copy, done.events, done.added, done.kept) == (copy, 2, 1, None)
        assert {event.item for event in log.events()} == {"c:a", "c:b"}


def test_replacing_keeps_a_copy_first_and_every_open_program_sees_it(log, path, tmp_path, now):
    folder = tmp_path / "backups"
    rate(log, now, "c:a")
    copy = backup.make(log, folder, now)
    rate(log, now, "c:b")
    with Log.open(path) as app:
        before = app.events()
        done = safekeeping.replace(log, copy, folder, now, silent)
        assert (done.events, done.added) == (1, None)
        with Log.open(done.kept) as kept:
            assert kept.events() == before
        rate(app, now, "c:c")
        assert [event.item for event in app.events()] == ["c:a", "c:c"]
        assert app.verify() == log.verify() == []
        assert safekeeping.restore(log, done.kept, silent).added == 1
        assert {event.item for event in app.events()} == {"c:a", "c:b", "c:c"}


def test_an_answer_of_another_program_comes_before_the_kept_copy_or_after_the_change(
    log, path, tmp_path, now, monkeypatch
):
    rate(log, now, "c:a")
    copy, make = backup.make(log, tmp_path, now), backup.make

    def make_while_another_writes(*arguments):
        made = make(*arguments)
        with closing(sqlite3.connect(path, timeout=0)) as other, pytest.raises(sqlite3.OperationalError, match="lock"):
            other.execute("BEGIN IMMEDIATE")
        return made

    monkeypatch.setattr(backup, "make", make_while_another_writes)
    done = safekeeping.replace(log, copy, tmp_path, now, silent)
    assert (done.events, backup.content(done.kept)) == (1, backup.content(copy))
    with pytest.raises(LogError, match="append-only"):
        log.rows("DELETE FROM event")


def test_a_log_replaced_by_an_older_copy_never_uses_an_id_again(log, tmp_path, now):
    rate(log, now, "c:a")
    copy = backup.make(log, tmp_path, now)
    rate(log, now, "c:b")
    used = {event.id for event in log.events()}
    safekeeping.replace(log, copy, tmp_path, now, silent)
    rate(log, now, "c:c")
    assert log.events()[-1].id not in used


def test_the_newest_whole_copy_is_chosen_and_damaged_ones_are_named(log, tmp_path, now):
    with pytest.raises(LogError, match="no copy of the log"):
        safekeeping.newest(tmp_path, silent)
    rate(log, now, "c:a")
    older, newer = backup.make(log, tmp_path, now), backup.make(log, tmp_path, now)
    assert safekeeping.newest(tmp_path, silent) == newer
    newer.write_bytes(newer.read_bytes()[:5000])
    notices = []
    assert safekeeping.newest(tmp_path, notices.append) == older
    assert len(notices) == 1
    assert str(newer) in notices[0]


def test_restoring_from_a_copy_on_another_disk_changes_nothing_there(log, other, tmp_path):
    shutil.copytree(other.parent, tmp_path / "as it was")
    safekeeping.restore(log, other, silent)
    safekeeping.replace(log, other, tmp_path / "backups", log.events()[0].instant, silent)
    for file in (tmp_path / "as it was").iterdir():
        assert (other.parent / file.name).read_bytes() == file.read_bytes()
    assert len(list(other.parent.iterdir())) == len(list((tmp_path / "as it was").iterdir()))
