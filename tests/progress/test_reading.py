"""Another log is read as it lies there, and stays so."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from quiz.errors import DamagedLogError, LogError
from quiz.progress import reading
from quiz.progress.log import Log
from quiz.study import acts


@pytest.fixture
def other(tmp_path, now):
    """The path of a log in a folder of its own."""
    path = tmp_path / "stick" / "log.sqlite3"
    with Log.open(path, new_device=lambda: "desk") as log:
        for n in range(50):
            acts.rate(log, f"c:{n}", 3, now, seconds=5)
    return path


def contents(folder):
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


def read(path):
    """The ids of the events, after a check that nothing in the folder changed."""
    before = contents(path.parent)
    with reading.events_of(path) as events:
        found = [event.id for event in events]
    assert contents(path.parent) == before
    return found


def test_a_log_that_nobody_uses_is_read_in_place(other):
    assert read(other) == [f"desk-{n}" for n in range(1, 51)]


def test_what_a_program_has_not_yet_moved_into_the_file_is_read_too(other, now, tmp_path):
    with Log.open(other) as log:
        acts.rate(log, "c:new", 3, now, seconds=5)
        assert read(other)[-1] == "desk-51"
        shutil.copytree(other.parent, tmp_path / "copied while in use")
    assert read(tmp_path / "copied while in use" / "log.sqlite3")[-1] == "desk-51"


def test_a_folder_that_cannot_be_written_can_be_read(other):
    other.chmod(0o400)
    other.parent.chmod(0o500)
    try:
        assert len(read(other)) == 50
    finally:
        other.parent.chmod(0o700)


def test_a_log_that_changes_meanwhile_is_refused(other, now):
    def read_while_another_writes():
        with reading.events_of(other) as events, Log.open(other) as log:
            next(events)
            acts.rate(log, "c:new", 3, now, seconds=5)
            log.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    with pytest.raises(LogError, match="another program wrote"):
        read_while_another_writes()


@pytest.mark.parametrize("damage", [b"\xff" * 9000, b"no log at all"])
def test_a_damaged_log_is_named_with_its_own_way_out(other, damage):
    content = other.read_bytes()
    other.write_bytes(content[: len(content) // 2] + damage if len(damage) > 100 else damage)
    with pytest.raises(LogError, match="damaged") as caught:
        read(other)
    assert caught.value.file == other


def test_a_newer_log_is_named_by_its_own_path(other):
    content = bytearray(other.read_bytes())
    content[63] = 9
    other.write_bytes(content)
    with pytest.raises(LogError, match="newer version") as caught:
        read(other)
    assert caught.value.file == other


def test_what_is_not_there_is_not_made(tmp_path):
    with pytest.raises(LogError, match="no log here"), reading.events_of(tmp_path / "nothing.sqlite3"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_log_to_take_in(tmp_path):
    (tmp_path / "log.sqlite3").touch()
    with pytest.raises(LogError, match="0 bytes"):
        read(tmp_path / "log.sqlite3")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a recipe for soup\n" * 500, "this is no log"),
        (b"SQLite format 3\0" + bytes(50), "this log is damaged"),
        (None, "another program's database"),
    ],
)
def test_a_file_that_is_no_log_is_named_and_nothing_is_said_of_ones_own(tmp_path, content, message):
    path = tmp_path / "soup.sqlite3"
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE soup (text)")
    else:
        path.write_bytes(content)
    with pytest.raises(LogError, match=message) as caught:
        read(path)
    assert caught.value.file == path
    assert not isinstance(caught.value, DamagedLogError)
    assert "Name a log file" in caught.value.hint or "another copy of it" in caught.value.hint


def test_damage_that_shows_late_is_of_the_other_log(other):
    with other.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 3000)
    with pytest.raises(LogError, match="this log is damaged") as caught:
        read(other)
    assert caught.value.file == other
    assert "where it is used" in caught.value.hint


def test_a_flipped_bit_in_what_stands_beside_another_log_is_its_damage(other, now, tmp_path):
    with Log.open(other) as log:
        for n in range(20):
            acts.rate(log, f"c:{n}", 3, now, seconds=5)
        shutil.copytree(other.parent, tmp_path / "left")
    left = tmp_path / "left" / "log.sqlite3"
    wal = tmp_path / "left" / "log.sqlite3-wal"
    content = bytearray(wal.read_bytes())
    content[len(content) // 2] ^= 4
    wal.write_bytes(content)
    with pytest.raises(LogError, match="this log is damaged") as caught:
        read(left)
    assert caught.value.file == left
