"""The least that a verdict on softmax can cost: fork a process with NumPy loaded, make the same calls, compare.

    echo softmax.py | python tests/bench/peers/floor.py

For each line with the name of a file it prints the milliseconds from the source's bytes to the exit status. Nothing is
restricted, nothing crosses a pipe, and inputs and expected values (the model answer's) lie ready.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from quiz.grading.cases import Case, edge_cases, random_cases  # noqa: E402  the path is set above
from quiz.grading.comparison import compare, same  # noqa: E402
from quiz.grading.loading import find_kata, load  # noqa: E402
from quiz.kata import Kata  # noqa: E402
from quiz.sandbox.wire import Laid, lay_out  # noqa: E402

SEED = 1
PROPERTY_CASES = 8


def defined(source: bytes) -> Any:
    """The softmax that the source defines."""
    namespace: dict[str, Any] = {}
    exec(compile(source, "submission", "exec"), namespace)
    return namespace["softmax"]


def call(function: Any, case: Case) -> tuple[Any, bool]:
    """The answer, and whether the inputs are as they were."""
    laid, kwargs = case.laid_out()
    args = [lay_out(a.array, a.layout) if isinstance(a, Laid) else np.copy(a) for a in laid]
    got = function(*args, **kwargs)
    return got, all(np.array_equal(after, before) for after, before in zip(args, case.args, strict=True))


def right(source: bytes, kata: Kata, expected: list[tuple[Case, Any]]) -> bool:
    """What the judge checks, in this process."""
    softmax = defined(source)
    for case, wanted in expected:
        got, unchanged = call(softmax, case)
        if compare(got, wanted, case, kata) or not unchanged:
            return False
    cases = [case for case, _ in expected]
    twice = [call(softmax, cases[-1])[0] for _ in range(2)]
    tried = cases[:PROPERTY_CASES]
    return same(*twice) and all(prop(softmax, *case.args, **case.kwargs) for prop in kata.properties for case in tried)


def passed(source: bytes, kata: Kata, expected: list[tuple[Case, Any]]) -> bool:
    """The same in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            status = 0 if right(source, kata, expected) else 1
        except Exception:
            status = 1
        os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    loaded = load(find_kata(ROOT, "softmax"))
    model = defined(loaded.model_answer.encode())
    cases = [*edge_cases(loaded.kata), *random_cases(loaded.kata, SEED)]
    expected = [(case, call(model, case)[0]) for case in cases]
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        source = Path(line.strip()).read_bytes()
        started = time.perf_counter()
        if not passed(source, loaded.kata, expected):
            sys.exit(f"{line.strip()} is wrong")
        print((time.perf_counter() - started) * 1e3, flush=True)


if __name__ == "__main__":
    main()
