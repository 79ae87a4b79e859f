"""The numbers of unit 15, practice."""

from math import exp, log, sqrt

import numpy as np


def first_loss(classes: int, spread: float) -> float:
    """The expected cross-entropy of normal logits with this standard deviation."""
    logits = spread * np.random.default_rng(0).normal(size=(200_000, classes))
    return float((np.log(np.exp(logits).sum(axis=1)) - logits[:, 0]).mean())


def best_of_five() -> float:
    return float(np.random.default_rng(0).normal(size=(400_000, 5)).max(axis=1).mean())


def swings() -> float:
    """The largest |w| between steps 100 and 400, when every step uses the sum of all gradients so far."""
    w, total, seen = 1.0, 0.0, []
    for _ in range(400):
        total += w
        w -= 0.1 * total
        seen.append(abs(w))
    return max(seen[100:])


def first_infinite_loss(rounded_once: bool) -> float:
    """The x from which on the sigmoid in fp16 is exactly 1."""
    for x in np.arange(6, 10, 0.001):
        value = np.float16(1 / (1 + exp(-x))) if rounded_once else np.float16(1) / (np.float16(1) + np.float16(exp(-x)))
        if value == 1:
            return float(x)
    raise AssertionError


def f1(found: int, alarms: int, positives: int = 100) -> float:
    precision, recall = found / (found + alarms), found / positives
    return 2 * precision * recall / (precision + recall)


SHOWN = {
    "training-loop": {"-1$ and 1": 0.9 < swings() < 1.2},
    "loss-at-start": {
        "2.3": log(10),
        "3.8": abs(first_loss(10, 2) - 3.8) < 0.1,
        "\\ln 60 = 4.1": round(log(60), 1) == 4.1,
        "2.303": log(10),
    },
    "what-to-monitor": {"0.04": 0.001 / 0.026, "0.026": (1 / sqrt(512)) / sqrt(3)},
    "one-change-at-a-time": {"1.16": best_of_five()},
    "hyperparameters": {"0.95": 1 - 0.95**60},
    "reading-curves": {"0.8": np.linspace(1.0, 0.6, 101).mean()},
    "dead-unit-check": {"under 0.01": 0.01 * 0.99 < 0.01},
    "baselines": {
        "0.31": 100 * sqrt(2 * 0.95 * 0.05 / 10_000),
        "20 cases": round(0.002 * 10_000) == 20,
        "two standard deviations": (60 - 40) / sqrt(60 + 40) == 2,
        "only one": (210 - 190) / sqrt(210 + 190) == 1,
    },
    "accuracy-standard-error": {
        "0.0095": sqrt(0.9 * 0.1 / 1000),
        "0.95": 100 * sqrt(0.9 * 0.1 / 1000),
        "4000": 4 * 1000,
    },
    "imbalance-metrics": {"585": 90 + 495, "0.154": 90 / 585, "0.1": 1 / (1 + 9)},
    "f1-score": {"0.02": 2 * 0.01 / 1.01, "0.5": (0.01 + 1) / 2 - 0.005},
    "mixed-precision": {
        "65504": float(np.finfo(np.float16).max),
        "3 \\times 10^{-8}": np.float16(2.9e-8) == 0 and np.float16(3.1e-8) > 0,
        "7.63": first_infinite_loss(rounded_once=False),
        "8.32": first_infinite_loss(rounded_once=True),
    },
    "lr-folklore": {"2.8": sqrt(8)},
    "notation-shapes": {"79510": 100 * 785 + 10 * 101, "785": 784 + 1, "101": 100 + 1},
    "roc-auc": {"5/6": sum(p > n for p in (0.9, 0.4) for n in (0.7, 0.3, 0.2)) / 6 == 5 / 6},
    "class-imbalance": {"0.1": (1 / 9) / (1 + 1 / 9)},
    "many-gpus": {"112": 7 * (2 + 2 + 4 + 4 + 4), "14 GB": 112 / 8 == 14},
}
GIVEN = {
    "training-loop": ["0.1"],
    "loss-at-start": ["2.302585", "4.1"],
    "what-to-monitor": ["0.001", "512"],
    "update-ratio": ["0.01", "0.1", "100"],
    "seed-variance": ["0.1"],
    "data-leakage": ["5000"],
    "reading-curves": ["1.0", "0.6"],
    "dead-unit-check": ["0.01", "0.99"],
    "baselines": ["0.2", "10 000", "210", "190"],
    "accuracy-standard-error": ["900", "1000", "0.1"],
    "imbalance-metrics": ["10 000", "495", "0.5"],
    "f1-score": ["100", "0.01"],
    "mixed-precision": ["256"],
    "hundred-lines": ["100"],
    "linear-scaling": ["0.1", "256"],
    "notation-shapes": ["784", "100"],
    "roc-auc": ["0.9", "0.4", "0.7", "0.3", "0.2", "0.5"],
    "class-imbalance": ["0.5"],
    "slow-training": ["100"],
}
DRAWN = {
    "loss-at-start": lambda power: log(10**power),
    "update-ratio": lambda weights, gradient: 1000 * 0.01 * gradient / weights,
    "seed-variance": lambda spread: round(2 * (spread / 10) ** 2 / 0.1**2, 6),
    "f1-score": f1,
    "linear-scaling": lambda power: 0.1 * 2**power / 256,
}
