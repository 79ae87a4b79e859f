"""The numbers of unit 11, recurrent networks."""

from math import exp, sqrt

import numpy as np


def recurrent_parameters(inputs: int, hidden: int, gates: int) -> int:
    """As PyTorch counts them: two matrices and two bias vectors a gate."""
    return gates * (hidden * inputs + hidden * hidden + 2 * hidden)


def gru_difference(units: int = 20, cells: int = 40) -> float:
    """The largest difference between the two places of the reset gate, over random cells."""
    largest = 0.0
    for seed in range(cells):
        rng = np.random.default_rng(seed)
        bound = 1 / sqrt(units)
        w, u = (rng.uniform(-bound, bound, size=(3, units, units)) for _ in range(2))
        x, h = rng.normal(size=units), rng.normal(size=units)
        r, z = (1 / (1 + np.exp(-(w[k] @ x + u[k] @ h))) for k in range(2))
        outputs = [(1 - z) * np.tanh(w[2] @ x + part) + z * h for part in (r * (u[2] @ h), u[2] @ (r * h))]
        largest = max(largest, float(np.abs(outputs[0] - outputs[1]).max()))
    return largest


def kept(steps: int) -> float:
    """The share of all masks that let a value through."""
    masks = np.array(np.meshgrid(*[[0, 1]] * steps)).reshape(steps, -1)
    return float(masks.all(axis=0).mean())


SHOWN = {
    "rnn-vanishing": {
        "8 \\cdot 10^{-31}": abs(0.5**100 / 8e-31 - 1) < 0.5 / 8,
        "4 \\cdot 10^{17}": abs(1.5**100 / 4e17 - 1) < 0.5 / 4,
    },
    "lstm-equations": {"0.001": 0.5**10, "0.73": 1 / (1 + exp(-1)), "0.04": (1 / (1 + exp(-1))) ** 10},
    "lstm-vs-gru": {
        "2560": recurrent_parameters(10, 20, 4),
        "1920": recurrent_parameters(10, 20, 3),
        "1.15": sqrt(4 / 3),
        "2 101 248": recurrent_parameters(512, 512, 4),
        "2 099 232": recurrent_parameters(591, 591, 3),
        "591": max(n for n in range(1000) if recurrent_parameters(n, n, 3) <= recurrent_parameters(512, 512, 4)),
    },
    "reset-gate-placement": {"0.3": 0.1 < gru_difference() < 0.7},
    "padding-packing": {"0.625": (2 + 8) / 16},
    "exposure-bias": {"0.36": 0.98**50},
    "rnn-vs-transformer": {"2.1 billion": abs(32 * 2 * 4096 * 8000 / 2.1e9 - 1) < 0.03, "8192": 2 * 4 * 1024},
}
GIVEN = {
    "rnn-vanishing": ["0.5", "100", "1.5"],
    "lstm-equations": ["0.5"],
    "lstm-vs-gru": ["512"],
    "exposure-bias": ["0.98"],
    "recurrent-dropout": ["128", "0.5"],
    "rnn-vs-transformer": ["4096", "8000", "1024", "10 000"],
}
DRAWN = {
    "rnn-parameters": lambda inputs, hidden: recurrent_parameters(inputs, hidden, 1),
    "recurrent-dropout": lambda steps: kept(steps),
}
