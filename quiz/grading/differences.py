"""Does a gradient of the reference agree with central differences? Autograd has no part in them.

An author writes the scalar that is differentiated, by the formula of the statement (`Kata.gradient`). Its slopes are
taken from five points each. Where they do not agree there is a kink, and no gradient to compare: which of the one-sided
slopes counts at a tie or at zero is a rule of the statement, and named edge cases hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.errors import CourseError
from quiz.grading.cases import Case
from quiz.kata import Gradient, Kata

Array = npt.NDArray[Any]
Index = tuple[int, ...]

STEP = 1e-6  # relative for entries beyond 1
ACCURACY = 1e-4  # of the largest entry: a misconception is off by more, curvature and rounding by less
SMALLEST = 1e-3  # what counts as the largest entry of a gradient that nearly vanishes
MOST = 40  # entries of one array; of more than that some are taken


@dataclass(frozen=True)
class Fault:
    """A gradient that is not what it is said to be; `line` is that of its scalar, in the kata's checks."""

    line: int
    message: str


def differences(kata: Kata, cases: Sequence[Case], expected: Callable[[Case], Any]) -> tuple[int, list[Fault]]:
    """How many entries were compared, and a fault for each gradient that fails; `expected`: what the reference says."""
    compared, faults = 0, []
    for gradient in kata.gradients:
        try:
            counts = _compare(kata, gradient, cases, expected)
        except _Off as off:
            faults.append(Fault(gradient.scalar.__code__.co_firstlineno, str(off)))
            continue
        compared += sum(counts.values())
        for name in (name for name, count in counts.items() if not count):
            message = f"{name} was compared nowhere: no case has a point at which the scalar is smooth"
            faults.append(Fault(gradient.scalar.__code__.co_firstlineno, message))
    return compared, faults


class _Off(Exception):
    """A gradient, or what is said of it, is wrong."""


def _compare(kata: Kata, gradient: Gradient, cases: Iterable[Case], expected: Callable[[Case], Any]) -> dict[str, int]:
    """The number of entries that agree, by the name of the gradient. Raises _Off for the first that does not."""
    names = [f"the gradient `{name}`" for name in gradient.results] or ["the gradient"]
    counts = dict.fromkeys(names, 0)
    for case in cases:
        try:
            given = gradient.scalar(*case.args, **case.kwargs)
            if given is None:
                continue
            scalar, point = given
            point = [np.array(part, dtype=np.float64) for part in point]
            parts = _parts(kata, gradient, expected(case))
            for name, part, number in zip(names, parts, range(len(point)), strict=True):
                counts[name] += _agreeing(name, scalar, point, number, part, case)
        except (_Off, CourseError):
            raise
        except Exception as error:
            message = f"the scalar of {' and '.join(names)} cannot be used: {type(error).__name__}: {error}"
            raise _Off(f"{message} (“{case.check}”)") from error
    return counts


def _parts(kata: Kata, gradient: Gradient, result: Any) -> list[Array]:
    if not gradient.results:
        return [result]
    missing = [name for name in gradient.results if name not in kata.returns]
    if missing:
        raise _Off(f"`{missing[0]}` is not among the results that `returns` names: {', '.join(kata.returns)}")
    return [result[kata.returns.index(name)] for name in gradient.results]


def _agreeing(name: str, scalar: Callable[..., Any], point: list[Array], number: int, part: Array, case: Case) -> int:
    """How many entries of one gradient were compared in one case. Raises _Off for one that disagrees."""
    if part.shape != point[number].shape:
        raise _Off(f"{name} has the shape {part.shape}, its point {point[number].shape} (“{case.check}”)")
    slopes = list(_slopes(scalar, point, number))
    largest = max([SMALLEST, *(abs(part[index]) for index, *_ in slopes), *(abs(mean) for _, mean, _ in slopes)])
    trusted = [(index, mean) for index, mean, doubt in slopes if doubt <= ACCURACY * largest]
    for index, mean in trusted:
        if not abs(part[index] - mean) <= ACCURACY * largest:
            said = f"the reference says {part[index]:.6g}, the central difference {mean:.6g}"
            raise _Off(f"{name} at [{', '.join(map(str, index))}]: {said} (“{case.check}”)")
    return len(trusted)


def _slopes(scalar: Callable[..., Any], point: list[Array], number: int) -> Iterator[tuple[Index, float, float]]:
    """Index, central difference and its doubt: how far slopes to both sides differ, and what rounding may cost."""
    for index in _some(point[number].shape):
        here = float(point[number][index])
        step = STEP * max(1.0, abs(here))
        with np.errstate(all="ignore"):
            far_below, below, middle, above, far_above = (
                float(scalar(*_moved(point, number, index, here + move * step))) for move in (-2, -1, 0, 1, 2)
            )
        sides = (above - middle, middle - below, (far_above - middle) / 2, (middle - far_below) / 2)
        rounding = 8 * np.finfo(float).eps * max(abs(above), abs(middle), abs(below))
        doubt = (max(sides) - min(sides) + rounding) / step
        if np.isfinite([*sides, doubt]).all():
            yield index, (above - below) / (2 * step), doubt


def _moved(point: list[Array], number: int, index: Index, value: float) -> list[Array]:
    moved = [part.copy() for part in point]
    moved[number][index] = value
    return moved


def _some(shape: tuple[int, ...]) -> list[Index]:
    """All places of an array, or MOST of them, evenly spread."""
    size = int(np.prod(shape))
    flat = range(size) if size <= MOST else np.linspace(0, size - 1, MOST).astype(int)
    return [tuple(int(i) for i in np.unravel_index(at, shape)) for at in flat]
