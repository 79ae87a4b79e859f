"""The numbers of unit 4, softmax."""

from math import exp, log

import numpy as np


def softmax(scores) -> np.ndarray:
    z = np.asarray(scores, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def jacobian(p: np.ndarray) -> np.ndarray:
    return np.diag(p) - np.outer(p, p)


def entropy(*p: float) -> float:
    return -sum(each * log(each) for each in p)


def shown(values, text: str) -> bool:
    """Whether the values are those of the text, which shows two decimals."""
    return "[" + ", ".join(f"{value:.2f}" for value in values) + "]" == text


def naive(scores, kind=np.float64) -> np.ndarray:
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(scores, kind) - np.max(scores))
        return e / e.sum(axis=-1, keepdims=True)


def largest_weight(scale: float) -> float:
    """Of ten keys and a query with 64 independent standard normal entries, on average."""
    rng = np.random.default_rng(0)
    queries, keys = rng.normal(size=(20_000, 1, 64)), rng.normal(size=(20_000, 10, 64))
    return float(softmax((queries * keys).sum(axis=-1) * scale).max(axis=-1).mean())


def sparsemax(scores: list[float]) -> np.ndarray:
    """Martins and Astudillo 2016, algorithm 1."""
    z = np.sort(scores)[::-1]
    sums, k = np.cumsum(z), np.arange(1, len(z) + 1)
    support = k[1 + k * z > sums][-1]
    return np.maximum(np.asarray(scores) - (sums[support - 1] - 1) / support, 0)


def double_softmax_gradient() -> float:
    """The largest entry of the gradient of -log softmax(softmax(z))[1] at z = (10, 0, 0)."""
    inner = softmax([10.0, 0, 0])
    return float(np.abs(jacobian(inner) @ (softmax(inner) - [0, 1, 0])).max())


SLOPE = exp(-10) / (1 + exp(-10)) ** 2
MASKED = softmax([2.0, 1, 0])

SHOWN = {
    "softmax-definition": {
        "[0.09, 0.24, 0.67]": shown(softmax([1, 2, 3]), "[0.09, 0.24, 0.67]"),
        "[0.17, 0.33, 0.50]": shown(np.array([1, 2, 3]) / 6, "[0.17, 0.33, 0.50]"),
    },
    "shift-not-scale": {
        "[0.09, 0.24, 0.67]": shown(softmax([1, 2, 3]), "[0.09, 0.24, 0.67]"),
        "[0.02, 0.12, 0.87]": shown(softmax([2, 4, 6]), "[0.02, 0.12, 0.87]"),
        "148": exp(5),
    },
    "max-subtraction": {
        "88.7": log(np.finfo(np.float32).max),
        "709.8": log(np.finfo(np.float64).max),
        "0/0": np.isnan(naive([[0, 1, 2], [1000, 1001, 1002]])[0]).all(),
    },
    "soft-argmax": {
        "3.41": log(exp(1) + exp(2) + exp(3)),
        "4.10": 3 + log(3),
        "2.58": float(softmax([1, 2, 3]) @ [1, 2, 3]),
    },
    "log-sum-exp": {"-20.7": log(1e-9), "-800": exp(-800) == 0},
    "cross-entropy-nll": {"-0.000045": -SLOPE, "6.9": log(1000), "about $-1$": abs(1 - 1 / (1 + exp(10))) > 0.9999},
    "initial-loss": {"2.30": log(10), "2.303": log(10), "0.693": log(2), "0.325": entropy(0.1, 0.9)},
    "softmax-vjp": {"10 GB": 50_000**2 * 4 == 10e9},
    "softmax-saturation": {
        "9.1 \\cdot 10^{-5}": abs(np.abs(jacobian(softmax([10.0, 0, 0]))).max() / 9.1e-5 - 1) < 0.05 / 9.1,
        "0.87": largest_weight(1),
        "0.32": largest_weight(1 / 8),
    },
    "fused-ops": {
        "1.46": -log(exp(1) / (exp(1) + 9)),
        "[0.73, 0.27]": shown(softmax([1, 0]), "[0.73, 0.27]"),
        "0.00008": double_softmax_gradient(),
    },
    "ignore-index": {"1.5": (2 + 4) / 4},
    "masked-softmax": {
        "0.91": MASKED[:2].sum(),
        "0.09": MASKED[2],
        "0/0": np.exp(np.float32(1) - np.float32(200)) == 0,
    },
    "label-smoothing-lead": {"4.51": log(91), "0.50": entropy(0.91, *[0.01] * 9)},
    "sparsemax": {
        "[0, 0.4, 0.6]": np.allclose(sparsemax([0.5, 1, 1.2]), [0, 0.4, 0.6]),
        "is 0.6": abs((1 + 1.2 - 1) / 2 - 0.6) < 1e-12,
    },
    "many-classes": {
        "12.8": 64_000 * 50_000 * 4 / 1e9,
        "0.2 MB": 50_000 * 4 == 0.2e6,
        "0.2 GB": 1000 * 50_000 * 4 == 0.2e9,
    },
}
GIVEN = {
    "max-subtraction": ["1000", "1001", "1002"],
    "log-sum-exp": ["800"],
    "cross-entropy-nll": ["1000"],
    "softmax-vjp": ["50 000"],
    "fused-ops": ["0.8"],
    "ignore-index": ["100"],
    "masked-softmax": ["200"],
    "label-smoothing": ["0.1", "0.9"],
    "label-smoothing-lead": ["0.1"],
    "sparsemax": ["0.5", "1.2", "1000"],
    "many-classes": ["50 000", "50000"],
}
DRAWN = {
    "temperature-odds": lambda ratio: ratio**2,
    "label-smoothing": lambda classes: (1 - 0.1) + 0.1 / classes,
    "many-classes": lambda thousands: thousands * 1000 * 50_000 * 4 / 1e9,
}
