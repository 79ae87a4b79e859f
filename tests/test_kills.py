"""The program itself, killed at any moment of a review: no answer that was followed by the next card is lost."""

from __future__ import annotations

import os
import random
import re
import select
import signal
import subprocess
import sys
import time

import pytest

from quiz.progress.log import Log

pty = pytest.importorskip("pty")
pyte = pytest.importorskip("pyte")

PLACE = re.compile(r"· (\d+) of \d+")
LEFT = re.compile(rb"\d+ cards? left\.")


def reviews(home):
    """How many reviews the log holds, which must be whole."""
    with Log.open(home / "data" / "log.sqlite3") as log:
        assert log.verify() == []
        return sum(event.kind == "review" for event in log.events())


def killed_app(seconds):
    """Review in the app until it is killed; returns how many answers were followed by the next card on the screen."""
    screen = pyte.Screen(120, 40)
    stream = pyte.ByteStream(screen)
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40")
        os.execv(sys.executable, [sys.executable, "-m", "quiz", "review"])
    rated, end, last, patience = 0, None, 0.0, time.monotonic() + 60
    while time.monotonic() < (end or patience):
        if select.select([terminal], [], [], 0.01)[0]:
            stream.feed(os.read(terminal, 1 << 16))
        if found := PLACE.search(screen.display[0]):
            rated = max(rated, int(found[1]) - 1)
            end = end or time.monotonic() + seconds  # from the first card on: the start is not what is tried
        if end and time.monotonic() > last + 0.02:
            last = time.monotonic()
            os.write(terminal, b" 3")
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return rated


def killed_lines(seconds):
    """The same line by line."""
    command = [sys.executable, "-m", "quiz", "review", "--plain"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(b"\n" * 2000)  # shows the answer, then gives the usual rating
        process.stdin.flush()
        said = process.stdout.read1()
        end = time.monotonic() + seconds
        while time.monotonic() < end and select.select([process.stdout], [], [], end - time.monotonic())[0]:
            part = process.stdout.read1()
            if not part:
                break
            said += part
        process.kill()
        said += process.stdout.read()
    return max(0, len(LEFT.findall(said)) - 1)


def check(home, review, kills, longest):
    rng, lost, rated = random.Random(kills), [], 0
    for number in range(kills):
        before = reviews(home)
        acknowledged = review(rng.uniform(0, longest))
        rated += acknowledged
        if reviews(home) - before < acknowledged:
            lost.append(number)
        (home / "data" / "log.sqlite3").replace(home / "data" / f"done-{number}.sqlite3")  # new cards for the next
        for rest in (home / "data").glob("log.sqlite3-*"):
            rest.unlink()
    assert lost == []
    assert rated > 0


def test_a_killed_app_has_kept_every_answer(home):
    check(home, killed_app, 2, 1.5)


def test_a_killed_review_line_by_line_has_kept_every_answer(home):
    check(home, killed_lines, 3, 0.5)


@pytest.mark.slow
@pytest.mark.parametrize(("review", "longest"), [(killed_app, 2.0), (killed_lines, 0.6)])
def test_a_hundred_kills_lose_no_answer(home, review, longest):
    check(home, review, 100, longest)
