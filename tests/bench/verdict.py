"""From the bytes of a submission to its verdict: the warm judge, plain pytest, and the floor; `make bench`.

In each round all of them are asked, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from figure import Figure, table
from home import PYTHON, ROOT, Home, new_home

from quiz.grading.client import Client
from quiz.paths import bundled_course

HERE = Path(__file__).parent
RIGHT, WRONG, HIDDEN = (HERE / "submissions" / name for name in ("right.py", "wrong.py", "hidden.py"))
COLD, FLOOR = HERE / "peers" / "cold_pytest.py", HERE / "peers" / "floor.py"
COLD_NAME = "cold `python -m pytest` with torch, same cases"
FLOOR_NAME = "floor: fork, same calls, compare, no protection"

COMMAND = "python tests/bench/verdict.py"
ROUNDS, WARM_UP = 7, 1
GRADINGS = 20  # in a round
SEEDS = 10  # with which the hidden mistake shows


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Everything that this file measures."""
    samples: dict[str, list[float]] = defaultdict(list)
    with new_home() as home, judge(home) as client, floor() as fork:
        for number in range(WARM_UP + rounds):
            kept = samples if number >= WARM_UP else defaultdict(list)
            for seed in range(number * GRADINGS, (number + 1) * GRADINGS):
                kept["passed"].append(grade(client, RIGHT, seed, "passed"))
                kept["wrong"].append(grade(client, WRONG, seed, "wrong_answer"))
                kept["hidden"].append(grade(client, HIDDEN, seed % SEEDS, "wrong_answer"))
                kept["floor"].append(fork())
            kept["cold passed"].append(cold(RIGHT, number, home, 0))
            kept["cold wrong"].append(cold(WRONG, number, home, 1))
            kept["cold hidden"].append(cold(HIDDEN, number % SEEDS, home, 1))

    def figure(what: str, ours: str, peer: str, theirs: str, aim: str) -> Figure:
        return Figure(f"bytes to verdict, {what}", samples[ours], peer, samples[theirs], COMMAND, aim)

    return [
        figure("right", "passed", COLD_NAME, "cold passed", "30 times less"),
        figure("right", "passed", FLOOR_NAME, "floor", "2.00"),
        figure("wrong on a named case, diagnosed", "wrong", COLD_NAME, "cold wrong", "150 ms"),
        figure("wrong on drawn cases, shrunk", "hidden", COLD_NAME, "cold hidden", "150 ms"),
    ]


@contextlib.contextmanager
def judge(home: Home) -> Iterator[Client]:
    """A warm judge that has loaded softmax."""
    with Client(bundled_course(), home.runtime) as client:
        client.prepare("softmax")
        yield client
        client.stop()


def grade(client: Client, file: Path, seed: int, outcome: str) -> float:
    """Milliseconds to a verdict, which must be `outcome`."""
    source = file.read_bytes()
    started = time.perf_counter()
    verdict = client.grade("softmax", source, file="softmax.py", seed=seed)
    elapsed = (time.perf_counter() - started) * 1e3
    if verdict["verdict"] != outcome:
        raise RuntimeError(f"{file.name}: {verdict['verdict']}, {verdict['message']}")
    return elapsed


def cold(file: Path, seed: int, home: Home, status: int) -> float:
    """Milliseconds of a pytest run from its start to its end, without plugins and without a cache to write."""
    env = home.env | {"SUBMISSION": str(file), "SEED": str(seed), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(ROOT)]
    return wall([*command, str(COLD)], env, status)


def wall(command: list[str], env: dict[str, str], status: int = 0) -> float:
    """Milliseconds that a command takes; it must end with `status`."""
    started = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    elapsed = (time.perf_counter() - started) * 1e3
    if done.returncode != status:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return elapsed


@contextlib.contextmanager
def floor() -> Iterator[Callable[[], float]]:
    """A function that has the floor measured once, in milliseconds."""
    command = [PYTHON, str(FLOOR)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        questions, answers = process.stdin, process.stdout

        def ask() -> float:
            print(RIGHT, file=questions, flush=True)
            return float(answers.readline())

        yield ask
        questions.close()


if __name__ == "__main__":
    print(table(figures()))
