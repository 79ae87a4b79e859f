"""What `quiz check` makes of what the judge says of one kata."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.authoring.kata_table import table
from quiz.authoring.katas import check_kata
from quiz.course import Course

FILES = {
    "content/course.toml": 'title = "T"\nname = "t"\nunits = [{ folder = "u", title = "U" }]\n',
    "exercises/u/relu/README.md": "---\ntitle: A\ndifficulty: 1\n---\n\nWrite it.\n\n## Hint\n\nThink.\n",
    "exercises/u/relu/relu.py": "def relu(x):\n    raise NotImplementedError\n",
    "exercises/u/relu/test_relu.py": "",
    "solutions/u/relu.py": 'def relu(x):\n    return x\n\n\n@wrong("a", card="")\ndef other(x):\n    """No."""\n',
}
AUDIT = {"passing": [], "unknown_harmless": [], "margin": 0.01, "compared": 12, "faults": [], "unproved": False}


class Judge:
    """Passes the model answer and recognises the wrong one."""

    def __init__(self, audit, traceback):
        self._audit, self._traceback = audit, traceback

    def audit(self, kata):
        return AUDIT | self._audit

    def grade(self, kata, source, *, file, device, seed):
        wrong = b"other" in source
        passed = b"return x" in source and not wrong
        named = {"id": "other"} if wrong else None
        return {"passed": passed, "message": "", "misconception": named, "traceback": self._traceback}


@pytest.fixture
def check(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    course = Course.load(tmp_path)
    assert course.problems == ()
    return lambda traceback=None, **audit: check_kata(course, course.kata("relu"), Judge(audit, traceback))


def test_a_good_kata_has_no_problem_and_a_row_in_the_table(check):
    found = check()
    assert found.problems == ()
    assert table([found]).splitlines()[-1].endswith("| its properties | 1 | 1 | 1 | ✓ |")
    assert table([check(compared=0)]).splitlines()[-1].endswith("| 1 | – |")


@pytest.mark.parametrize(
    ("audit", "line", "message"),
    [
        ({"unproved": True}, 1, "no central difference proves the gradient of this kata"),
        ({"faults": [{"line": 7, "message": "the gradient `dx` at [0]: …"}]}, 7, "the gradient `dx` at [0]: …"),
        ({"passing": ["relu: zeros"]}, 1, "a trivial answer passes (relu: zeros)"),
        ({"margin": 0.3}, 1, "uses 0.30 of the float32 tolerance"),
    ],
)
def test_what_the_audit_finds_is_a_problem_of_the_checks(check, audit, line, message):
    [problem] = check(**audit).problems
    assert (Path(problem.file).name, problem.line) == ("test_relu.py", line)
    assert message in problem.message


def test_a_wrong_answer_that_needs_what_the_file_has_not_is_a_problem_though_it_is_recognised(check):
    [problem] = check(traceback="relu.py, line 3\n  NameError: name 'helper' is not defined").problems
    assert (Path(problem.file).name, problem.line) == ("relu.py", 6)
    assert "the wrong answer `other` needs `helper`" in problem.message
