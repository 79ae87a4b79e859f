"""What is loaded when: a fresh process tells. The import rules themselves are import-linter's (pyproject.toml)."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "numpy", "textual", "markdown_it", "click", "fsrs", "plotext", "genanki", "watchfiles")


def loaded_by(code: str) -> set[str]:
    """The heavy packages in `sys.modules` after running `code` in a new interpreter."""
    report = f"import sys\n{code}\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import quiz.cli", {"click"}),
        ("import quiz.answers, quiz.maths, quiz.kata, quiz.scheduling", set()),
        ("import quiz.course", set()),
        ("import quiz.grading.client, quiz.grading.report, quiz.grading.solution", set()),
        ("import quiz.grading.judge", {"numpy"}),
        ("import quiz.sandbox.fork_server", {"numpy"}),
        ("import quiz.grading.pytest_plugin", set()),
        ("import quiz.progress.log, quiz.study.acts, quiz.study.session, quiz.study.summary", set()),
        ("import quiz.ui.app", {"textual"}),
    ],
)
def test_a_module_loads_no_more_than_it_needs(code, allowed):
    assert loaded_by(code) <= allowed


@pytest.mark.parametrize("verb", ["due", "streak", "stats", "judge status", "--version", "--help"])
def test_the_verbs_that_print_load_neither_textual_nor_numpy(verb):
    code = f"""
import contextlib, io
from quiz import cli
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    sys.argv = ["quiz", *{verb.split()!r}]
    cli.main()
"""
    assert not loaded_by(code) & {"textual", "torch", "numpy", "plotext", "fsrs"}


@pytest.mark.katas
def test_the_app_never_loads_numpy_or_torch():
    code = """
import asyncio, os
from pathlib import Path
from quiz.cli.world import World, now
from quiz.ui.app import QuizApp
from quiz.ui.services import Services
world = World(None, None)
async def look():
    with world.log() as log:
        app = QuizApp(Services(world.paths, world.config, world.course(), log, now, world.workspace()))
        async with app.run_test() as pilot:
            for key in ("p", "escape", "s", "escape", "enter", "space", "3"):
                await pilot.press(key)
asyncio.run(look())
"""
    assert not loaded_by(code) & {"numpy", "torch"}
