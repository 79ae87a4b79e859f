"""The numbers of unit 12, attention."""

from math import pi, sqrt

import numpy as np


def softmax(scores: np.ndarray) -> np.ndarray:
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def largest_weight(scale: float, size: int = 512) -> float:
    """Of ten keys, on average, with standard normal entries."""
    rng = np.random.default_rng(0)
    scores = np.array([rng.normal(size=(10, size)) @ rng.normal(size=size) for _ in range(3000)])
    return float(softmax(scores * scale).max(axis=-1).mean())


def block_weights(width: int) -> int:
    return 4 * width * width + 2 * width * (4 * width)


def equal_length(hundreds: int) -> int:
    """Where the products of attention, 2 T^2 d, are as many as those with weights, 12 T d^2."""
    width = 100 * hundreds
    return block_weights(width) // (2 * width)


WEIGHTS = softmax(np.array([2.0, 1, 0]))


def mixtral(experts: int) -> int:
    """Weights of 32 layers with this many experts: width 4096, hidden 14336, 8 of 32 key-value heads, 32000 tokens."""
    width, hidden, vocabulary = 4096, 14_336, 32_000
    attention = 2 * width * width + 2 * width * (width // 4)
    return 32 * (experts * 3 * width * hidden + attention + 8 * width) + 2 * vocabulary * width


SHOWN = {
    "attention-lookup": {
        "0.67": WEIGHTS[0],
        "0.24": WEIGHTS[1],
        "0.09": WEIGHTS[2],
        "14.2": WEIGHTS @ [10, 20, 30],
    },
    "attention-scaling": {
        "0.96": abs(largest_weight(1) - 0.96) < 0.01,
        "0.32": abs(largest_weight(1 / sqrt(512)) - 0.32) < 0.01,
        "0.11": abs(largest_weight(1 / 512) - 0.11) < 0.01,
    },
    "rope": {"54 000": 1000 * round(2 * pi * 10_000 ** (126 / 128) / 1000)},
    "block-parameters": {
        "85 million": round(12 * block_weights(768) / 1e6) == 85,
        "39 million": round(50_257 * 768 / 1e6) == 39,
    },
    "attention-cost": {"24 600": 100 * round(6 * 4096 / 100)},
    "kv-cache-size": {"512": 32 * 32 * 2 * 128 * 2 / 1024, "2 GiB": 32 * 32 * 2 * 128 * 2 * 4096 == 2 * 2**30},
    "flash-attention": {"128": 8192**2 * 2 / 2**20},
    "vision-transformer": {
        "196": (224 // 16) ** 2,
        "768": 16 * 16 * 3,
        "784": (448 // 16) ** 2,
        "sixteen times": (784 / 196) ** 2 == 16,
    },
    "mixture-of-experts": {"46.7": mixtral(8) / 1e9, "12.9": mixtral(2) / 1e9},
    "speculative-decoding": {"3.36": sum(0.8**k for k in range(5))},
}
GIVEN = {
    "attention-scaling": ["512"],
    "multi-head": ["128"],
    "sinusoidal-positions": ["10000"],
    "rope": ["10000", "128"],
    "block-parameters": ["0.12", "768", "50 257"],
    "attention-cost": ["600", "4096"],
    "kv-cache-size": ["128", "4096"],
    "flash-attention": ["8192"],
    "attention-is-all-you-need": ["512"],
    "vision-transformer": ["224", "448"],
    "speculative-decoding": ["0.8"],
}
DRAWN = {
    "block-parameters": lambda hundreds: block_weights(100 * hundreds) / 1e6,
    "attention-cost": equal_length,
    "kv-cache-size": lambda layers, kv_heads: layers * kv_heads * 2 * 128 * 2 / 1024,
}
