"""The numbers of unit 8, regularisation."""

from math import log, sqrt

import numpy as np


def double_descent(features: int, ridge: float = 0.0, samples: int = 100, repeats: int = 30) -> float:
    """Median test error of random ReLU features fitted to noisy samples: the shape of the card's example."""
    errors = []
    for seed in range(repeats):
        rng = np.random.default_rng(seed)
        truth = rng.normal(size=10) / sqrt(10)
        x, fresh, weights = rng.normal(size=(samples, 10)), rng.normal(size=(500, 10)), rng.normal(size=(10, features))
        y = x @ truth + 0.5 * rng.normal(size=samples)
        phi, psi = np.maximum(x @ weights, 0), np.maximum(fresh @ weights, 0)
        stacked = np.vstack([phi, sqrt(ridge) * np.eye(features)]) if ridge else phi
        fit = np.linalg.lstsq(stacked, np.concatenate([y, np.zeros(len(stacked) - samples)]), rcond=None)[0]
        errors.append(np.mean((psi @ fit - fresh @ truth) ** 2))
    return float(np.median(errors))


def gap(classifiers_log: float, samples: int = 10_000, delta: float = 0.05) -> float:
    """The root of Hoeffding's one-sided bound for so many classifiers, given by their logarithm."""
    return sqrt((classifiers_log + log(1 / delta)) / (2 * samples))


def least_norm(p: float) -> list[float]:
    """The weights with w1 + 2 w2 = 2 of the smallest p-norm, on a grid."""
    w1 = np.linspace(0, 2, 200_001)
    w2 = (2 - w1) / 2
    best = int(np.argmin(np.abs(w1) ** p + np.abs(w2) ** p))
    return [round(float(w1[best]), 2), round(float(w2[best]), 2)]


def stop_at(losses: list[float], patience: int) -> tuple[int, float]:
    """The epoch, counted from 1, after which training stops, and the best loss."""
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses, 1):
        best, waited = (loss, 0) if loss < best else (best, waited + 1)
        if waited == patience:
            return epoch, best
    return len(losses), best


def from_one_zero() -> list[float]:
    """Gradient descent on (w1 + 2 w2 - 10)^2 / 2 from (1, 0)."""
    w, x = np.array([1.0, 0.0]), np.array([1.0, 2.0])
    for _ in range(500):
        w -= 0.05 * (w @ x - 10) * x
    return [round(float(each), 6) for each in w]


def average_variance(models: int, variance: float) -> float:
    covariance = np.ones((models, models)) + (variance - 1) * np.eye(models)
    return float(np.ones(models) @ covariance @ np.ones(models)) / models**2


PEAK = {features: double_descent(features) for features in (50, 100, 1000)}

SHOWN = {
    # The figures are those of one setting; here that the curve peaks where they say and a penalty removes the peak.
    "double-descent": {
        "32 at $p = 100$": PEAK[100] > 5 * PEAK[50] > PEAK[1000],
        "down to 0.18": double_descent(100, 50.0) < PEAK[50],
    },
    "generalisation-bound": {"0.022": gap(log(1000)), "1.05": gap(32_000 * log(2))},
    "l1-sparsity": {"-0.6": 0.4 - 1},
    "lp-norms": {"(0.4, 0.8)": least_norm(2) == [0.4, 0.8], "(0.66, 0.67)": least_norm(50) == [0.66, 0.67]},
    "dropout": {"mean 0.5": (0 + max(0, 2) + max(0, -2) + max(0, 2 - 2)) / 4 == 0.5},
    "dropout-ensemble": {"0.71": sqrt(1 / 2)},
    "early-stopping": {
        "0.8": stop_at([1.0, 0.8, 0.9, 0.85, 0.84, 0.83, 0.9, 0.7], 3)[1],
        "0.84 do not": stop_at([1.0, 0.8, 0.9, 0.85, 0.84, 0.83, 0.9, 0.7], 3)[0] == 5,
    },
    "normalisation-as-regulariser": {"a quarter": sqrt(16 / 256) == 1 / 4},
    "implicit-regularisation": {
        "(2.8, 3.6)": from_one_zero() == [2.8, 3.6],
        "(10/3, 10/3)": abs(10 / 3 + 2 * 10 / 3 - 10) < 1e-12,
    },
}
GIVEN = {
    "double-descent": ["100", "0.59", "0.21", "0.18"],
    "generalisation-bound": ["10000", "0.05", "32000"],
    "l1-sparsity": ["0.4"],
    "dropout-rate": ["0.9", "0.1"],
    "early-stopping": ["1.0", "0.9", "0.85", "0.84", "0.83", "0.7"],
    "data-augmentation": ["180"],
    "normalisation-as-regulariser": ["256", "4096"],
    "regularise-large-models": ["0.1"],
}
DRAWN = {
    "dropout-rate": lambda tenths, hundreds: round(100 * hundreds * (1 - tenths / 10), 6),
    "ensembles": average_variance,
    "implicit-regularisation": lambda target: target * np.linalg.pinv(np.array([[1.0, 2.0]]))[0, 0],
}
