"""`pytest exercises/04_softmax/softmax`: the judge's checks of a kata as pytest items, with the judge's verdict.

A kata's `test_<kata>.py` is never imported here: the judge does that. What is graded is the file named by
`--submission`, else the learner's file in the workspace, else the stub beside the checks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.grading import report


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("quiz")
    group.addoption("--submission", type=Path, metavar="FILE", help="grade this file for the katas that are collected")


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """Claim the test file of a kata; every other file is left to pytest."""
    folder = module_path.parent
    kata = folder.name
    is_kata = module_path.name == f"test_{kata}.py" and all((folder / f).is_file() for f in ("README.md", f"{kata}.py"))
    return KataFile.from_parent(parent, path=module_path) if is_kata else None


class KataFile(pytest.File):
    """One kata: graded once, when it is collected."""

    def collect(self) -> Iterator[pytest.Item]:
        from quiz import config
        from quiz.grading.trust import judge_of

        kata = self.path.parent.name
        try:
            where = config.folders(os.environ)
            submission = self._submission(kata, where.workspace)
            with judge_of(self._course(), where) as judge:
                verdict = judge.grade(kata, submission.read_bytes(), file=submission.name)
        except (QuizError, OSError) as error:
            raise self.CollectError(str(error)) from None
        yield VerdictItem.from_parent(self, name="verdict", verdict=verdict, submission=submission)
        for check in verdict["checks"]:
            yield CheckItem.from_parent(self, name=check["name"], check=check)

    def _submission(self, kata: str, workspace: Path) -> Path:
        chosen: Path | None = self.config.getoption("--submission")
        stub = self.path.with_name(f"{kata}.py")
        if chosen:
            return self.config.invocation_params.dir / chosen
        edited = workspace / kata / f"{kata}.py"
        return edited if edited.is_file() else stub

    def _course(self) -> Path:
        """The course that the file lies in; for a file of the workspace the bundled one."""
        from quiz import paths

        above = self.path.parents[3] if len(self.path.parents) > 3 else self.path.parent
        return above if (above / "content" / "course.toml").is_file() else paths.bundled_course()


class VerdictItem(pytest.Item):
    """The verdict itself: passes when the judge says `passed`, whatever the single checks say."""

    def __init__(self, *, verdict: dict[str, Any], submission: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.verdict, self.submission = verdict, submission

    def runtest(self) -> None:
        if not self.verdict["passed"]:
            raise NotPassed(self.verdict)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        verdict = self.verdict
        return "\n".join([f"{self.submission}: {verdict['verdict']}", verdict["message"], *report.reasons(verdict)])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.path.parent.name}: verdict"


class CheckItem(pytest.Item):
    """One check of the judge."""

    def __init__(self, *, check: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.check = check

    def runtest(self) -> None:
        if not self.check["passed"]:
            raise NotPassed(self.check)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        return str(self.check["message"])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.path.parent.name}: {self.name}"


class NotPassed(Exception):
    """A check of the judge failed; its message is in the item."""
