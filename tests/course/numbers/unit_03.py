"""The numbers of unit 3, losses."""

from math import exp, log, log2, pi, sqrt

import numpy as np


def sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x))


def bits(*p: float) -> float:
    return -sum(each * log2(each) for each in p)


def kl(p: tuple[float, ...], q: tuple[float, ...]) -> float:
    return sum(a * log2(a / b) for a, b in zip(p, q, strict=True))


def f1(hits: int, false_alarms: int, misses: int) -> float:
    return 2 * hits / (2 * hits + false_alarms + misses)


def lowest(loss, low: float = 0.001, high: float = 0.999) -> float:
    """Where an expected loss is lowest, on a grid of 0.001."""
    return min(np.arange(low, high, 0.001), key=loss)


def focal(p: float) -> float:
    return -0.9 * (1 - p) ** 2 * log(p) - 0.1 * p**2 * log(1 - p)


def expected_hinge(share: float):
    return lambda s: share * max(0, 1 - s) + (1 - share) * max(0, 1 + s)


def huber_efficiency(delta: float) -> float:
    """Of Huber's location estimate at the standard normal (Huber 1964): E[psi']^2 / E[psi^2]."""
    z = np.linspace(-10, 10, 400_001)
    density = np.exp(-(z**2) / 2) / sqrt(2 * pi) * (z[1] - z[0])
    return float((np.abs(z) < delta) @ density) ** 2 / float(np.clip(z, -delta, delta) ** 2 @ density)


def divergence_from_bumps(mean: float, spread: float) -> float:
    """Of a Gaussian from two equal bumps N(-3, 1) and N(3, 1), on a grid."""
    x = np.linspace(-12, 12, 4801)
    fitted = np.exp(-(((x - mean) / spread) ** 2) / 2) / spread
    bumps = (np.exp(-((x - 3) ** 2) / 2) + np.exp(-((x + 3) ** 2) / 2)) / 2
    return float((fitted * (np.log(fitted + 1e-300) - np.log(bumps))).sum() * (x[1] - x[0]) / sqrt(2 * pi))


def narrowest_fit() -> float:
    """The least divergence over mean and spread."""
    return min(divergence_from_bumps(m, s) for m in np.linspace(0, 4, 41) for s in np.linspace(0.6, 3.4, 29))


SHOWN = {
    "loss-additivity": {"0.5": (f1(4, 0, 0) + f1(0, 1, 1)) / 2, "0.8": f1(4, 1, 1)},
    "mse": {"22": sum((1, 2, 3, 4, 100)) / 5},
    "mae-huber": {"22": sum((1, 2, 3, 4, 100)) / 5, "95 %": huber_efficiency(1.345)},
    "l1-vs-l2-norm": {
        "1.41": 2 / sqrt(2),
        "3 to 1.5": 3 / 2 == 1.5,
        "0.4 to 0.2": 0.4 / 2 == 0.2,
        "0.4 to 0,": max(0.4 - 1, 0) == 0,
    },
    "entropy": {"1.5": bits(1 / 2, 1 / 4, 1 / 4), "4.75": log2(27)},
    "kl-cross-entropy": {
        "0.208": kl((1 / 2, 1 / 2), (1 / 4, 3 / 4)),
        "0.189": kl((1 / 4, 3 / 4), (1 / 2, 1 / 2)),
        "3.16": sqrt(1 + 3**2),
    },
    "bce-logits": {
        "27.6": -log(1e-12),
        "-4.2 \\times 10^{-6}": abs(sigmoid(-40) * (1 - sigmoid(-40)) / 1e-12 / 4.2e-6 - 1) < 0.02,
        "the exponential overflows": log(np.finfo(float).max) < 800,
    },
    "mse-sigmoid-slow": {
        "-0.00067": 2 * (sigmoid(-8) - 1) * sigmoid(-8) * (1 - sigmoid(-8)),
        "-0.9997": sigmoid(-8) - 1,
        "746": 0.25 / (sigmoid(-8) * (1 - sigmoid(-8))),
    },
    "multi-label": {"0.693": log(2), "1.386": 2 * log(2)},
    "class-weights": {"0.56": (1 * 2 + 9 * 0.4) / 10, "0.5": 9 * 0.1 / (9 * 0.1 + 0.9)},
    "focal-loss": {"0.01": (1 - 0.9) ** 2, "0.81": (1 - 0.1) ** 2, "0.69": lowest(focal)},
    "hinge": {
        "1.5": max(0, 1 + 0.5),
        "at the score 1": all(abs(min(np.arange(-3, 3, 0.001), key=expected_hinge(p)) - 1) < 0.002 for p in (0.6, 0.9)),
    },
    "kl-direction": {
        "variance 10": (1 + (-3) ** 2 + 1 + 3**2) / 2 == 10,
        "0.69": narrowest_fit(),
        "$N(3, 1)$ and": abs(divergence_from_bumps(3, 1) - narrowest_fit()) < 0.01,
    },
}
GIVEN = {
    "mse": ["100"],
    "mae-huber": ["100", "1.345"],
    "l1-vs-l2-norm": ["0.4"],
    "entropy": ["0.6", "1.3"],
    "bce-logits": ["800"],
    "class-weights": ["0.4", "0.1"],
    "focal-loss": ["0.9", "0.1"],
    "hinge": ["0.5", "0.6", "0.9"],
}
DRAWN = {
    "mean-reduction": lambda last: 64 / last,
    "entropy-chain": lambda power: bits(1 / 2, *([1 / 2 / 2**power] * 2**power)),
}
