"""What `quiz doctor` says: versions, devices, which protections hold here, and whether cache and log agree."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from quiz import __version__
from quiz.errors import JudgeError
from quiz.grading.client import INSTALL_HINT, Client, missing_packages
from quiz.paths import Paths
from quiz.progress.log import Log
from quiz.sandbox.restrictions import PROTECTIONS

PACKAGES = ("textual", "fsrs", "markdown-it-py", "numpy", "torch")


def examine(log: Log, judge: Client, paths: Paths) -> dict[str, Any]:
    """The facts, as `quiz doctor --json` prints them. Starts a judge when it can."""
    return {
        "quiz": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
        "judge": _judge(judge),
        "paths": {"log": str(paths.log), "config": str(paths.config_file), "workspace": str(paths.workspace)},
        "events": len(log.events()),
        "differences": log.verify(),
    }


def lines(facts: dict[str, Any]) -> Iterator[str]:
    """The facts as text."""
    yield f"quiz {facts['quiz']}, Python {facts['python']}, {facts['platform']}"
    yield ", ".join(f"{name} {found or 'is not installed'}" for name, found in facts["packages"].items())
    judge = facts["judge"]
    yield f"Judge: {judge['problem']}" if judge["problem"] else f"Judge: ready on {', '.join(judge['devices'])}"
    if judge["protections"]:
        yield "A submission runs in a process of its own. Here:"
        yield from (f"  {'✓' if held else '✗ missing:'} {name}" for name, held in judge["protections"].items())
    yield from (f"{name}: {path}" for name, path in facts["paths"].items())
    yield from _agreement(facts["events"], facts["differences"])


def _agreement(events: int, differences: Sequence[str]) -> Iterator[str]:
    if not differences:
        yield f"✓ {events} events in the log; the cache is what replaying them gives"
        return
    yield "✗ the cache differs from the log; `quiz doctor --rebuild` makes it anew:"
    yield from (f"  {difference}" for difference in differences[:20])


def _judge(judge: Client) -> dict[str, Any]:
    missing = missing_packages()
    if missing:
        problem = f"needs {' and '.join(missing)}. {INSTALL_HINT}"
        return {"devices": [], "protections": {}, "problem": problem}
    try:
        facts = judge.facts()
    except JudgeError as error:
        return {"devices": [], "protections": {}, "problem": str(error)}
    protections = {name: name in facts["protections"] for name in PROTECTIONS}
    return {"devices": facts["devices"], "protections": protections, "problem": None}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
