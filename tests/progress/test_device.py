"""A copy of a log never goes on under the name of the original."""

import os
import shutil

import pytest

from quiz.progress.log import Log
from quiz.study import acts


@pytest.fixture
def written(path, now):
    with Log.open(path, new_device=lambda: "laptop") as log:
        acts.rate(log, "c:a", 3, now, seconds=5)
    return path


def device(path):
    with Log.open(path, new_device=lambda: "another") as log:
        return log.device


def test_a_log_keeps_its_name_where_it_is_and_when_it_is_moved(written, tmp_path):
    assert device(written) == "laptop"
    (tmp_path / "elsewhere").mkdir()
    assert device(written.rename(tmp_path / "elsewhere" / "log.sqlite3")) == "laptop"


def test_a_copied_file_or_folder_takes_a_new_name(written, tmp_path):
    shutil.copy(written, tmp_path / "copy.sqlite3")
    shutil.copytree(written.parent, tmp_path / "copied")
    assert device(tmp_path / "copy.sqlite3") == "another"
    assert device(tmp_path / "copied" / written.name) == "another"
    assert device(written) == "laptop"


def test_another_machine_gives_another_name(written, monkeypatch):
    there = os.uname_result(("Linux", "another-machine", "6", "1", "x86_64"))
    monkeypatch.setattr(os, "uname", lambda: there)
    assert device(written) == "another"
    assert device(written) == "another"


def test_a_copy_used_on_two_machines_merges_without_a_conflict(written, tmp_path, now):
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(written, copy)
    with Log.open(written) as one, Log.open(copy) as two:
        acts.rate(one, "c:b", 3, now, seconds=5)
        acts.rate(two, "c:c", 3, now, seconds=5)
        one.merge(two.events())
        two.merge(one.events())
        assert one.events() == two.events()
        assert len(one.events()) == 3
        assert one.device == "laptop"


def test_a_program_that_has_the_log_open_sees_its_new_name(written, now):
    with Log.open(written) as one, Log.open(written) as two:
        with one.writing():
            one._name_device("renamed")
        assert acts.rate(two, "c:b", 3, now, seconds=5).event.id == "renamed-1"
