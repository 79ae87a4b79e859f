"""Every kata of the bundled course: its checks tell right from wrong, and pytest says the same as the judge.

That each wrong answer is recognised as itself is `quiz check`'s business, which tests/test_cli.py runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.course.katas import read_page
from quiz.grading.solution import Solution, defined_functions
from quiz.paths import bundled_course

pytestmark = pytest.mark.katas

COURSE = bundled_course()
FOLDERS = sorted(readme.parent for readme in (COURSE / "exercises").glob("*/*/README.md"))
PAGES = {
    folder.name: page for folder in FOLDERS for page in read_page(folder, folder.parent.name, COURSE / "solutions")[0]
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_stub_fails_and_says_that_it_is_not_written(judge, page):
    verdict = judge.grade(page.id, page.stub.read_bytes(), file=page.stub.name)
    assert verdict["verdict"] == "raised"
    assert "not written yet" in verdict["message"]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_model_answer_passes_whatever_is_drawn(judge, page):
    source = Solution(page.solution).model_answer(defined_functions(page.stub)).encode()
    for seed in range(3):
        verdict = judge.grade(page.id, source, file=page.stub.name, seed=seed)
        assert verdict["passed"], verdict["message"]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_pytest_gives_the_verdict_of_the_judge(judge, page, tmp_path):
    """For the model answer and one wrong answer; the slow sweep has them all."""
    assert_alike(judge, page, sources(page)[:2], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_pytest_gives_the_verdict_of_the_judge_for_every_wrong_answer(judge, page, tmp_path):
    assert_alike(judge, page, sources(page), tmp_path)


def sources(page):
    """The model answer, then the wrong answers."""
    functions = defined_functions(page.stub)
    solution = Solution(page.solution)
    return [solution.model_answer(functions), *(wrong.source for wrong in solution.wrong_answers(functions))]


def assert_alike(judge, page, sources, folder):
    for number, source in enumerate(sources):
        file = folder / f"submission{number}.py"
        file.write_text(source)
        verdict = judge.grade(page.id, source.encode(), file=file.name, seed=1)
        reports = Reports()
        status = pytest.main([f"--submission={file}", str(page.folder), "-p", "no:cacheprovider", "-q"], [reports])
        assert (status == 0) == verdict["passed"]
        assert reports.names == ["verdict", *(check["name"] for check in verdict["checks"])]
        assert verdict["passed"] or verdict["verdict"] in reports.text


class Reports:
    """A pytest plugin that keeps the names of the items and what their failures say."""

    def __init__(self):
        self.names, self.text = [], ""

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            self.names.append(report.nodeid.partition("::")[2])
            self.text += str(report.longrepr)


def test_pytest_grades_the_workspace_from_within(tmp_path, judge):
    workspace = tmp_path / "katas"
    folder = workspace / "softmax"
    folder.mkdir(parents=True)
    page = PAGES["softmax"]
    for file in (page.readme, page.stub):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "test_softmax.py").write_text('"""Graded by the judge."""\n')
    assert "not written yet" in run_pytest("softmax", cwd=workspace).stdout
    (folder / "softmax.py").write_text(Solution(page.solution).model_answer(("softmax",)))
    result = run_pytest("softmax", cwd=workspace)
    assert result.returncode == 0, result.stdout
    assert "passed" in result.stdout


def test_pytest_asks_variable_and_file_for_the_workspace_as_the_program_does(tmp_path, home, judge, monkeypatch):
    page, settings = PAGES["softmax"], home / "config" / "config.toml"
    file = tmp_path / "katas" / "softmax" / "softmax.py"
    texts = {settings: "workspace = '/elsewhere'\n", file: "def softmax(x, axis=-1):\n    return 'mine'\n"}
    for place, text in texts.items():
        place.parent.mkdir(parents=True)
        place.write_text(text)
    monkeypatch.setenv("QUIZ_WORKSPACE", str(tmp_path / "katas"))
    assert f"{file}: bad_return" in run_pytest(str(page.folder)).stdout
    monkeypatch.delenv("QUIZ_WORKSPACE")
    settings.write_text("workspace = 'relative'\n")
    told = run_pytest(str(page.folder)).stdout
    assert f"{settings}:1: `workspace` must be a path" in told
    assert "Traceback" not in told


def test_a_bare_pytest_collects_no_stub():
    result = run_pytest("--collect-only", "-q", "-k", "stub_that_nobody_wrote", cwd=COURSE)
    assert "exercises" not in result.stdout


def run_pytest(*arguments: str, cwd: Path = COURSE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=cwd, env=os.environ, capture_output=True, text=True, check=False)
