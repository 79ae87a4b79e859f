"""The numbers of unit 2, activations."""

from math import e, erf, exp, expm1, log, log1p, pi, sqrt, tanh
from math import nextafter as beside

import numpy as np


def sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x))


def slope(x: float) -> float:
    return sigmoid(x) * (1 - sigmoid(x))


def gelu(x: float) -> float:
    return x * (1 + erf(x / sqrt(2))) / 2


def gelu_by_tanh(x: float) -> float:
    return x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))) / 2


def silu(x: float) -> float:
    return x * sigmoid(x)


def lowest(function, low: float = -3, high: float = 0) -> float:
    """Where a function with one dip has it, on a grid of 1e-5."""
    return min(np.arange(low, high, 1e-5), key=function)


def first_one() -> float:
    """The x from which on the sigmoid is exactly 1 in float64, by bisection."""
    low, high = 30.0, 40.0
    while beside(low, high) < high:
        middle = (low + high) / 2
        low, high = (low, middle) if sigmoid(middle) == 1 else (middle, high)
    return high


def share_of_zeros(units: int, inputs: int) -> float:
    rng = np.random.default_rng(0)
    return float((rng.normal(size=(inputs, 64)) @ rng.normal(size=(64, units)) <= 0).mean())


SHOWN = {
    "sigmoid": {"36.74": first_one()},
    "sigmoid-probability": {"0.73": sigmoid(1), "0.96": sigmoid(log(9) + 1)},
    "saturation": {
        "0.0066": slope(5),
        "0.25^{10} \\approx 10^{-6}": 0.5e-6 < 0.25**10 < 2e-6,
        "1.76": log(3 + 2 * sqrt(2)),
        "1/8": abs(slope(log(3 + 2 * sqrt(2))) - 1 / 8) < 1e-12,
    },
    "relu-sparsity": {"50.0 %": abs(share_of_zeros(512, 1000) - 0.5) < 0.005},
    "odd-or-one-sided": {"0.399": 1 / sqrt(2 * pi), "0.4": 1 / sqrt(2 * pi)},
    "softplus": {
        "0.69": log(2),
        "x = 800": 709 < log(np.finfo(float).max) < 710,
        "x = -40": log(1 + exp(-40)) == 0,
        "4.2 \\times 10^{-18}": abs(log1p(exp(-40)) / 4.2e-18 - 1) < 0.05 / 4.2,
    },
    "gelu-silu": {
        "-0.17": gelu(lowest(gelu)),
        "-0.75": lowest(gelu),
        "-0.28": silu(lowest(silu)),
        "-1.28": lowest(silu),
        "4.7 \\times 10^{-4}": abs(max(abs(gelu(x) - gelu_by_tanh(x)) for x in np.arange(-6, 6, 1e-3)) / 4.7e-4 - 1)
        < 0.01,
    },
    "below-zero": {
        "-0.632": expm1(-1),
        "-0.269": silu(-1),
        "-0.159": gelu(-1),
        "0.313": log1p(1 / e),
        "0.731": silu(1),
        "0.841": gelu(1),
        "1.313": log1p(e),
    },
    "glu-width": {
        "10\\,922\\frac{2}{3}".replace("\\,", ""): 3 * 10922 + 2 == 8 * 4096,
        "11 008": -(-32768 // 3 // 256) * 256,
    },
}
GIVEN = {
    "sigmoid-probability": ["0.8", "0.5", "0.9"],
    "saturation": ["0.25"],
    "relu-at-zero": ["0.5"],
    "relu-sparsity": ["512", "1000"],
    "leaky-relu": ["0.01"],
    "below-zero": ["0.01"],
    "glu-width": ["4096", "256"],
}
DRAWN = {"logit-log-odds": lambda factor, against: factor / (factor + against)}
