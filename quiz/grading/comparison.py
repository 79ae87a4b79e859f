"""Is the result the expected one? Types, shapes and values, with a sentence when not (tolerances: docs/judge.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.grading.cases import Case
from quiz.grading.verdict import Outcome
from quiz.kata import Kata

Array = npt.NDArray[Any]

DOUBLE = (1e-7, 1e-9)  # relative, and absolute times the size of the expected values
SINGLE = (1e-5, 1e-6)


@dataclass(frozen=True)
class Mismatch:
    """Why a result is not accepted: wrong_answer for values, bad_return for its type, shape or dtype."""

    outcome: Outcome
    message: str
    dtype: bool = False


def compare(got: Any, expected: Any, case: Case, kata: Kata) -> Mismatch | None:
    """None when `got` is accepted. `expected` is an array (or a tuple of them) from the float64 reference."""
    if not isinstance(expected, tuple):
        return _part(got, expected, "", case, kata)
    if not isinstance(got, tuple | list):
        return _bad(f"expected {len(expected)} results{_named(kata)}, got {kind_of(got)}")
    if len(got) != len(expected):
        return _bad(f"expected {len(expected)} results{_named(kata)}, got {len(got)}")
    for number, (one, wanted) in enumerate(zip(got, expected, strict=True)):
        label = kata.returns[number] if number < len(kata.returns) else f"result {number + 1}"
        mismatch = _part(one, wanted, label, case, kata)
        if mismatch:
            return mismatch
    return None


def tolerance(expected: Array, double: bool, case: Case, kata: Kata) -> tuple[float, float]:
    """Relative and absolute tolerance for one array."""
    relative, absolute = DOUBLE if double else SINGLE
    finite = np.abs(expected[np.isfinite(expected)])
    scale = case.scale or max(1.0, float(finite.max(initial=0.0)))
    if double:
        return (kata.rtol or relative), (absolute * scale if kata.atol is None else kata.atol)
    return relative, absolute * scale


def wanted_dtype(case: Case) -> np.dtype[Any]:
    """The type of the floating results: that of the widest floating input, float64 where there is none."""
    floating = {a.dtype for a in case.arrays if a.dtype.kind == "f"}
    return max(floating, key=lambda d: d.itemsize, default=np.dtype(np.float64))


def close(got: Array, expected: Array, relative: float, absolute: float, nan: bool) -> Array:
    """Where two arrays of one shape agree; infinities match exactly, NaN only when `nan` allows it."""
    with np.errstate(all="ignore"):
        near = np.abs(got - expected) <= absolute + relative * np.abs(expected)
    near = np.asarray(np.where(np.isfinite(expected), near & np.isfinite(got), got == expected))
    return near | (np.isnan(got) & np.isnan(expected)) if nan else near


def same(one: Any, other: Any) -> bool:
    """Do two results of submissions agree, as far as a diagnosis cares? NaN equals NaN; dtypes do not matter."""
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if not (_is_numeric(one) and _is_numeric(other)):
        return type(one) is type(other) and bool(one == other)
    if np.shape(one) != np.shape(other):
        return False
    if np.asarray(one).dtype == np.asarray(other).dtype and np.asarray(one).tobytes() == np.asarray(other).tobytes():
        return True  # as nearly always, and without room for their differences
    a, b = np.asarray(one, float), np.asarray(other, float)
    finite = np.abs(b[np.isfinite(b)])
    return bool(close(a, b, 1e-6, 1e-9 * max(1.0, float(finite.max(initial=0.0))), nan=True).all())


def kind_of(value: object) -> str:
    """What a value is, in words: "None", "a list", "an array of dtype bool"."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of dtype {value.dtype}"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _part(got: Any, expected: Array, label: str, case: Case, kata: Kata) -> Mismatch | None:
    where = f"{label}: " if label else ""
    scalar = expected.ndim == 0
    if not (_is_numeric(got) if scalar else isinstance(got, np.ndarray)):
        return _bad(f"{where}expected {'a number' if scalar else 'an array'}, got {kind_of(got)}")
    array = np.asarray(got)
    if array.shape != expected.shape:
        return _bad(f"{where}expected shape {expected.shape}, got {array.shape}")
    return _wrong_dtype(array, expected, f" in `{label}`" if label else "", case, kata) or _wrong_values(
        array, expected, where, case, kata
    )


def _wrong_dtype(got: Array, expected: Array, where: str, case: Case, kata: Kata) -> Mismatch | None:
    if expected.dtype.kind in "iu":
        return None if got.dtype.kind in "iu" else _bad(f"expected integers{where}, got dtype {got.dtype}", dtype=True)
    if expected.dtype.kind == "b":
        return None if got.dtype.kind == "b" else _bad(f"expected booleans{where}, got dtype {got.dtype}", dtype=True)
    floating = {a.dtype for a in case.arrays if a.dtype.kind == "f"}
    if not floating and kata.keeps_integers and got.dtype.kind in "iu":
        return None
    if got.ndim == 0 and got.dtype.kind in "fiu":
        return None
    wanted = wanted_dtype(case)
    if got.dtype == wanted:
        return None
    came = f"{wanted} in must give {wanted} out" if floating else "integers in give float64 out"
    return _bad(f"{came}, got {got.dtype}{where}", dtype=True)


def _wrong_values(got: Array, expected: Array, where: str, case: Case, kata: Kata) -> Mismatch | None:
    if expected.dtype.kind in "iub":
        right = got == expected
    else:
        double = got.ndim == 0 or got.dtype != np.float32
        relative, absolute = tolerance(expected, double and not _all_single(case), case, kata)
        right = close(got.astype(float), expected, relative, absolute, case.nan)
    if right.all():
        return None
    index = tuple(int(i) for i in np.argwhere(~right)[0])
    place = f" at [{', '.join(map(str, index))}]" if index else ""
    more = int((~right).sum()) - 1
    others = f" ({more} more differ)" if more else ""
    wanted, came = _digits(expected[index], got[index]), _digits(got[index], expected[index])
    return Mismatch(Outcome.WRONG_ANSWER, f"{where}expected {wanted}{place}, got {came}{others}")


def _all_single(case: Case) -> bool:
    floating = [a for a in case.arrays if a.dtype.kind == "f"]
    return bool(floating) and all(a.dtype == np.float32 for a in floating)


def _digits(value: Any, other: Any) -> str:
    """As many digits as it takes to tell the two apart, six at least."""
    if isinstance(value, np.bool_):
        return str(value)
    for digits in range(6, 18):
        text = f"{value + 0:.{digits}g}"  # no -0
        if text != f"{other:.{digits}g}":
            break
    return text


def _is_numeric(value: object) -> bool:
    if isinstance(value, np.ndarray | np.generic):
        return np.asarray(value).dtype.kind in "iufb"
    return isinstance(value, int | float)


def _named(kata: Kata) -> str:
    return f" ({', '.join(kata.returns)})" if kata.returns else ""


def _bad(message: str, dtype: bool = False) -> Mismatch:
    return Mismatch(Outcome.BAD_RETURN, message, dtype)
