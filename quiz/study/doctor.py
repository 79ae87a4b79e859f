"""What `quiz doctor` says: versions, devices, which protections hold here, and whether cache and log agree."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from quiz import __version__
from quiz.errors import JudgeError
from quiz.grading.client import INSTALL_HINT, Client, missing_packages
from quiz.paths import Paths
from quiz.progress.log import Log

PACKAGES = ("textual", "fsrs", "markdown-it-py", "numpy", "torch")
PROTECTIONS = {
    "a process of its own for every submission": True,
    "time, memory and output limits": True,
    "no other file descriptors, an empty environment": True,
    "no new privileges": sys.platform == "linux",
    "files and network out of reach": False,  # Landlock and a system-call filter: see docs/judge.md
}


def examine(log: Log, judge: Client, paths: Paths) -> dict[str, Any]:
    """The facts, as `quiz doctor --json` prints them. Starts a judge when it can."""
    return {
        "quiz": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
        "judge": _judge(judge),
        "protections": PROTECTIONS,
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
    yield "What a submission meets here:"
    yield from (f"  {'✓' if held else '✗ not'} {name}" for name, held in facts["protections"].items())
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
        return {"devices": [], "problem": f"needs {' and '.join(missing)}. {INSTALL_HINT}"}
    try:
        return {"devices": judge.facts()["devices"], "problem": None}
    except JudgeError as error:
        return {"devices": [], "problem": str(error)}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
