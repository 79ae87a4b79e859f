"""What `quiz doctor` says: versions, devices, which protections hold here, and whether cache and log agree."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from quiz import __version__
from quiz.errors import DamagedLogError, JudgeError, LogError
from quiz.grading.client import INSTALL_HINT, Client, missing_packages
from quiz.paths import Paths
from quiz.progress import diagnosis
from quiz.progress.event_check import Gap, Lost
from quiz.progress.log import Log
from quiz.sandbox.protections import NEEDED, PROTECTIONS, extra, lacking
from quiz.study.recovery import spans

_SPANS = 5  # gaps of a device that are named
PACKAGES = ("textual", "markdown-it-py", "numpy", "torch")


def examine(open_log: Callable[[], AbstractContextManager[Log]], judge: Client, paths: Paths) -> dict[str, Any]:
    """The facts, as `quiz doctor --json` prints them, also when the log cannot be opened. Starts a judge when it can.

    `damage`: what is wrong with the file of the log; `differences`: where its cache differs from a replay.
    """
    return {
        "quiz": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
        "judge": _judge(judge),
        "paths": {
            "log": str(paths.log),
            "backups": str(paths.backups),
            "config": str(paths.config_file),
            "workspace": str(paths.workspace),
        },
        **of_log(open_log, paths.log),
    }


def rebuild(log: Log) -> list[dict[str, Any]]:
    """Make the cache anew; returns what it alone still knew of, as the facts tell it under `lost`."""
    with log.writing():
        known = _by_device(log.lost())
        log.rebuild()
    return known


def lines(facts: dict[str, Any], *, rebuilt: bool = False) -> Iterator[str]:
    """The facts as text; `rebuilt`: the cache was made anew just now."""
    yield f"quiz {facts['quiz']}, Python {facts['python']}, {facts['platform']}"
    yield ", ".join(f"{name} {found or 'is not installed'}" for name, found in facts["packages"].items())
    judge = facts["judge"]
    yield f"Judge: {judge['problem']}" if judge["problem"] else f"Judge: ready on {', '.join(judge['devices'])}"
    if judge["protections"]:
        yield "A submission runs in a process of its own. Here:"
        yield from (f"  ✓ {name}" for name, held in judge["protections"].items() if held)
        yield from (f"  ✗ missing: {name}" for name in judge["missing"])
        yield from (f"  ○ not here: {name}" for name in judge["extra"])
    yield from (f"{name}: {path}" for name, path in facts["paths"].items())
    if facts["damage"]:
        yield "✗ the log is damaged; `quiz doctor --recover` saves what can be read and keeps this file:"
        yield from (f"  {each}" for each in facts["damage"])
    elif facts["problem"]:
        yield f"✗ {facts['problem']}"
    else:
        yield from _lost(facts["lost"], rebuilt=rebuilt)
        yield from _agreement(facts["events"], facts["differences"])
    yield from _gaps(facts["gaps"])


def of_log(open_log: Callable[[], AbstractContextManager[Log]], path: Path) -> dict[str, Any]:
    """The facts about the log alone, with the keys of `examine`.

    `problem`: why it cannot be opened; `gaps`: numbers that a device skipped, which may be as it should; `lost`: by
    device, events that are gone and that the cache still names. Damage takes precedence: what it hid is not gone.
    """
    events, differences, problem, known, gaps = None, list[str](), None, list[str](), list[Gap]()
    lost = list[Lost]()
    try:
        with open_log() as log:
            events, known = log.size(), log.faults()
            differences, gaps, lost = log.verify(), log.gaps(), log.lost()
    except LogError as error:
        problem, known = str(error), [error.message] if isinstance(error, DamagedLogError) else known
    found = damage(path) or known if problem or differences else known
    differences = [each for each in differences if each not in found]
    facts = {"events": events, "problem": problem, "damage": found, "differences": differences}
    return facts | {"gaps": [gap._asdict() for gap in gaps], "lost": [] if found else _by_device(lost)}


def damage(path: Path) -> list[str]:
    """What is wrong with the file; nothing where it cannot be read, which is said as the problem."""
    try:
        return diagnosis.damage(path)
    except (LogError, OSError):
        return []


def _by_device(lost: Iterable[Lost]) -> list[dict[str, Any]]:
    """How many events each device lost, and of which days."""
    groups = ((device, list(group)) for device, group in groupby(lost, key=itemgetter(0)))
    return [
        {"device": device, "events": len(group), "days": sorted({each.day for each in group})}
        for device, group in groups
    ]


def _lost(lost: Sequence[dict[str, Any]], *, rebuilt: bool) -> Iterator[str]:
    for each in lost:
        what = "1 event" if each["events"] == 1 else f"{each['events']} events"
        days = spans([date.fromisoformat(day) for day in each["days"]])
        yield f"✗ the log lost at least {what} of the device {each['device']}, of {days}"
    if lost and rebuilt:
        yield "  The cache knew of them until now. `quiz restore` adds what the newest copy has, `quiz restore COPY`"
        yield "  what an older one has, and `quiz merge` what another machine has."
    elif lost:
        yield "  The cache still knows of them, until it is made anew, as by a rebuild, a restore or a merge. So first:"
        yield "  `quiz doctor --recover` adds what the newest copy has and what the file may still hold, keeps the"
        yield "  file, and says what is left. Then `quiz restore COPY` and `quiz merge` add what others have."


def _agreement(events: int, differences: Sequence[str]) -> Iterator[str]:
    if not differences:
        yield f"✓ {events} events in the log; the cache is what replaying them gives"
        return
    yield "✗ the cache differs from the log; `quiz doctor --rebuild` makes it anew:"
    yield from (f"  {difference}" for difference in differences[:20])


def _gaps(gaps: Sequence[dict[str, Any]]) -> Iterator[str]:
    for device, group in groupby(gaps, itemgetter("device")):
        spans = [(gap["first"], gap["last"]) for gap in group]
        number = sum(last - first + 1 for first, last in spans)
        some = [f"{first}" if first == last else f"{first} to {last}" for first, last in spans[:_SPANS]]
        more = ", …" if len(spans) > _SPANS else ""
        what = "1 event is" if number == 1 else f"{number} events are"
        yield f"○ {what} missing in the row of the device {device}: {', '.join(some)}{more}"
    if gaps:
        yield "  They were lost once, or never taken in. `quiz merge` and `quiz restore` add what others have."


def _judge(judge: Client) -> dict[str, Any]:
    missing = missing_packages()
    if missing:
        problem = f"needs {' and '.join(missing)}. {INSTALL_HINT}"
        return {"devices": [], "protections": {}, "missing": [], "extra": [], "problem": problem}
    try:
        facts = judge.facts()
    except JudgeError as error:
        return {"devices": [], "protections": {}, "missing": [], "extra": [], "problem": str(error)}
    protections = {name: name in facts["protections"] for name in PROTECTIONS}
    gaps = {"missing": lacking(facts["protections"], NEEDED), "extra": extra(facts["protections"])}
    return {"devices": facts["devices"], "protections": protections, **gaps, "problem": None}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
