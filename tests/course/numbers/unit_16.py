"""The numbers of unit 16, why not always a neural network."""

from itertools import product
from math import exp, log, sqrt

import numpy as np


def off_training() -> bool:
    """Whether the majority class of five inputs is right half the time on the other three, over all functions."""
    hits = 0
    for function in product((0, 1), repeat=8):
        guess = int(sum(function[:5]) > 2)
        hits += sum(value == guess for value in function[5:])
    return hits / (256 * 3) == 0.5


def farthest_to_nearest(dimensions: int, draws: int = 400) -> float:
    """The median ratio of the distances from a random point to the farthest and the nearest of 1000 others."""
    rng = np.random.default_rng(0)
    ratios = []
    for _ in range(draws):
        distances = np.linalg.norm(rng.uniform(size=(1000, dimensions)) - rng.uniform(size=dimensions), axis=1)
        ratios.append(distances.max() / distances.min())
    return float(np.median(ratios))


def false_positive_rate(base: float, precision: float = 0.8, recall: float = 0.8) -> float:
    reported = base * recall / precision
    return reported * (1 - precision) / (1 - base)


def seen_lifetimes() -> float:
    """The mean of an exponential with mean 10, given that it is below 10."""
    return 10 - 10 * exp(-1) / (1 - exp(-1))


SHOWN = {
    "little-data": {"0.06": sqrt(0.8 * 0.2 / 40)},
    "compute-cost": {"313 856": 100 * 512 + 512 * 512 + 512},
    "robustness": {"by 5": 1000 * 0.1 * 0.05 == 5, "0.06": 1 / (1 + exp(5 - log(9)))},
    "fairness-blindness": {"0.20": false_positive_rate(0.5), "0.05": false_positive_rate(0.2)},
    "statistical-structure": {"4.2": seen_lifetimes()},
    "device-energy": {"170": round(640 / 3.7 / 10) == 17, "0.64": 1e6 * 640e-12 * 1e3},
    "no-free-lunch": {"256": 2**8, "exactly one half": off_training()},
    "curse-of-dimensionality": {
        "7/180": abs(1 / 15 - 1 / 36 - 7 / 180) < 1e-15,
        "\\frac{1.18}": round(sqrt(7 / 5), 2) == 1.18,
        "0.59": sqrt(7 / 5) / 2,
        "1.9 %": sqrt(7 / 5) / 2 / sqrt(1000),
        "75 times": abs(farthest_to_nearest(2) - 75) < 10,
        "1.4 times": round(farthest_to_nearest(100, 60), 1) == 1.4,
        "150 528": 224 * 224 * 3,
    },
}
GIVEN = {
    "interpretability": ["500", "10 000"],
    "little-data": ["0.80", "200"],
    "tabular-data": ["10 000"],
    "compute-cost": ["100", "512"],
    "robustness": ["1000", "0.1", "0.05", "0.90"],
    "uncertainty": ["0.9"],
    "fairness-blindness": ["0.8", "0.5", "0.2"],
    "device-energy": ["640", "3.7"],
    "cold-start": ["100"],
    "curse-of-dimensionality": ["1000", "180", "224", "1.4"],
}
DRAWN = {
    "device-energy": lambda millions: millions * 1e6 * 640e-12 * 1e3,
    "cold-start": lambda clicks, tens: 100 * (3 + clicks) / (100 + 10 * tens),
}
