"""The numbers of unit 1, neurons."""

from itertools import product
from math import comb, exp, hypot, log

import numpy as np


def separable(inputs: int) -> int:
    """How many Boolean functions of so many inputs a threshold unit can compute, by trying small integer weights.

    Weights up to 2 and thresholds between their sums are enough for three inputs (Muroga 1971).
    """
    corners = np.array(list(product((0, 1), repeat=inputs)))
    found = set()
    for weights in product(range(-2, 3), repeat=inputs):
        sums = corners @ weights
        found |= {tuple(sums > threshold) for threshold in np.arange(-7.5, 8)}
    return len(found)


def odds(logit: float) -> float:
    return 1 / (1 + exp(-logit))


def logistic_weight(steps: int) -> float:
    """The weight after gradient descent from 0 with step size 1 on the inputs 1 and 2, labelled by their sign."""
    x, w = np.array([-2.0, -1.0, 1.0, 2.0]), 0.0
    y = (x > 0).astype(float)
    for _ in range(steps):
        w -= float(np.mean((1 / (1 + np.exp(-w * x)) - y) * x))
    return w


def labellings(points: int) -> int:
    """Cover's count of the labellings that a line in the plane can produce."""
    return 2 * sum(comb(points - 1, k) for k in range(3))


def steps_are_right() -> bool:
    """Up to 10^4 steps; 10^5 follow the same law, a gain of ln 10 for each factor of ten."""
    found = [logistic_weight(10**power) for power in (2, 3, 4)]
    return [round(w, 1) for w in found] == [4.0, 6.2, 8.5] and abs(found[2] + log(10) - 10.8) < 0.05


# Bytes in 16 bits: both matrices and the result are moved once.
def operations_per_byte(samples: int, width: int = 4096) -> float:
    return 2 * samples * width**2 / (2 * (width**2 + 2 * samples * width))


SHOWN = {
    "brain-numbers": {"78 400": 784 * 100, "10 000": 1e14 / 1e10},
    "and-or-weights": {
        "-1.5, -0.5, -0.5$ and $0.5": [a + b - 1.5 for a, b in product((0, 1), repeat=2)] == [-1.5, -0.5, -0.5, 0.5],
        "-3.5, -0.5, -2.5$ and $0.5": [3 * a + b - 3.5 for a, b in ((0, 0), (1, 0), (0, 1), (1, 1))]
        == [-3.5, -0.5, -2.5, 0.5],
        "b = -0.5": [a + b - 0.5 > 0 for a, b in product((0, 1), repeat=2)] == [False, True, True, True],
        "b = 0.5": [-a + 0.5 > 0 for a in (0, 1)] == [True, False],
    },
    "separable-boolean-functions": {"104": separable(3), "256": 2**8},
    "xor-proof": {
        "-0.5": [a + b - 2 * a * b - 0.5 > 0 for a, b in product((0, 1), repeat=2)] == [False, True, True, False]
    },
    "scaled-weights": {"4.39": 2 * log(9), "0.62": odds(0.5), "0.993": odds(5)},
    "linear-layer-parameters": {"78 500": 785 * 100, "78 400": 784 * 100, "1010": 101 * 10},
    "linear-layer-gpu": {
        "680": 10 * round(operations_per_byte(1024) / 10),
        "only 1": round(operations_per_byte(1)) == 1,
    },
    "logistic-regression-net": {"4.0, 6.2, 8.5 and 10.8": steps_are_right()},
}
GIVEN = {
    "brain-numbers": ["784", "100"],
    "at-least-k": ["0.5"],
    "linear-separability": ["100", "120"],
    "scaled-weights": ["0.1", "0.9", "0.5"],
    "linear-layer-parameters": ["784", "100"],
    "linear-layer-gpu": ["4096", "1024", "150", "300"],
    "deep-learning-takeoff": ["1.2"],
}
DRAWN = {
    "at-least-k": lambda least: (-least + (1 - least)) / 2,
    "signed-distance": lambda px, py: (3 * px + 4 * py - 20) / hypot(3, 4),
    "linear-layer-parameters": lambda inputs, outputs: inputs * outputs + outputs,
    "count-labellings": labellings,
}
