"""The least that a verdict can cost: fork a process with NumPy (or torch) loaded, make the same calls, compare.

    echo softmax.py | python tests/bench/peers/floor.py softmax

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
from called import PROPERTY_CASES, Case, LoadedKata, call, cases, defined, loaded

from quiz.grading.comparison import compare, same
from quiz.sandbox import fork_server

SEED = 1


def arrays(answer: Any) -> Any:
    """One result or several, as a comparison expects them."""
    return tuple(map(np.asarray, answer)) if isinstance(answer, tuple) else np.asarray(answer)


def right(source: bytes, kata: LoadedKata, expected: list[tuple[Case, Any]]) -> bool:
    """What the judge checks, in this process."""
    function = defined(source, kata)
    for case, wanted in expected:
        got, unchanged = call(function, case, kata)
        if compare(got, wanted, case, kata.kata) or not unchanged:
            return False
    asked = [case for case, _ in expected]
    twice = [call(function, asked[-1], kata)[0] for _ in range(2)]
    tried = asked[:PROPERTY_CASES]
    return same(*twice) and all(
        prop(function, *case.args, **case.kwargs) for prop in kata.kata.properties for case in tried
    )


def passed(source: bytes, kata: LoadedKata, expected: list[tuple[Case, Any]]) -> bool:
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
    kata = loaded(sys.argv[1])
    if kata.page.flavour == "torch":
        fork_server.warm_up("torch")
    model = defined(kata.model_answer.encode(), kata)
    expected = [(case, arrays(call(model, case, kata)[0])) for case in cases(kata, SEED)]
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        source = Path(line.strip()).read_bytes()
        started = time.perf_counter()
        if not passed(source, kata, expected):
            sys.exit(f"{line.strip()} is wrong")
        print((time.perf_counter() - started) * 1e3, flush=True)


if __name__ == "__main__":
    main()
