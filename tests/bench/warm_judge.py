"""The judge in daily use: how soon it is ready, what a `quiz grade` from a shell takes, what it holds; `make bench`."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

import psutil
from figure import Figure, table
from home import PYTHON, QUIZ, Home, new_home
from verdict import COLD_NAME, RIGHT, WRONG, cold, grade, judge, wall

from quiz.grading.client import Client
from quiz.paths import bundled_course

COMMAND = "python tests/bench/warm_judge.py"
ROUNDS = 7
GRADINGS, SETTLED = 500, 50


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Everything that this file measures."""
    with new_home() as home:
        starts, imports = in_turn(rounds, lambda: start(home), lambda: import_torch(home))
        grades, colds = in_turn(
            rounds,
            lambda: wall([QUIZ, "grade", "softmax", "--file", str(RIGHT)], home.env),
            lambda: cold(RIGHT, 1, home, 0),
        )
        settled, grown = memory(home)
    return [
        Figure("judge, start to ready", starts, "`python -c 'import torch'`", imports, COMMAND, "1.50"),
        Figure("`quiz grade` in a shell, judge warm, start to exit", grades, COLD_NAME, colds, COMMAND, "200 ms"),
        Figure("memory after 500 more gradings", [grown], "after 50", [settled], COMMAND, "1.00", "MiB"),
    ]


def in_turn(rounds: int, *measure: Callable[[], float]) -> list[list[float]]:
    """Samples of several things, each taken once in a round; the first round warms up."""
    taken = [[act() for act in measure] for _ in range(1 + rounds)]
    return [list(samples) for samples in zip(*taken[1:], strict=True)]


def start(home: Home) -> float:
    """Milliseconds until a judge that was not there has loaded everything."""
    with Client(bundled_course(), home.runtime) as client:
        started = time.perf_counter()
        facts = client.facts()
        elapsed = (time.perf_counter() - started) * 1e3
        client.stop()
        psutil.Process(facts["pid"]).wait(10)
        return elapsed


def import_torch(home: Home) -> float:
    """Milliseconds until a new Python has imported torch; its end is not counted."""
    started = time.perf_counter()
    command = [PYTHON, "-c", "import torch; print(flush=True)"]
    with subprocess.Popen(command, env=home.env, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        return (time.perf_counter() - started) * 1e3


def memory(home: Home) -> tuple[float, float]:
    """MiB that judge and fork servers hold alone, after some gradings and after many more."""
    with judge(home) as client:
        for seed in range(SETTLED):
            grade(client, (RIGHT, WRONG)[seed % 2], seed, ("passed", "wrong_answer")[seed % 2])
        settled = held(client)
        for seed in range(GRADINGS):
            grade(client, (RIGHT, WRONG)[seed % 2], seed, ("passed", "wrong_answer")[seed % 2])
        return settled, held(client)


def held(client: Client) -> float:
    """Memory of the judge and its fork servers that nobody else shares, in MiB."""
    facts = client.facts()
    pids = [facts["pid"], *facts["fork_servers"].values()]
    return float(sum(psutil.Process(pid).memory_full_info().uss for pid in pids)) / 2**20


if __name__ == "__main__":
    print(table(figures()))
