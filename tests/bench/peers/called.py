"""A kata's cases, and a submission called with them in this very process: what the peers of the judge share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from quiz.grading.cases import Case, edge_cases, random_cases  # noqa: E402  the path is set above
from quiz.grading.loading import LoadedKata, find_kata, load  # noqa: E402
from quiz.sandbox import tensors  # noqa: E402
from quiz.sandbox.wire import Laid, lay_out  # noqa: E402

Function = Callable[..., Any]

PROPERTY_CASES = 3  # as the judge tries


def loaded(kata: str) -> LoadedKata:
    """A kata of the course."""
    return load(find_kata(ROOT, kata))


def cases(kata: LoadedKata, seed: int) -> list[Case]:
    """The judge's cases for this seed."""
    return [*edge_cases(kata.kata), *random_cases(kata.kata, seed)]


def defined(source: bytes, kata: LoadedKata) -> Function:
    """What one call of the submission does: its function, or the kata's driver with all of them."""
    namespace: dict[str, Any] = {}
    exec(compile(source, "submission", "exec"), namespace)
    functions = [namespace[name] for name in kata.kata.functions]
    drive = kata.kata.drive
    return (lambda *args, **kwargs: drive(*functions, *args, **kwargs)) if drive else functions[0]


def call(function: Function, case: Case, kata: LoadedKata) -> tuple[Any, bool]:
    """The answer to fresh copies of a case's arguments, and whether these are as they were."""
    laid, kwargs = case.laid_out()
    args = [lay_out(a.array, a.layout) if isinstance(a, Laid) else np.copy(a) for a in laid]
    given = tensors.wrapped(args) if kata.page.flavour == "torch" else args
    got = tensors.unwrapped(function(*given, **kwargs))
    return got, all(np.array_equal(after, before) for after, before in zip(args, case.args, strict=True))
