"""The numbers of unit 7, initialisation and normalisation."""

from math import ceil, log, log10, sqrt

import numpy as np


def left_of_gradient(activation: str, gain: float, width: int = 256, layers: int = 50, repeats: int = 6) -> float:
    """Log10 of what is left of the gradient's norm behind so many layers with weights of variance gain / width."""
    logs = []
    for seed in range(repeats):
        rng = np.random.default_rng(seed)
        weights = [rng.normal(size=(width, width)) * sqrt(gain / width) for _ in range(layers)]
        x, slopes = rng.normal(size=width), []
        for w in weights:
            z = w @ x
            x = np.maximum(z, 0) if activation == "relu" else 1 / (1 + np.exp(-z))
            slopes.append((z > 0).astype(float) if activation == "relu" else x * (1 - x))
        g = rng.normal(size=width)
        start = np.linalg.norm(g)
        for w, slope in zip(reversed(weights), reversed(slopes), strict=True):
            g = w.T @ (g * slope)
        logs.append(log10(np.linalg.norm(g) / start))
    return float(np.mean(logs))


def condition(standardised: bool) -> float:
    """Of the matrix of second moments of two uniform features."""
    x = np.random.default_rng(0).uniform(size=(1000, 2)) * [1000, 1]
    if standardised:
        x = (x - x.mean(axis=0)) / x.std(axis=0)
    return float(np.linalg.cond(x.T @ x))


BATCH = np.array([0.0, 2, 4, 6])
RMS = sqrt((1 + 49) / 2)

SHOWN = {
    "xavier-init": {"0.049": sqrt(2 / 850), "0.141": sqrt(1 / 50)},
    "he-std": {
        "0.2": sqrt(2 / 50),
        "0.05": sqrt(2 / 800),
        "0.04": 2 / 50,
        "0.082": (1 / sqrt(50)) / sqrt(3),
        "150": 3 * 50,
    },
    "vanishing-gradients": {
        "4 \\cdot 10^{-32}": abs(left_of_gradient("sigmoid", 1) - log10(4e-32)) < 0.5,
        "3 \\cdot 10^{-8}": abs(left_of_gradient("relu", 1) - log10(3e-8)) < 0.5,
        "keeps all of it": abs(left_of_gradient("relu", 2)) < 0.5,
    },
    "input-standardisation": {
        "1.03": 1 < condition(standardised=True) < 1.2,
        "two million": 1e6 < condition(standardised=False) < 4e6,
    },
    "batchnorm-forward": {"0.01": 1 - 0.99},
    "batchnorm-running-variance": {
        "1.567": 0.9 + 0.1 * BATCH.var(ddof=1),
        "1.4": 0.9 + 0.1 * BATCH.var(),
        "which is 5": BATCH.var() == 5,
        "44": ceil(log(0.01) / log(0.9)),
    },
    "rmsnorm": {"(0.2, 1.4)": (1 / RMS, 7 / RMS) == (0.2, 1.4), "0.8": (1 + 7) / 2 / RMS},
    "norm-epsilon": {
        "0.30": 0.001 / sqrt(1e-6 + 1e-5),
        "0.3015": 0.001 / sqrt(1e-6 + 1e-5),
        "0.99": 0.001 / (0.001 + 1e-5),
    },
}
GIVEN = {
    "zero-init": ["0.3"],
    "xavier-init": ["800", "850"],
    "he-std": ["800"],
    "vanishing-gradients": ["256"],
    "exploding-gradients": ["300"],
    # An experiment of the author's after Balduzzi et al. 2017, whose settings the card does not name in full.
    "shattered-gradients": ["200", "0.99", "0.43", "0.00", "0.89", "0.78"],
    "input-standardisation": ["1000"],
    "batchnorm-forward": ["0.1", "0.99"],
    "batchnorm-running-variance": ["0.1", "0.9", "0.01"],
    "norm-epsilon": ["0.001"],
}
DRAWN = {
    "conv-fan-in": lambda kernel, channels: np.zeros((64, channels, kernel, kernel))[0].size,
    "groupnorm-statistics": lambda images: np.zeros((images, 8, 4)).mean(axis=2).size,
}
