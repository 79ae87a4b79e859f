"""None of the published tricks passes, writes, connects, leaves a process or harms the judge."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quiz.paths import bundled_course

pytestmark = [
    pytest.mark.katas,
    pytest.mark.skipif(sys.platform != "linux", reason="the full set of protections is Linux's"),
]

FOLDER = Path(__file__).with_name("attacks")
DOCS = bundled_course() / "docs/judge.md"
RIGHT = """
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""


def attacks():
    """(family, name, verdicts, source) of every attack."""
    for file in sorted(FOLDER.glob("*.txt")):
        parts = re.split(r"^### (.+): ([a-z_|]+)\n", file.read_text(), flags=re.M)[1:]
        for name, verdicts, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            yield file.stem, name, verdicts.split("|"), source


ATTACKS = list(attacks())


@pytest.fixture(scope="module")
def listener():
    """A port that nobody may reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.mark.parametrize(("family", "name", "verdicts", "source"), ATTACKS, ids=[f"{a[0]}: {a[1]}" for a in ATTACKS])
def test_an_attack_gets_its_verdict_and_does_nothing(judge, listener, tmp_path, family, name, verdicts, source):
    forbidden_file = tmp_path / "evil"
    judge.prepare("softmax")
    places = {
        "@SOLUTION@": str(bundled_course() / "solutions/04_softmax/softmax.py"),
        "@FILE@": str(forbidden_file),
        "@PORT@": str(listener.getsockname()[1]),
        "@JUDGE@": str(judge.facts()["pid"]),
    }
    for place, value in places.items():
        source = source.replace(place, value)
    verdict = judge.grade("softmax", source.encode(), file="softmax.py", seed=1)
    assert verdict["verdict"] in verdicts, verdict["message"]
    assert not verdict["passed"]
    assert "\x1b" not in json.dumps(verdict, ensure_ascii=False)
    assert not forbidden_file.exists()
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert Path(places["@SOLUTION@"]).is_file()


def test_the_judge_is_the_same_and_still_right_after_all_of_them(judge):
    before = judge.facts()
    assert judge.grade("softmax", RIGHT.encode(), file="softmax.py")["passed"]
    assert judge.facts()["fork_servers"] == before["fork_servers"]


def test_no_runner_is_left(judge):
    judge.grade("softmax", RIGHT.encode(), file="softmax.py")
    servers = set(judge.facts()["fork_servers"].values())
    for _ in range(200):  # it is killed when the verdict is there, and nobody waits for it
        left = [pid for pid, parent in processes() if parent in servers]
        if not left:
            break
        time.sleep(0.01)
    assert not left


def processes():
    """(process, parent) of every process."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            yield int(status.parent.name), int(fields[1])


def test_every_protection_is_reported_to_hold_here(judge):
    facts = judge.facts()
    assert len(facts["protections"]) == 4, f"only {facts['protections']}"


def test_the_table_of_attacks_is_fresh():
    table = "".join(f"| {family} | {name} | {', '.join(verdicts)} |\n" for family, name, verdicts, _ in ATTACKS)
    assert table in DOCS.read_text(), "run: python tests/grading/test_attacks.py"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_the_protections_hold_for_an_ordinary_user_too(tmp_path):
    code = "from quiz.sandbox.host import ForkServer; s = ForkServer(); print(len(s.protections)); s.close()"
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-c", code]
    result = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if "Permission denied" in result.stderr:
        pytest.skip("an ordinary user cannot read this Python")
    assert result.stdout.strip() == "4", result.stderr


def write_table():
    """Write the table into docs/judge.md."""
    text = DOCS.read_text()
    begin, end = "| family | attack | verdict |\n|---|---|---|\n", "\n<!-- end of the attacks -->"
    rows = "".join(f"| {family} | {name} | {', '.join(verdicts)} |\n" for family, name, verdicts, _ in ATTACKS)
    before, _, rest = text.partition(begin)
    DOCS.write_text(before + begin + rows + end + rest.partition(end)[2])


if __name__ == "__main__":
    write_table()
