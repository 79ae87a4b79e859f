"""Somebody else's course runs no code before it is trusted, and none after it has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quiz import paths
from quiz.errors import JudgeError
from quiz.grading.identity import signature
from quiz.grading.trust import fingerprint, judge_of, trust


@pytest.fixture
def where():
    return paths.find(os.environ)


@pytest.fixture
def course(tmp_path):
    file = tmp_path / "course/solutions/01_a/kata.py"
    file.parent.mkdir(parents=True)
    file.write_text("def reference(x): return x")
    return tmp_path / "course"


def test_the_bundled_course_is_trusted(where):
    assert judge_of(paths.bundled_course(), where)


def test_another_course_says_how_to_trust_it(course, where):
    with pytest.raises(JudgeError, match="has not been trusted") as error:
        judge_of(course, where)
    assert f"quiz trust {course}" in error.value.hint


def test_a_trusted_course_is_graded_until_its_code_changes(course, where):
    trust(course, where)
    assert judge_of(course, where)
    (course / "solutions/01_a/kata.py").write_text("def reference(x): return 2 * x")
    with pytest.raises(JudgeError):
        judge_of(course, where)


def test_text_may_change_without_being_asked_again(course, where):
    trust(course, where)
    (course / "solutions/01_a/notes.md").write_text("a note")
    assert judge_of(course, where)


def test_a_copy_elsewhere_is_another_course(course, where, tmp_path):
    trust(course, where)
    course.rename(tmp_path / "moved")
    with pytest.raises(JudgeError):
        judge_of(tmp_path / "moved", where)


def test_a_kept_client_is_refused_once_the_course_has_changed(course, where):
    trust(course, where)
    client = judge_of(course, where)
    (course / "solutions/01_a/kata.py").write_text("def reference(x): return 2 * x")
    with pytest.raises(JudgeError, match="has not been trusted"):
        client.prepare("kata")


def test_odd_things_named_like_code_do_not_stop_the_look(course, where):
    folder = course / "solutions/01_a"
    (folder / "folder.py").mkdir()
    os.mkfifo(folder / "pipe.py")
    (folder / "loop.py").symlink_to("loop.py")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.py")).write_text("")
    trust(course, where)
    assert judge_of(course, where)
    assert signature(course) == signature(course)


def test_one_file_with_the_text_of_two_is_not_two(course, where):
    trust(course, where)
    (course / "solutions/01_a/kata.py").write_text("a")
    (course / "solutions/01_a/other.py").write_text("b")
    two = fingerprint(course)
    (course / "solutions/01_a/other.py").unlink()
    (course / "solutions/01_a/kata.py").write_text("a\0solutions/01_a/other.py\0b")
    assert fingerprint(course) != two
