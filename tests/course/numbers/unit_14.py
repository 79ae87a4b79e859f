"""The numbers of unit 14, memory, generation and other ideas."""

from math import exp, log, log1p, sqrt

import numpy as np


def sharpened(weights: list[float], gamma: float) -> list[float]:
    raised = np.array(weights) ** gamma
    return [round(float(each), 2) for each in raised / raised.sum()]


def peak_after(steps: int) -> float:
    """Of a head that shifts with 0.05, 0.9 and 0.05 from a single slot."""
    slots = np.zeros(101)
    slots[50] = 1
    for _ in range(steps):
        slots = 0.9 * slots + 0.05 * np.roll(slots, 1) + 0.05 * np.roll(slots, -1)
    return float(slots.max())


def recall(load: float, units: int = 400, repeats: int = 20) -> float:
    """The overlap that a Hopfield network reaches from a cue with a tenth of the signs flipped."""
    total = 0.0
    for seed in range(repeats):
        rng = np.random.default_rng(seed)
        patterns = rng.choice([-1, 1], size=(round(load * units), units))
        weights = patterns.T @ patterns
        np.fill_diagonal(weights, 0)
        state = patterns[0].copy()
        state[rng.choice(units, units // 10, replace=False)] *= -1
        for _ in range(15):
            for unit in rng.permutation(units):
                state[unit] = 1 if weights[unit] @ state >= 0 else -1
        total += float(np.mean(state * patterns[0])) / repeats
    return total


def one_step_recall(patterns: int = 1000, size: int = 64, flips: int = 6) -> bool:
    """Whether one step of the modern rule with beta = 1 restores every pattern."""
    rng = np.random.default_rng(0)
    stored = rng.choice([-1.0, 1.0], size=(patterns, size))
    for pattern in stored:
        cue = pattern.copy()
        cue[rng.choice(size, flips, replace=False)] *= -1
        scores = stored @ cue
        weights = np.exp(scores - scores.max())
        if not np.array_equal(np.sign(weights @ stored / weights.sum()), pattern):
            return False
    return True


def noisy_mean(x: float) -> float:
    """E max(0, x + noise) for Gaussian noise of variance sigmoid(x)."""
    z = np.linspace(-9, 9, 200_001)
    density = np.exp(-z * z / 2) / sqrt(2 * np.pi) * (z[1] - z[0])
    return float(np.maximum(0, x + sqrt(1 / (1 + exp(-x))) * z) @ density)


def gaussian_kl(mean: float, variance: float) -> float:
    return (mean**2 + variance - log(variance) - 1) / 2


def squash(length: float) -> float:
    return length**2 / (1 + length**2)


def last_weight() -> float:
    alphas = np.cumprod(1 - np.linspace(0.0001, 0.02, 1000))
    return sqrt((1 - alphas[-1]) / alphas[-1])


def zeros(outlier: float | None) -> float:
    """The share of standard normal values that become zero in 8 bits."""
    values = np.random.default_rng(0).normal(size=100_000)
    scale = (outlier or np.abs(values).max()) / 127
    return float((np.round(values / scale) == 0).mean())


SHOWN = {
    "infonce-collapse": {"3.57": log1p(255 * exp(-2)), "5.55": log(256)},
    "ntm-addressing": {
        "[0.02, 0.78, 0.20]": sharpened([0.1, 0.6, 0.3], 2) == [0.02, 0.78, 0.2],
        "0.30": peak_after(20),
    },
    "capsules": {"1.5": 1152 * 10 * 8 * 16 / 1e6},
    "squash-length": {"0.0099": squash(0.1)},
    "hopfield": {"0.98": abs(recall(0.13) - 0.98) < 0.03, "0.36": abs(recall(0.3) - 0.36) < 0.1},
    "modern-hopfield": {"1000": one_step_recall(), "about 9": round(0.138 * 64) == 9},
    "rbm": {"1284": 784 + 500, "151": len(str(2**500))},
    "noisy-relu": {
        "1.305": sum(1 / (1 + exp(-(1 - bias - 0.5))) for bias in range(200)),
        "1.313": log1p(exp(1)),
        "0.28": noisy_mean(0),
        "0.69": log(2),
        "3.00": noisy_mean(3),
        "3.05": log1p(exp(3)),
    },
    "bilinear-shape": {"98 304": 3 * 512 * 64, "134 million": round(512**3 / 1e6) == 134},
    "hypernetwork": {"16.8": 64 * 512**2 / 1e6, "0.26": 512**2 / 1e6, "8192": 8 * 2 * 512, "0.52": 64 * 8192 / 1e6},
    "gaussian-kl": {"0.318": gaussian_kl(0, 0.25)},
    "gan": {"0.999": 1 - 0.001},
    "optimal-discriminator": {"-1.386": -log(4)},
    "diffusion": {"157": abs(last_weight() - 157) < 1},
    "model-compression": {"18 %": abs(zeros(60) - 0.18) < 0.02, "about 1 %": abs(zeros(None) - 0.01) < 0.006},
    "generative-families": {"4.6": log(100)},
    "quantised-size": {"0.25": 16 / 64, "4.25": 4 + 16 / 64, "0.53125": 4.25 / 8},
}
GIVEN = {
    "infonce-collapse": ["0.693147", "256", "255", "0.1"],
    "ntm-addressing": ["0.1", "0.6", "0.3", "0.05", "0.9"],
    "capsules": ["1152"],
    "squash-length": ["0.1"],
    "hopfield": ["0.138", "400", "0.13", "0.3"],
    "hopfield-energy": ["1584"],
    "rbm": ["784", "500"],
    "noisy-relu": ["0.5", "1.5", "2.5"],
    # A trial of the author's with its own clusters.
    "dead-competitive-units": ["4000", "1000", "5000", "1400"],
    "bilinear-shape": ["512"],
    "hypernetwork": ["512"],
    "gaussian-kl": ["0.25"],
    "gan": ["0.001"],
    "diffusion": ["1000", "0.0001", "0.02"],
    "graph-network": ["0.85", "0.10"],  # one random draw
    "model-compression": ["127"],
    "generative-families": ["100"],
}
DRAWN = {
    "infonce-collapse": lambda power: log(2**power),
    "squash-length": squash,
    "gaussian-kl": lambda units, mean: units * gaussian_kl(mean, 1),
    "quantised-size": lambda billions: (billions * 1e9 * 4 + billions * 1e9 / 64 * 16) / 8 / 1e9,
}
