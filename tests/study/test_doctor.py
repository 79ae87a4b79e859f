"""What the doctor says of the log, whole or not."""

from contextlib import contextmanager

import pytest

from quiz import paths
from quiz.errors import JudgeError, LogError
from quiz.progress.log import Log
from quiz.study import acts, doctor


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
