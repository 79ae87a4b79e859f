"""The numbers of unit 13, embeddings and language models."""

from math import exp, log2
from statistics import mean

P = [1 / 2, 1 / 8, 1 / 4]


def softmax(*scores: float) -> list[float]:
    total = sum(map(exp, scores))
    return [exp(score) / total for score in scores]


def padding(**lengths: int) -> int:
    return sum(max(lengths.values()) - length for length in lengths.values())


WINDOW = 10_000 * 100 + 4 * 100 * 500 + 500 * 10_000  # embeddings, hidden layer, output layer

SHOWN = {
    "embedding-lookup": {"15 million": 50_000 * 300 == 15e6},
    "neural-window-lm": {"6.2": WINDOW / 1e6, "10^{20}": 10_000**5 == 10**20},
    "perplexity": {
        "= 4": 2 ** (-mean(map(log2, P))) == 4,
        "4.67": mean(1 / p for p in P),
        "3.43": 1 / mean(P),
        "11 bits": 5.5 * 2 == 11,
        "4 and 64": (2**2, 2**6) == (4, 64),
    },
    "weight-tying": {"38.6": 50_257 * 768 / 1e6},
    "decoding": {
        "0.24": 0.6 * 0.4,
        "0.36": 0.4 * 0.9,
        "0.67, 0.24, 0.09": [round(p, 2) for p in softmax(2, 1, 0)] == [0.67, 0.24, 0.09],
        "0.87, 0.12, 0.02": [round(p, 2) for p in softmax(4, 2, 0)] == [0.87, 0.12, 0.02],
    },
    "top-p": {"0.7": 0.4 + 0.3, "0.571": 0.4 / 0.7},
    "lora-parameters": {"0.78 %": 2 * 4096 * 16 / 4096**2},
    "training-compute": {
        "$120 N^2$": 6 * 20 == 120,
        "0.12": 120 * 1e9**2 / 1e21,
        "a similar cost": abs(70 * 1400 / (280 * 300) - 1) < 0.2,
        "1400": 70 * 20,
    },
}
GIVEN = {
    "embedding-lookup": ["50 000", "300"],
    "analogy-study": ["320", "82 000", "640", "34.7", "8000", "1600", "39.6"],
    "neural-window-lm": ["10 000", "100", "500"],
    "perplexity": ["5.5"],
    "weight-tying": ["50 257", "768", "124"],
    "decoding": ["0.6", "0.4", "0.9"],
    "top-p": ["0.4", "0.3", "0.2", "0.1", "0.6"],
    "lora-parameters": ["4096", "100"],
    "training-compute": ["280", "300"],
}
DRAWN = {
    "padding-waste": padding,
    "add-one-smoothing": lambda seen, total, vocab: (seen + 1) / sum([1] * vocab, total),
    "lora-parameters": lambda hundreds, rank: rank * 100 * hundreds + 100 * hundreds * rank,
    "training-compute": lambda billions: 6 * (billions * 1e9) * (20 * billions * 1e9) / 1e21,
}
