"""Files that are damaged, foreign, newer, older, or out of reach."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from quiz.errors import LogError
from quiz.progress import schema
from quiz.progress.log import Log
from quiz.study import acts


@pytest.fixture
def written(path, now):
    """The path of a closed log with one review."""
    with Log.open(path) as log:
        acts.rate(log, "c:a", 3, now, seconds=5)
    return path


def refused(path):
    """The error that opening gives, after a check that the file stayed as it was."""
    before = path.read_bytes()
    with pytest.raises(LogError) as caught:
        Log.open(path)
    assert path.read_bytes() == before
    assert caught.value.file == path
    return caught.value


def test_a_log_of_a_newer_version_is_left_alone(written):
    with closing(sqlite3.connect(written)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    error = refused(written)
    assert "written by a newer version" in error.message
    assert "pip install --upgrade rectified" in error.hint


def test_a_newer_log_keeps_even_what_its_program_had_not_yet_moved_into_the_file(written, tmp_path):
    crashed = tmp_path / "crashed.sqlite3"
    with closing(sqlite3.connect(written, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("INSERT INTO meta VALUES ('later', 'kept')")
        for ending in ("", "-wal"):
            shutil.copy(f"{written}{ending}", f"{crashed}{ending}")
    assert "newer version" in refused(crashed).message
    with closing(sqlite3.connect(crashed)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'later'").fetchone() == ("kept",)


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    assert "another program's database" in refused(path).message
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 77")
    assert "another program's database" in refused(path).message


@pytest.mark.parametrize("content", [b"no database at all, just a text\n" * 20, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_named_with_the_way_out(tmp_path, content):
    path = tmp_path / "log.sqlite3"
    path.write_bytes(content)
    error = refused(path)
    assert "damaged" in error.message
    assert "quiz doctor" in error.hint
    assert "backups" in error.hint


def test_damage_inside_the_file_is_named_when_it_is_met(written):
    size = written.stat().st_size
    with written.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(LogError, match="damaged"), Log.open(written) as log:
        log.verify()


def test_an_empty_file_becomes_a_log(tmp_path):
    path = tmp_path / "log.sqlite3"
    path.touch()
    with Log.open(path) as log:
        assert log.events() == []


@contextmanager
def ordinary_user():
    """Root may write anywhere; become nobody for a while."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="folders are protected in another way there")
def test_a_folder_that_cannot_be_written_is_explained_and_stays_as_it_is(now):
    with ordinary_user(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "log.sqlite3"
        with Log.open(path) as log:
            acts.rate(log, "c:a", 3, now, seconds=5)
        before = path.read_bytes()
        path.chmod(0o400)
        folder.chmod(0o500)
        try:
            with pytest.raises(LogError, match="cannot be written"):
                Log.open(path)
            with pytest.raises(LogError, match="cannot be opened"):
                Log.open(folder / "new.sqlite3")
            with pytest.raises(LogError, match="folder of the log cannot be made"):
                Log.open(folder / "deeper" / "log.sqlite3")
            assert path.read_bytes() == before
            assert os.listdir(folder) == ["log.sqlite3"]
        finally:
            folder.chmod(0o700)


def test_a_folder_in_place_of_the_file_is_explained(tmp_path):
    with pytest.raises(LogError, match="a folder stands"):
        Log.open(tmp_path)


def test_without_shared_memory_the_rollback_journal_serves(path, now, monkeypatch):
    class NoWal(sqlite3.Connection):
        def execute(self, query, *rest):
            if "journal_mode" in query:
                raise sqlite3.OperationalError("locking protocol")
            return super().execute(query, *rest)

    plain = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **named: plain(*args, factory=NoWal, **named))
    with Log.open(path) as log:
        acts.rate(log, "c:a", 3, now, seconds=5)
        assert log.verify() == []
    monkeypatch.undo()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_older_log_is_copied_and_then_brought_up_to_date(written, monkeypatch):
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setitem(schema.MIGRATIONS, 1, lambda connection: connection.execute("CREATE TABLE later (x)"))
    with Log.open(written) as log:
        assert log.rows("PRAGMA user_version") == [(2,)]
        assert log.rows("SELECT * FROM later") == []
        assert len(log.events()) == 1
    monkeypatch.setattr(schema, "VERSION", 1)
    with Log.open(written.with_name("log-before-version-2.sqlite3")) as copy:
        assert len(copy.events()) == 1


def test_a_migration_that_fails_changes_nothing(written, monkeypatch):
    def fails(connection):
        connection.execute("CREATE TABLE later (x)")
        connection.execute("SELECT x FROM nowhere")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", 2)
        patch.setitem(schema.MIGRATIONS, 1, fails)
        with pytest.raises(LogError, match="nowhere"):
            Log.open(written)
    with Log.open(written) as log:
        assert log.rows("SELECT name FROM sqlite_schema WHERE name = 'later'") == []
        assert len(log.events()) == 1
