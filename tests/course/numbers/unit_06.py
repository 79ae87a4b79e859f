"""The numbers of unit 6, optimisation."""

from math import atan2, ceil, cos, degrees, hypot, log, pi, sqrt

import numpy as np


def steps_for(factor: float, shrink: float) -> int:
    return ceil(log(factor) / -log(shrink))


def best_rate_shrink(ratio: float) -> float:
    """Of the error in a step of gradient descent at the best fixed rate: (k - 1) / (k + 1)."""
    return (ratio - 1) / (ratio + 1)


def momentum_steps(ratio: float, factor: float) -> int:
    """Of Polyak's momentum at its best settings, until the error has shrunk so far: simulated."""
    root = sqrt(ratio)
    rate, beta = (2 / (root + 1)) ** 2, ((root - 1) / (root + 1)) ** 2
    x, before = np.ones(2), np.ones(2)
    curvatures = np.array([1.0, ratio])
    for step in range(1, 10_000):
        x, before = x - rate * curvatures * x + beta * (x - before), x
        if np.abs(x).max() <= 1 / factor:
            return step
    raise AssertionError


def ball(rate: float) -> float:
    """The stationary deviation under w <- w - rate (w + noise)."""
    return sqrt(rate**2 / (1 - (1 - rate) ** 2))


def moved(torch_form: bool) -> float:
    v, w = 0.0, 0.0
    for rate in (0.1, 0.01, 0.001):
        v = 0.9 * v + (1 if torch_form else rate)
        w += rate * v if torch_form else v
    return w


def adam_excess(steps: int) -> float:
    """The uncorrected step over the corrected one under a constant gradient of 1."""
    return (1 - 0.9**steps) / sqrt(1 - 0.999**steps)


def decayed(spread: float, decoupled: bool) -> float:
    """The weight that 2000 steps of Adam on noise leave of 1, as an average over seeds."""
    rng = np.random.default_rng(0)
    w, m, v = np.ones(400), np.zeros(400), np.zeros(400)
    for step in range(1, 2001):
        g = rng.normal(scale=spread, size=400)
        if decoupled:
            w -= 0.001 * 0.1 * w
        else:
            g = g + 0.1 * w
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.001 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return float(w.mean())


def cosine(step: int) -> float:
    done = (step - 100) / 1000
    return 1e-5 + (1e-3 - 1e-5) * (1 + cos(pi * done)) / 2


def positive_definite(size: int, draws: int = 200_000) -> float:
    """The share of symmetric Gaussian matrices (GOE) without a negative eigenvalue."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=(draws, size, size))
    return float((np.linalg.eigvalsh(a + a.transpose(0, 2, 1)) > 0).all(axis=1).mean())


def saddle_steps() -> int:
    y, step = 1e-6, 0
    while abs(y) <= 0.5:
        y, step = y - 0.1 * (-2 * y + y**3), step + 1
    return step


def hopping() -> list[float]:
    w = 1.0
    for _ in range(101):
        w -= 0.3 * np.sign(w)
    return sorted([round(w, 6), round(w - 0.3 * np.sign(w), 6)])


TURN = [degrees(atan2(0.4, first)) for first in (3, 1)]

SHOWN = {
    "gd-step-limit": {
        "691": steps_for(1e6, best_rate_shrink(100)),
        "3 \\cdot 10^{-5}": abs(abs(1 - 10 * 0.19) ** 100 / 3e-5 - 1) < 0.5 / 3,
        "1.4 \\cdot 10^{4}": abs(abs(1 - 10 * 0.21) ** 100 / 1.4e4 - 1) < 0.05 / 1.4,
    },
    "steps-per-epoch": {
        "390.6": 50_000 / 128,
        "391": ceil(50_000 / 128),
        "80": 50_000 - 390 * 128,
        "390": 50_000 // 128,
    },
    "momentum": {
        "691": steps_for(1e6, best_rate_shrink(100)),
        "best momentum 95": abs(momentum_steps(100, 1e6) - 95) <= 6,
        "0.122": moved(torch_form=True),
        "0.291": moved(torch_form=False),
    },
    "momentum-factor": {
        "ten times as long": round((1 / (1 - 0.99)) / (1 / (1 - 0.9))) == 10,
        "29": ceil(log(0.05) / log(0.9)),
    },
    "nesterov": {
        "0.19 without": 0.1 * 1.9 == 0.19,
        "0.19 and 0.271": [round(0.1 * (1 + 0.9 * v), 3) for v in (1, 1.9)] == [0.19, 0.271],
    },
    "adam": {
        "3.16": adam_excess(1),
        "6.6": max(map(adam_excess, range(1, 200))),
        "step 12": max(range(1, 200), key=adam_excess) == 12,
    },
    "adam-bias-correction": {"3.16": 0.1 / sqrt(0.001), "99.5 %": 1 - 0.9**50, "63 %": 1 - 0.999**1000},
    "adamw": {
        "18 %": 1 - decayed(10, decoupled=True),
        "2 %": 1 - decayed(10, decoupled=False),
        "84 %": abs(1 - decayed(0.1, decoupled=False) - 0.84) < 0.03,
    },
    "warm-up": {"0.23": ball(0.1), "0.022": ball(0.001)},
    "cosine-schedule": {"0.000855": cosine(350), "0.000505": cosine(600)},
    "batch-size": {"2.8": sqrt(2048 / 256), "8 times": 2048 / 256 == 8},
    "gradient-clipping": {"from 8 to 22 degrees": [round(angle) for angle in TURN] == [8, 22]},
    "local-minima-saddles": {
        "15 %": positive_definite(2),
        "2.5 %": positive_definite(3),
        "0.26 %": abs(positive_definite(4, 1_000_000) - 0.0026) < 0.0003,
        "73": saddle_steps(),
    },
    "non-smooth-losses": {"0.1 and $-0.2$": hopping() == [-0.2, 0.1]},
    "weight-averaging": {"1000": 1 / (1 - 0.999)},
}
GIVEN = {
    "gd-step-limit": ["100", "0.19", "0.21"],
    "steps-per-epoch": ["50 000", "50000", "128"],
    # A network of the author's, whose settings the card does not name.
    "catastrophic-interference": ["0.27", "0.001", "0.31"],
    "learning-rate-curves": ["500", "0.65", "0.00003", "0.69", "0.019", "0.00008", "0.22"],
    "default-learning-rate": ["0.0003", "0.00003", "0.00005", "0.00002", "0.69", "0.65", "500", "0.003", "0.00008"],
    "momentum": ["100", "0.9", "0.1", "0.01", "0.001"],
    "momentum-factor": ["0.9", "0.99", "0.05"],
    "nesterov": ["0.1", "0.9"],
    "adam": ["0.9", "0.999"],
    "adam-bias-correction": ["0.1", "0.9", "0.999", "1000"],
    "adamw": ["0.1", "0.001"],
    "warm-up": ["0.1", "0.001"],
    "cosine-schedule": ["0.001", "0.00001", "100", "1100", "350", "600"],
    "batch-size": ["256"],
    "gradient-clipping": ["0.4"],
    "global-norm": ["0.05"],
    "local-minima-saddles": ["0.1", "0.5"],
    "non-smooth-losses": ["0.3"],
    "weight-averaging": ["0.999"],
}
DRAWN = {
    "steps-per-epoch": lambda epochs: epochs * ceil(50_000 / 128),
    "momentum-factor": lambda tenths: sum((tenths / 10) ** k for k in range(2000)),
    "global-norm": lambda most: 3 * min(1, most / hypot(3, 4)),
    "micro-batch-weights": lambda tail: (8 * 2 + tail * 6) / (8 + tail),
}
