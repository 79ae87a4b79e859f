"""What a killed program leaves beside the log: damage there must not drop answers in silence."""

import random
import shutil
from datetime import timedelta

import pytest

from quiz.errors import DamagedLogError
from quiz.progress import backup, diagnosis, write_ahead
from quiz.progress.log import Log
from quiz.study import acts, recovery

HEADER, FRAME = 32, 24 + 4096


@pytest.fixture
def killed(path, now, tmp_path):
    """The path of a log that a killed program left, with thirty answers, the latest in the -wal alone."""
    path.parent.mkdir()
    with Log.open(tmp_path / "living.sqlite3", new_device=lambda: "laptop") as log:
        for n in range(30):
            acts.rate(log, f"c:{n}", 3, now + timedelta(minutes=n), seconds=5)
        for ending in ("", "-wal"):
            shutil.copy(f"{log.path}{ending}", f"{path}{ending}")
    return path


def flip(path, place):
    content = bytearray(wal(path).read_bytes())
    content[place] ^= 4
    wal(path).write_bytes(content)


def wal(path):
    return path.with_name(path.name + "-wal")


def silent(message):
    raise AssertionError(message)


def refused(path):
    """The message of the error that opening gives, after a check that no file was touched."""
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    with pytest.raises(DamagedLogError) as caught:
        Log.open(path)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()} == before
    assert "quiz doctor --recover" in caught.value.hint
    assert caught.value.message in " ".join(f"the log is damaged: {each}" for each in diagnosis.damage(path))
    return caught.value.message


def test_a_whole_one_is_read_to_its_end(killed):
    with Log.open(killed) as log:
        assert log.size() == 30


@pytest.mark.parametrize("seed", range(25))
def test_one_flipped_bit_amid_answers_is_damage_and_a_recovery_saves_them(killed, now, seed):
    frames = (wal(killed).stat().st_size - HEADER) // FRAME
    flip(killed, random.Random(seed).randrange(HEADER, HEADER + (frames - 1) * FRAME))
    assert "the -wal is damaged in frame" in refused(killed)
    done = recovery.recover(killed, killed.parent / "backups", now, silent)
    assert done.events + done.lost == 30
    assert done.events >= 29
    with Log.open(killed) as log:
        assert log.verify() == []


@pytest.mark.parametrize("place", [0, 5, 9, 17, 25, 31])
def test_a_damaged_header_is_not_taken_for_an_empty_one(killed, now, place):
    flip(killed, place)
    assert "header of the -wal" in refused(killed)
    assert recovery.recover(killed, killed.parent / "backups", now, silent).events == 30


@pytest.mark.parametrize("cut", [1, 100, FRAME, FRAME + 50])
def test_an_end_that_was_cut_off_is_no_damage(killed, cut):
    wal(killed).write_bytes(wal(killed).read_bytes()[:-cut])
    with Log.open(killed) as log:
        assert log.size() == 29


def test_frames_of_an_earlier_round_behind_the_end_are_no_damage(path, now, tmp_path):
    with Log.open(path) as log:
        for n in range(30):
            acts.rate(log, f"c:{n}", 3, now, seconds=5)
        log.rows("PRAGMA wal_checkpoint(RESTART)")
        acts.rate(log, "c:later", 3, now, seconds=5)
        assert write_ahead.damage(path) is None


def test_a_log_in_use_is_never_called_damaged(path, now):
    """Every answer of one program is a moment at which another may look."""
    with Log.open(path) as log:
        for n in range(150):
            acts.rate(log, f"c:{n % 40}", 3, now, seconds=5)
            if n % 10 == 0:
                log.rows("PRAGMA wal_checkpoint(RESTART)")
            assert write_ahead.damage(path) is None


def test_a_look_at_a_sound_file_goes_over_it_once(path, now, monkeypatch):
    sums, summed = write_ahead._sums, []

    def counted(content, *rest):
        summed.append(len(content))
        return sums(content, *rest)

    monkeypatch.setattr(write_ahead, "_sums", counted)
    with Log.open(path) as log:
        log.rows("PRAGMA wal_autocheckpoint = 0")
        for n in range(100):
            acts.rate(log, f"c:{n}", 3, now, seconds=5)
        summed.clear()
        assert write_ahead.damage(path) is None
        assert len(summed) > 100
        assert sum(summed) <= wal(path).stat().st_size


def test_an_emptied_log_is_damage_while_answers_stand_beside_it(killed, now):
    killed.write_bytes(b"")
    assert "the file is gone or empty" in refused(killed)
    assert recovery.recover(killed, killed.parent / "backups", now, silent).events > 0
    assert Log.open(killed).verify() == []


def test_a_log_that_is_gone_while_answers_stand_beside_it_is_damage_too(killed, now):
    killed.unlink()
    assert "the file is gone or empty" in refused(killed)
    assert recovery.recover(killed, killed.parent / "backups", now, silent).events > 0


def test_an_emptied_log_is_damage_while_there_are_copies(killed, now):
    with Log.open(killed) as log:
        copy = backup.make(log, killed.parent / "backups", now)
    killed.write_bytes(b"")
    assert "although there are copies" in refused(killed)
    done = recovery.recover(killed, killed.parent / "backups", now, silent)
    assert (done.events, done.read, done.copy) == (30, 0, copy)


def test_an_empty_file_alone_becomes_a_log(path):
    path.parent.mkdir()
    path.touch()
    with Log.open(path) as log:
        assert log.size() == 0
