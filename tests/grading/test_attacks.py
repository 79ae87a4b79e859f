"""No trick passes, writes, connects, leaves a process or harms the judge; not as root, and not as an ordinary user."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.paths import bundled_course
from quiz.sandbox.protections import NEEDED

pytestmark = [
    pytest.mark.katas,
    pytest.mark.skipif(sys.platform != "linux", reason="the full set of protections is Linux's"),
]

FOLDER = Path(__file__).with_name("attacks")
DOCS = bundled_course() / "docs/judge.md"
USERS = ("root", "an ordinary user")
HEADING = re.compile(r"^### (.+?)(?: \[(\w+)\])?: ([a-z_|]+)\n", re.M)
RIGHT = b"""
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""


@dataclass(frozen=True)
class Attack:
    family: str
    name: str
    kata: str
    verdicts: tuple[str, ...]
    source: str

    @property
    def row(self):
        return f"| {self.family} | {self.name} | {', '.join(self.verdicts)} |\n"


def attacks():
    for file in sorted(FOLDER.glob("*.txt")):
        parts = HEADING.split(file.read_text(encoding="utf-8"))[1:]
        for name, kata, verdicts, source in zip(*(parts[start::4] for start in range(4)), strict=True):
            yield Attack(file.stem, name, kata or "softmax", tuple(verdicts.split("|")), source)


ATTACKS = list(attacks())


class Siege:
    """Attacks on a judge, one after another in a thread of its own."""

    def __init__(self, client, chosen):
        self.client = client
        self.folder = Path(tempfile.mkdtemp(prefix="quiz-attacks-"))
        self.folder.chmod(0o777)  # what keeps a submission from writing there is the sandbox alone
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(0)
        self.before = client.facts()
        self.open_files = open_files(self.before["pid"])
        self.solution = Path(self.before["course"]) / "solutions/04_softmax/softmax.py"
        self._thread = ThreadPoolExecutor(1)
        self.verdicts = {attack: self._thread.submit(self._grade, attack) for attack in chosen}

    def place(self, attack):
        return self.folder / str(ATTACKS.index(attack))

    def _grade(self, attack):
        places = {
            "@SOLUTION@": str(self.solution),
            "@FILE@": str(self.place(attack)),
            "@PORT@": str(self.listener.getsockname()[1]),
            "@JUDGE@": str(self.before["pid"]),
        }
        source = attack.source
        for place, value in places.items():
            source = source.replace(place, value)
        return self.client.grade(attack.kata, source.encode(), file="softmax.py", device="cpu", seed=1)

    def end(self):
        self._thread.shutdown(cancel_futures=True)
        self.client.stop()
        self.listener.close()
        for file in self.folder.iterdir():
            file.unlink()
        self.folder.rmdir()


@pytest.fixture(scope="module")
def sieges(judge_of, request):
    """Two judges of each user under siege; all begin at once, and share the attacks that were asked for."""
    asked = [item.callspec.params["attack"] for item in request.session.items if "attack" in item.fixturenames]
    chosen = list(dict.fromkeys(asked))
    sieges = {}
    for user in USERS:
        with contextlib.suppress(pytest.skip.Exception):
            client = judge_of(user)
            sieges[user] = Siege(client, chosen[::2]), Siege(client.twin(), chosen[1::2])

    def of(user):
        if user not in sieges:
            judge_of(user)  # says why it cannot be had
        return sieges[user]

    yield of
    for pair in sieges.values():
        for one in pair:
            one.end()


@pytest.mark.parametrize("attack", ATTACKS, ids=[f"{attack.family}: {attack.name}" for attack in ATTACKS])
@pytest.mark.parametrize("user", USERS)
def test_an_attack_gets_its_verdict_and_does_nothing(sieges, user, attack):
    its = next(siege for siege in sieges(user) if attack in siege.verdicts)
    verdict = its.verdicts[attack].result()
    assert verdict["verdict"] in attack.verdicts, verdict["message"]
    assert not verdict["passed"]
    for text in texts(verdict):
        assert all(c.isprintable() or c in "\n\t" for c in text), text
        text.encode()
    assert not its.place(attack).exists()
    with pytest.raises(BlockingIOError):
        its.listener.accept()
    assert its.solution.stat().st_size > 100


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def texts(value):
    """Every text in a verdict, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in texts(part))
    elif isinstance(value, list):
        yield from (text for item in value for text in texts(item))


@pytest.mark.parametrize("user", USERS)
def test_the_judge_is_the_same_and_still_right_after_all_of_them(sieges, user):
    for its in sieges(user):
        assert its.client.grade("softmax", RIGHT, file="softmax.py")["passed"]
        after = its.client.facts()
        assert after["pid"] == its.before["pid"]
        assert after["fork_servers"]["numpy"] == its.before["fork_servers"]["numpy"]
        assert open_files(after["pid"]) < its.open_files + 20  # a torch fork server and some connections, not one a run


@pytest.mark.parametrize("user", USERS)
def test_no_runner_is_left_but_the_one_that_waits_for_the_next_submission(sieges, user):
    servers = [pid for its in sieges(user) for pid in its.client.facts()["fork_servers"].values()]
    assert servers
    for _ in range(500):  # it is killed when the verdict is there, and nobody waits for it
        left = [len(runners_below(server)) for server in servers]
        if max(left) <= 1:
            break
        time.sleep(0.01)
    assert max(left) <= 1


def runners_below(server):
    """The processes that a fork server has forked; bubblewrap may stand between the judge and it."""
    children = [pid for pid, parent in processes() if parent == server]
    if name_of(server) != "bwrap":
        return children
    return [runner for child in children for runner in runners_below(child)]


def processes():
    """(process, parent) of every process."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            yield int(status.parent.name), int(fields[1])


def name_of(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


@pytest.mark.parametrize("user", USERS)
def test_everything_that_strangers_code_needs_holds_here(judge_of, user):
    assert set(NEEDED) <= set(judge_of(user).facts()["protections"])


@pytest.mark.parametrize("user", USERS)
def test_the_judge_runs_as_who_it_should(judge_of, user):
    uid = Path(f"/proc/{judge_of(user).facts()['pid']}").stat().st_uid
    assert (uid == 0) == (user == "root")


def test_the_table_of_attacks_is_fresh():
    assert "".join(attack.row for attack in ATTACKS) in DOCS.read_text(), "run: python tests/grading/test_attacks.py"


def write_table():
    """Write the table into docs/judge.md."""
    text = DOCS.read_text()
    begin, end = "| family | attack | verdict |\n|---|---|---|\n", "\n<!-- end of the attacks -->"
    before, _, rest = text.partition(begin)
    DOCS.write_text(before + begin + "".join(attack.row for attack in ATTACKS) + end + rest.partition(end)[2])


if __name__ == "__main__":
    write_table()
