"""From saving a file to its verdict, with the file watcher: `quiz watch`, and the app's screen; `make bench`."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from figure import Figure, table
from home import QUIZ, Home, new_home
from terminal import Terminal
from verdict import COLD_NAME, RIGHT, WRONG, cold

COMMAND = "python tests/bench/saving.py"
ROUNDS = 7
SAVES = 4  # in a round: right and wrong in turn
REST_SECONDS = 0.3  # between two saves of a learner's

Save = Callable[[int], float]


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Everything that this file measures."""
    watched, seen, colds = [], [], []
    with new_home() as one, new_home() as other, watch(one) as in_shell, app(other) as in_app:
        for number in range(SAVES * (1 + rounds)):
            watched.append(in_shell(number))
            seen.append(in_app(number))
            if number % SAVES == 0:
                colds.append(cold(RIGHT, number, one, 0))
    aim = "100 ms"
    return [
        Figure("save to verdict, `quiz watch`", watched[SAVES:], COLD_NAME, colds[1:], COMMAND, aim),
        Figure("save to verdict, the app's screen", seen[SAVES:], COLD_NAME, colds[1:], COMMAND, aim),
    ]


@contextlib.contextmanager
def watch(home: Home) -> Iterator[Save]:
    """A function that saves, right and wrong in turn, and gives the milliseconds to the verdict."""
    file = home.workspace / "softmax" / "softmax.py"
    command = [QUIZ, "watch", "softmax", "--json"]  # one line for a verdict
    with subprocess.Popen(command, env=home.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        said = process.stdout.fileno()

        def save(number: int) -> float:
            started = time.perf_counter()
            write(file, number)
            line = os.read(said, 1 << 20)
            while not line.endswith(b"\n"):
                line += os.read(said, 1 << 20)
            elapsed = (time.perf_counter() - started) * 1e3
            time.sleep(REST_SECONDS)
            if json.loads(line)["passed"] != (number % 2 == 0):
                raise RuntimeError(f"the verdict of another save: {line.decode()}")
            return elapsed

        try:
            while not file.exists():
                time.sleep(0.1)
            while not select.select([said], [], [], 1.0)[0]:  # it is not watching yet
                write(file, 0)
            while select.select([said], [], [], 1.0)[0]:  # one verdict for each of these saves, or for several
                os.read(said, 1 << 20)
            yield save
        finally:
            process.terminate()


@contextlib.contextmanager
def app(home: Home) -> Iterator[Save]:
    """The same where the kata stands open in the app, to the verdict on its screen."""
    with Terminal([QUIZ], home.env) as terminal:
        terminal.until("? Help")
        terminal.press("p", "Next one")
        while "Softmax, stable" not in terminal.after("j"):
            pass
        terminal.press("enter", "judge ready")

        def save(number: int) -> float:
            started = time.perf_counter_ns()
            write(home.workspace / "softmax" / "softmax.py", number)
            elapsed = terminal.until(("✓ Right", "✗ rows far apart")[number % 2], since=started)
            terminal.settle(REST_SECONDS)
            return elapsed

        yield save


def write(file: Path, number: int) -> None:
    """Save as editors do, beside it and then in its place: what is right, or for odd numbers what is wrong."""
    beside = file.with_suffix(".new")
    beside.write_text((RIGHT, WRONG)[number % 2].read_text() + f"# {number}\n")
    beside.replace(file)


if __name__ == "__main__":
    print(table(figures()))
