"""The judge in daily use: how soon it is ready, what a `quiz grade` from a shell takes, what it holds; `make bench`."""

from __future__ import annotations

import argparse
import subprocess
import time
from collections.abc import Callable

import psutil
from figure import Figure, table
from home import PYTHON, QUIZ, Home, new_home
from verdict import COLD_NAME, IN_TORCH, RIGHT, RIGHT_IN_TORCH, WRONG, cold, grade, judge, wall

from quiz.grading.client import Client
from quiz.paths import bundled_course

COMMAND = "python tests/bench/warm_judge.py"
ROUNDS = 7
GRADINGS, SETTLED = 5_000, 50
IN_TURN = (
    {"file": RIGHT, "outcome": "passed"},
    {"file": WRONG, "outcome": "wrong_answer"},
    {"file": RIGHT_IN_TORCH, "outcome": "passed", "kata": IN_TORCH},
)


def figures(rounds: int = ROUNDS, gradings: int | None = None) -> list[Figure]:
    """Everything that this file measures; memory after 5,000 gradings, or as many fewer as there are fewer rounds."""
    gradings = gradings or GRADINGS * min(rounds, ROUNDS) // ROUNDS
    with new_home() as home:
        starts, imports = in_turn(rounds, lambda: start(home), lambda: import_torch(home))
        grades, colds = in_turn(
            rounds,
            lambda: wall([QUIZ, "grade", "softmax", "--file", str(RIGHT)], home.env),
            lambda: cold(RIGHT, 1, home, 0),
        )
        settled, grown = memory(home, gradings)
    return [
        Figure("judge, start to ready", starts, "`python -c 'import torch'`", imports, COMMAND, "1.50"),
        Figure("`quiz grade` in a shell, judge warm, start to exit", grades, COLD_NAME, colds, COMMAND, "200 ms"),
        Figure(
            f"memory after {gradings:,} more gradings", [grown], f"after {SETTLED}", [settled], COMMAND, "1.00", "MiB"
        ),
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


def memory(home: Home, gradings: int) -> tuple[float, float]:
    """MiB that judge and fork servers hold alone, after some gradings and after many more."""
    with judge(home) as client:
        for seed in range(SETTLED):
            grade(client, seed=seed, **IN_TURN[seed % len(IN_TURN)])
        settled = held(client)
        for seed in range(gradings):
            grade(client, seed=seed, **IN_TURN[seed % len(IN_TURN)])
        return settled, held(client)


def held(client: Client) -> float:
    """Memory of the judge and its fork servers that nobody else shares, in MiB."""
    facts = client.facts()
    pids = [facts["pid"], *facts["fork_servers"].values()]
    return float(sum(psutil.Process(pid).memory_full_info().uss for pid in pids)) / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--gradings", type=int, help=f"how many; {GRADINGS} in {ROUNDS} rounds")
    chosen = parser.parse_args()
    print(table(figures(chosen.rounds, chosen.gradings)))


if __name__ == "__main__":
    main()
