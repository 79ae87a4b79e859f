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
SOFTMAX, IN_TORCH = "softmax", "relu_function"
RIGHT_IN_TORCH = HERE / "submissions" / f"{IN_TORCH}.py"
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
    with new_home() as home, judge(home) as client, floor(SOFTMAX) as fork, floor(IN_TORCH) as fork_torch:
        client.prepare(IN_TORCH)
        for number in range(WARM_UP + rounds):
            kept = samples if number >= WARM_UP else defaultdict(list)
            for seed in range(number * GRADINGS, (number + 1) * GRADINGS):
                kept["passed"].append(grade(client, RIGHT, seed, "passed"))
                kept["wrong"].append(grade(client, WRONG, seed, "wrong_answer"))
                kept["hidden"].append(grade(client, HIDDEN, seed % SEEDS, "wrong_answer"))
                kept["torch"].append(grade(client, RIGHT_IN_TORCH, seed, "passed", IN_TORCH))
                kept["floor"].append(fork(RIGHT))
                kept["torch floor"].append(fork_torch(RIGHT_IN_TORCH))
            kept["cold passed"].append(cold(RIGHT, number, home, 0))
            kept["cold wrong"].append(cold(WRONG, number, home, 1))
            kept["cold hidden"].append(cold(HIDDEN, number % SEEDS, home, 1))
            kept["cold torch"].append(cold(RIGHT_IN_TORCH, number, home, 0, IN_TORCH))

    def figure(what: str, ours: str, peer: str, theirs: str, aim: str) -> Figure:
        return Figure(f"bytes to verdict, {what}", samples[ours], peer, samples[theirs], COMMAND, aim)

    return [
        figure("right", "passed", COLD_NAME, "cold passed", "25 ms, 60 times less"),
        figure("right", "passed", FLOOR_NAME, "floor", "2.00"),
        figure("wrong on a named case, diagnosed", "wrong", COLD_NAME, "cold wrong", "150 ms"),
        figure("wrong on drawn cases, shrunk, diagnosis tried", "hidden", COLD_NAME, "cold hidden", "150 ms"),
        figure("right, a kata solved in torch", "torch", COLD_NAME, "cold torch", "40 ms, 60 times less"),
        figure("right, a kata solved in torch", "torch", FLOOR_NAME, "torch floor", "2.00"),
    ]


@contextlib.contextmanager
def judge(home: Home) -> Iterator[Client]:
    """A warm judge that has loaded softmax."""
    with Client(bundled_course(), home.runtime) as client:
        client.prepare(SOFTMAX)
        yield client
        client.stop()


def grade(client: Client, file: Path, seed: int, outcome: str, kata: str = SOFTMAX) -> float:
    """Milliseconds to a verdict, which must be `outcome`."""
    source = file.read_bytes()
    started = time.perf_counter()
    verdict = client.grade(kata, source, file=f"{kata}.py", seed=seed)
    elapsed = (time.perf_counter() - started) * 1e3
    if verdict["verdict"] != outcome:
        raise RuntimeError(f"{file.name}: {verdict['verdict']}, {verdict['message']}")
    return elapsed


def cold(file: Path, seed: int, home: Home, status: int, kata: str = SOFTMAX) -> float:
    """Milliseconds of a pytest run from its start to its end, without plugins and without a cache to write."""
    asked = {"KATA": kata, "SUBMISSION": str(file), "SEED": str(seed)}
    env = home.env | asked | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
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
def floor(kata: str) -> Iterator[Callable[[Path], float]]:
    """A function that has the floor of a kata measured once for a right submission, in milliseconds."""
    command = [PYTHON, str(FLOOR), kata]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        questions, answers = process.stdin, process.stdout

        def ask(file: Path) -> float:
            print(file, file=questions, flush=True)
            return float(answers.readline())

        yield ask
        questions.close()


if __name__ == "__main__":
    print(table(figures()))
