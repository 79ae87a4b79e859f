"""The numbers of unit 5, backpropagation."""

import numpy as np


def ties(values) -> list[float]:
    """The gradient of the maximum, shared among equal entries."""
    x = np.asarray(values)
    return ((x == x.max()) / (x == x.max()).sum()).tolist()


def reverse_mode(a: float) -> float:
    """Both paths from q = a * a + a, the product counted once for each factor."""
    return a + a + 1


def linear_product(width: int, layers: int, repeats: int = 8) -> float:
    """What is left of a gradient's norm behind linear layers of variance 0.81 / width, as a geometric mean."""
    logs = []
    for seed in range(repeats):
        rng = np.random.default_rng(seed)
        g = rng.normal(size=width)
        g /= np.linalg.norm(g)
        for _ in range(layers):
            g = rng.normal(size=(width, width)) * 0.9 / np.sqrt(width) @ g
        logs.append(np.log(np.linalg.norm(g)))
    return float(np.exp(np.mean(logs)))


SHOWN = {
    "node-contract": {
        "64 000": 64 * 1000,
        "4.1 \\cdot 10^9": abs((64 * 1000) ** 2 / 4.1e9 - 1) < 0.05 / 4.1,
        "16 GB": round((64 * 1000) ** 2 * 4 / 1e9) == 16,
    },
    "max-backward": {"[0, 0.5, 0.5]": ties([1, 2, 2]) == [0, 0.5, 0.5]},
    "training-memory": {"3.2 million": abs(224 * 224 * 64 / 3.2e6 - 1) < 0.02, "1792": (3 * 3 * 3 + 1) * 64},
    "kink-in-check": {"0.5": (max(1e-6, 0) - max(-1e-6, 0)) / 2e-6},
    "vanishing-product": {
        "1.4 \\cdot 10^{-5}": abs(0.8**50 / 1.4e-5 - 1) < 0.05 / 1.4,
        "9100": 100 * round(1.2**50 / 100),
        "0.005": linear_product(256, 50),
    },
}
GIVEN = {
    "node-contract": ["1000"],
    "training-memory": ["224"],
    "where-nan": ["0.0", "1.0"],
    "vanishing-product": ["0.8", "1.2", "256", "0.9"],
}
DRAWN = {
    "gradients-add": lambda value: reverse_mode(value),
    "gradient-accumulation": lambda micro: sum([1.0] * micro) / 1.0,
}
