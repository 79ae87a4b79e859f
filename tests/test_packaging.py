"""The wheel carries the course and runs without the clone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quiz import paths
from quiz.errors import CourseError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (archive,) = folder.glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(archive).extractall(site)
    return site


def run(wheel, *arguments):
    command = [sys.executable, "-P", "-m", "quiz", *arguments]
    env = {**os.environ, "PYTHONPATH": str(wheel)}
    return subprocess.run(command, cwd=wheel.parent, env=env, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_course_and_no_tests(wheel):
    assert (wheel / "quiz/_course/content/course.toml").is_file()
    assert (wheel / "quiz/_course/exercises/04_softmax/softmax/README.md").is_file()
    assert (wheel / "quiz/_course/solutions/04_softmax/softmax.py").is_file()
    assert (wheel / "quiz/ui/screens/home.tcss").is_file()
    assert not list(wheel.glob("tests*"))
    assert {path.name.partition("-")[0] for path in wheel.iterdir()} == {"quiz", "rectified"}


def test_the_installed_course_is_found_without_the_clone(wheel):
    code = "from quiz.paths import bundled_course; print(bundled_course())"
    env = {**os.environ, "PYTHONPATH": str(wheel)}
    found = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=wheel, env=env, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()) == wheel / "quiz/_course"
    assert json.loads(run(wheel, "due", "--json").stdout)["new"] == 10


@pytest.mark.katas
def test_the_installed_judge_grades(wheel, judge, tmp_path):
    (tmp_path / "softmax.py").write_text("def softmax(x, axis=-1): return x")
    try:
        verdict = json.loads(run(wheel, "grade", "softmax", "--file", str(tmp_path / "softmax.py"), "--json").stdout)
        assert verdict["verdict"] == "wrong_answer"
    finally:
        run(wheel, "judge", "stop")


def test_the_clone_is_its_own_course():
    assert paths.bundled_course() == ROOT


def test_a_missing_course_is_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "quiz/paths.py"))
    with pytest.raises(CourseError, match="bundled course is missing"):
        paths.bundled_course()
