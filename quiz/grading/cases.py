"""From a kata's edges and generators to concrete inputs: dtype, memory layout and seed settled."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.kata import Generator, Kata
from quiz.sandbox.wire import Laid

Array = npt.NDArray[Any]

RANDOM, SINGLE, LAYOUT = "random inputs", "float32 in, float32 out", "any memory layout"
RANDOM_CASES, SINGLE_CASES = 10, 6
_DRAWS = 20  # until an array is one whose memory layout shows; vectors alone may come
LAYOUTS = ("F", "stepped", "reversed", "F", "stepped", "reversed")


@dataclass(frozen=True)
class Case:
    """One call of the submission. `check` is the check it belongs to; an edge case is a check of its own."""

    check: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    layout: str = "C"
    scale: float | None = None
    nan: bool = False
    drawn_by: Generator | None = None

    def laid_out(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments as they travel: arrays carry their memory layout."""
        if self.layout == "C":
            return self.args, self.kwargs
        args = tuple(Laid(a, self.layout) if isinstance(a, np.ndarray) else a for a in self.args)
        return args, {k: Laid(a, self.layout) if isinstance(a, np.ndarray) else a for k, a in self.kwargs.items()}

    @cached_property
    def arrays(self) -> list[Array]:
        """Every array among the arguments, in lists and dicts too."""
        return list(_arrays((self.args, self.kwargs)))


def edge_cases(kata: Kata) -> list[Case]:
    """The named inputs, lists turned into arrays."""
    return [
        Case(
            edge.name,
            tuple(_as_array(a) for a in edge.args),
            {key: _as_array(a) for key, a in edge.kwargs.items()},
            scale=edge.scale,
            nan=edge.nan,
        )
        for edge in kata.edges
    ]


def random_cases(kata: Kata, seed: int) -> Iterator[Case]:
    """Drawn inputs, one by one: float64, then float32, then other memory layouts; each time one from every generator.

    A case without (floating) arrays has nothing to be made float32 or laid out anew, and is left out there.
    """
    kinds = [(RANDOM, "C")] * RANDOM_CASES + [(SINGLE, "C")] * SINGLE_CASES + [(LAYOUT, layout) for layout in LAYOUTS]
    for number, (check, layout) in enumerate(kinds):
        for generator in kata.generators:
            rng = np.random.default_rng([seed, number, zlib.crc32(generator.name.encode())])
            case = draw(generator, rng, check, layout)
            if check == RANDOM or any(check == LAYOUT or array.dtype.kind == "f" for array in case.arrays):
                yield single(case) if check == SINGLE else case


def draw(generator: Generator, rng: np.random.Generator, check: str, layout: str = "C") -> Case:
    """One input of a generator; for another memory layout than C's the first of some that differs in it."""
    drawn = _drawn(generator, rng, check)
    for _ in range(_DRAWS):
        if layout == "C" or any(_has_layouts(array, layout) for array in drawn.arrays):
            break
        drawn = _drawn(generator, rng, check)
    return replace(drawn, layout=layout)


def _has_layouts(array: Array, layout: str) -> bool:
    """Does the memory of an array look another way in this layout? That of a vector is the same in Fortran's order."""
    return bool(sum(length > 1 for length in array.shape) >= (2 if layout == "F" else 1))


def _drawn(generator: Generator, rng: np.random.Generator, check: str) -> Case:
    drawn = generator.draw(rng)
    args = drawn if isinstance(drawn, tuple) else (drawn,)
    return Case(check, tuple(_as_array(a) for a in args), {}, drawn_by=generator)


def single(case: Case) -> Case:
    """The same case with its floating arrays in float32."""
    return _in_dtype(case, np.float32)


def double(case: Case) -> Case:
    """The same case with its floating arrays in float64."""
    return _in_dtype(case, np.float64)


def _in_dtype(case: Case, dtype: type[np.floating[Any]]) -> Case:
    args, kwargs = _cast((case.args, case.kwargs), dtype)
    return replace(case, args=args, kwargs=kwargs)


def _cast(value: Any, dtype: type[np.floating[Any]]) -> Any:
    if isinstance(value, np.ndarray):
        return value.astype(dtype) if value.dtype.kind == "f" else value
    if isinstance(value, tuple | list):
        return type(value)(_cast(item, dtype) for item in value)
    if isinstance(value, dict):
        return {key: _cast(item, dtype) for key, item in value.items()}
    return value


def _as_array(value: Any) -> Any:
    """A (nested) list of numbers as an array; a list of arrays and everything else as it is."""
    if isinstance(value, list) and all(isinstance(item, list | bool | int | float) for item in value):
        return np.array(value)
    return value


def _arrays(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _arrays(item)
    elif isinstance(value, dict):
        yield from _arrays(tuple(value.values()))
