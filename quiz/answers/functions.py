"""The functions and constants that a formula may use."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

Value = Callable[[Mapping[str, float]], float]
"""A formula: from the values of its names to its own. May raise ValueError, ZeroDivisionError or OverflowError."""


def _sigmoid(x: float) -> float:
    return (1 + math.tanh(x / 2)) / 2


FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "abs": math.fabs,
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "sigmoid": _sigmoid,
    "sigma": _sigmoid,
    "relu": lambda x: max(x, 0.0),
    "softplus": lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x))),
    "ceil": lambda x: float(math.ceil(x)),
    "floor": lambda x: x,  # as `//`, which many people write `/` in a shape
}
EXTREMES: Mapping[str, Callable[..., float]] = {"max": max, "min": min}
CONSTANTS: Mapping[str, float] = {"e": math.e, "pi": math.pi}


def constant(number: float) -> Value:
    """A formula without names."""
    return lambda names: number


def variable(name: str) -> Value:
    """A formula of one name."""
    return lambda names: names[name]


def applied(function: Callable[..., float], *arguments: Value) -> Value:
    """A function of formulas."""
    return lambda names: function(*(argument(names) for argument in arguments))
