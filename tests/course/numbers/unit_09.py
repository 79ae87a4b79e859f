"""The numbers of unit 9, depth."""

from math import comb, log, pi

import numpy as np


def staircase_error(units: int) -> float:
    """The largest error of the card's staircase for sin(2 pi x) + x."""

    def f(x: np.ndarray) -> np.ndarray:
        return np.sin(2 * pi * x) + x

    x = np.linspace(0, 1, 4001)
    grid = np.arange(units + 1) / units
    middles = (grid[1:] + grid[:-1]) / 2
    steps = 1 / (1 + np.exp(np.clip(-10 * units * (x[:, None] - middles), -700, 700)))
    return float(np.abs(f(grid[0]) + steps @ np.diff(f(grid)) - f(x)).max())


def tent_pieces(depth: int) -> int:
    """Changes of slope of the composed tent map, on a grid that has all its kinks."""
    x = np.linspace(0, 1, 2**depth * 2 + 1)
    y = x
    for _ in range(depth):
        y = np.minimum(2 * y, 2 - 2 * y)
    slopes = np.sign(np.diff(y))
    return int((np.diff(slopes) != 0).sum()) + 1


def pieces(widths: list[int], rng: np.random.Generator) -> int:
    """Linear pieces on the whole line of one random ReLU network: its kinks, found layer by layer."""
    kinks = np.array([])
    biases = [rng.normal(size=width) for width in widths]
    weights = [
        rng.normal(size=(width, before)) * np.sqrt(2 / before)
        for width, before in zip(widths, [1, *widths], strict=False)
    ]

    def pre_activations(x: np.ndarray, layer: int) -> np.ndarray:
        h = x[None, :]
        for at in range(layer + 1):
            z = weights[at] @ h + biases[at][:, None]
            h = np.maximum(z, 0)
        return z

    for layer in range(len(widths)):
        if len(kinks):
            ends = np.concatenate([[kinks[0] - 1e6], kinks, [kinks[-1] + 1e6]])
        else:
            ends = np.array([-1e6, 1e6])
        z = pre_activations(ends, layer)
        left, right = z[:, :-1], z[:, 1:]
        crossing = (left < 0) != (right < 0)
        share = left[crossing] / (left[crossing] - right[crossing])
        spans = np.broadcast_to(np.diff(ends), left.shape)[crossing]
        starts = np.broadcast_to(ends[:-1], left.shape)[crossing]
        kinks = np.unique(np.concatenate([kinks, starts + share * spans]))
    return len(kinks) + 1


def mean_pieces(widths: list[int]) -> float:
    rng = np.random.default_rng(0)
    return float(np.mean([pieces(widths, rng) for _ in range(400)]))


def plane_regions(units: int) -> int:
    """Cut by one line for each unit, in general position: the plane, one more for each line and for each crossing."""
    return 1 + units + comb(units, 2)


MEANS = [mean_pieces(widths) for widths in ([32], [16, 16], [8, 8, 8, 8])]

SHOWN = {
    "staircase-proof": {"0.14": staircase_error(10), "0.026": staircase_error(50), "0.0066": staircase_error(200)},
    "size-blow-up": {"100 cells": (1 / 0.1) ** 2 == 100, "10^{10}": round((1 / 0.1) ** 10) == 10**10},
    "linear-regions": {"4096": 8**4, "33": 32 + 1},
    "typical-regions": {
        "33.0": MEANS[0],
        "33.2": abs(MEANS[1] - 33.2) < 1,
        "32.3": abs(MEANS[2] - 32.3) < 1.5,
        "256": 16**2,
        "4096": 8**4,
    },
    "residual-gradient": {"117": 1.1**50},
    # w' = 2 w (1 - w) from w0 reaches 1/2 after ln((1 - w0) / w0) / 2; one weight, w' = 1 - w, after ln 2.
    "deep-linear": {"4.6": log((1 - 0.0001) / 0.0001) / 2, "0.69": log((1 - 0.0001) / 0.5)},
}
GIVEN = {
    "approximate-not-represent": ["0.01", "0.012"],  # the second: a network of the author's
    "staircase-proof": ["200"],
    "size-blow-up": ["0.1"],
    "typical-regions": ["400"],
    "residual-gradient": ["0.1", "1.1"],
    "deep-linear": ["0.0001"],
}
DRAWN = {"tent-pieces": tent_pieces, "one-layer-regions": plane_regions}
