"""Two programs at once, and a disk that takes no more: a message, and a whole log."""

import os
import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import pytest

from quiz.progress.faults import explain
from quiz.progress.log import Log

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import acts
start = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC))
with Log.open(Path(sys.argv[1])) as log:
    for n in range(int(sys.argv[2])):
        review = acts.rate(log, f"c:{n % 50}", 1 + n % 4, start + timedelta(minutes=n), seconds=5)
        print(review.event.id)
        if n % 20 == 19:
            acts.undo(log, start + timedelta(minutes=n))
"""


def check_two_programs(path, answers):
    command = [sys.executable, "-c", WRITER, str(path), str(answers // 2)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [program.communicate()[0].split() for program in running]
    assert [program.returncode for program in running] == [0, 0]
    with Log.open(path) as log:
        events = log.events()
        reviews = [event for event in events if event.kind == "review"]
        assert [event.counter for event in events] == list(range(1, len(events) + 1))
        assert {event.id for event in reviews} == {id for ids in told for id in ids}
        assert len(reviews) == answers
        assert log.verify() == []


def test_two_programs_that_write_at_once_lose_nothing(path):
    check_two_programs(path, 200)


@pytest.mark.slow
def test_two_programs_write_ten_thousand_answers_at_once(path):
    check_two_programs(path, 10_000)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs limits on the size of files")
def test_a_disk_that_takes_no_more_ends_in_a_message_and_an_unharmed_log(path):
    Log.open(path).close()
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n{WRITER}"
    done = subprocess.run(
        [sys.executable, "-c", limited, str(path), "10000"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert "LogError" in done.stderr
    with Log.open(path) as log:
        reviews = [event.id for event in log.events() if event.kind == "review"]
        assert reviews == done.stdout.split()
        assert len(reviews) > 3
        assert log.verify() == []


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_CANTOPEN])
def test_a_full_disk_is_called_one_also_where_sqlite_has_no_word_for_it(path, code, monkeypatch):
    path.parent.mkdir()
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    assert "full" not in explain(error, path).message
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=4096))
    assert "the disk is full" in explain(error, path).message
