"""Every kata's reference on a GPU against its float64 result on the CPU, and the verdicts with it: `make gpu`.

    python tests/bench/gpu.py [--cpu] [KATA ...]

Needs NumPy and torch, nothing installed of this project. `--cpu` does the same without a GPU, to try the script itself.
Exit status 1 when a result differs by more than 1e-9 of its largest value, or when a verdict is wrong.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from quiz.errors import CourseError  # noqa: E402  the path is set above
from quiz.grading import reference  # noqa: E402
from quiz.grading.cases import Case, random_cases  # noqa: E402
from quiz.grading.grader import Grader  # noqa: E402
from quiz.grading.loading import LoadedKata, find_kata, load  # noqa: E402
from quiz.sandbox.forking import Forks  # noqa: E402

LARGEST_ERROR = 1e-9
SEED = 1
LARGE, LONG = 1 << 20, 50.0  # numbers of a large input, and milliseconds on the CPU that are enough
REPEATS = 9
HEADER = (
    "| kata | largest error | CPU ms | {0} ms | large input | CPU ms | {0} ms | model answer | wrong answers |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Result:
    """What was found for one kata; times in milliseconds on (CPU, device), none without a reference."""

    kata: str
    error: float
    small: tuple[float, float] | None
    large: tuple[float, float] | None
    numbers: int
    model: str
    rejected: int
    wrong: int

    @property
    def right(self) -> bool:
        """Whether everything is as it should be."""
        return self.error <= LARGEST_ERROR and self.model == "passed" and self.rejected == self.wrong

    @property
    def row(self) -> str:
        """A line of the table."""
        error = "judged by properties" if self.small is None else f"{self.error:.1g}"
        size = f"{self.numbers:,} numbers" if self.large else "no batch to enlarge"
        cells = [self.kata, error, *_times(self.small), size, *_times(self.large), self.model]
        return f"| {' | '.join(cells)} | {self.rejected} of {self.wrong} rejected |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cpu", action="store_true", help="use the CPU in place of the GPU")
    parser.add_argument("kata", nargs="*", help="only these")
    chosen = parser.parse_args()
    device = "cpu" if chosen.cpu else "cuda"
    if device not in reference.devices():
        print("no GPU")
        return 0
    reference.prepare(device)
    katas = chosen.kata or sorted(readme.parent.name for readme in (ROOT / "exercises").glob("*/*/README.md"))
    print(f"{name_of(device)}, {reference.version()}, seed {SEED}\n\n{HEADER.format('CPU' if chosen.cpu else 'GPU')}")
    servers: dict[str, Forks] = {}
    results = []
    for kata in katas:
        loaded = load(find_kata(ROOT, kata))
        flavour = loaded.page.flavour
        servers[flavour] = servers.get(flavour) or Forks(flavour)
        results.append(examine(loaded, servers[flavour], device))
        print(results[-1].row, flush=True)
    for server in servers.values():
        server.close()
    faulty = [result.kata for result in results if not result.right]
    print(f"\n{len(results)} katas: " + (f"not right: {', '.join(faulty)}" if faulty else "all right"))
    return 1 if faulty else 0


def examine(loaded: LoadedKata, server: Forks, device: str) -> Result:
    """Compare, time and grade one kata."""
    grader = Grader(loaded, server)
    cases = [*loaded.edges, *random_cases(loaded.kata, SEED)] if loaded.reference else []
    large = enlarged(loaded) if loaded.reference else None
    tried = [*cases, large] if large else cases
    rejected = [verdict(grader, wrong.source, device) != "passed" for wrong in loaded.wrong_answers]
    return Result(
        loaded.page.id,
        max((difference(grader.expected(case, device), grader.expected(case, "cpu")) for case in tried), default=0.0),
        timed(grader, cases[-1], device) if cases else None,
        timed(grader, large, device) if large else None,
        numbers(large) if large else 0,
        verdict(grader, loaded.model_answer, device),
        sum(rejected),
        len(rejected),
    )


def numbers(case: Case) -> int:
    """How many numbers the arrays of a case hold."""
    return sum(int(array.size) for array in case.arrays)


def verdict(grader: Grader, source: str, device: str) -> str:
    """The judge's word on a source."""
    return str(grader.grade(source.encode(), file="submission.py", seed=SEED, device=device).verdict)


def difference(got: Any, expected: Any) -> float:
    """The largest difference, as a share of the largest finite expected number; infinite where the kind differs."""
    if isinstance(expected, tuple):
        return max(difference(one, other) for one, other in zip(got, expected, strict=True))
    if got.shape != expected.shape or got.dtype != expected.dtype:
        return float("inf")
    finite = np.isfinite(expected)
    if np.any(np.isfinite(got) != finite) or not np.array_equal(got[~finite], expected[~finite], equal_nan=True):
        return float("inf")
    wide = expected[finite].astype(float)
    if not wide.size:
        return 0.0
    largest = float(np.abs(wide).max())
    return float(np.abs(got[finite].astype(float) - wide).max()) / (largest or 1.0)


def enlarged(loaded: LoadedKata) -> Case | None:
    """A drawn input with its batch repeated; None when none of them has one.

    The batch is the first axis of the first array, and of every other array where that axis is as long. It is doubled
    until the reference takes LONG on the CPU or the input has LARGE numbers. Where one of the arrays was no part of the
    batch, the reference refuses the input, and the next one is tried.
    """
    for case in random_cases(loaded.kata, SEED):
        grown = _grown(loaded, case)
        if grown:
            return grown
    return None


def _grown(loaded: LoadedKata, case: Case) -> Case | None:
    assert loaded.reference is not None
    grown, times, elapsed = None, 2, 0.0
    while elapsed < LONG and (grown is None or numbers(grown) < LARGE):
        candidate = repeated(case, times)
        if candidate is None:
            return None
        try:
            elapsed = _median(partial(loaded.reference.expected, candidate.args, candidate.kwargs, "cpu"), 3)
        except CourseError:
            return grown
        grown, times = candidate, 2 * times
    return grown


def repeated(case: Case, times: int) -> Case | None:
    """The case with its batch repeated; None without a batch."""
    first = next((a for a in case.args if isinstance(a, np.ndarray)), None)
    if first is None or not first.ndim or not first.size:
        return None
    args = tuple(
        np.concatenate([a] * times) if isinstance(a, np.ndarray) and a.shape[:1] == first.shape[:1] else a
        for a in case.args
    )
    return replace(case, args=args)


def timed(grader: Grader, case: Case, device: str) -> tuple[float, float]:
    """Milliseconds of the reference on the CPU and on the device, medians, with the way there and back."""
    return _median(lambda: grader.expected(case, "cpu")), _median(lambda: grader.expected(case, device))


def _median(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """Milliseconds, after a first call that warms up."""
    act()
    samples = []
    for _ in range(repeats):
        started = time.perf_counter()
        act()
        samples.append((time.perf_counter() - started) * 1e3)
    return statistics.median(samples)


def name_of(device: str) -> str:
    """The device in words."""
    if device == "cpu":
        return "CPU in place of a GPU"
    import torch

    return str(torch.cuda.get_device_name())


def _times(pair: tuple[float, float] | None) -> list[str]:
    return [f"{value:.2f}" for value in pair] if pair else ["–", "–"]


if __name__ == "__main__":
    sys.exit(main())
