"""What softmax_ce_backward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("softmax_ce_backward")

SQUARE = [[0.0, 1.0, 2.0], [3.0, 1.0, 2.0], [0.5, 0.0, -1.0]]

kata.edge("the example", [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]], [2, 0])
kata.edge("one sample", [[1.0, 2.0, 3.0]], [1])
kata.edge("five samples", np.sin(np.arange(20.0)).reshape(5, 4), [3, 0, 2, 2, 1])
kata.edge("a square batch", SQUARE, [2, 0, 1])
kata.edge("a square batch with one label", SQUARE, [1, 1, 1])
kata.edge("the right class everywhere the last", [[1.0, 0.0], [0.5, 2.0], [-1.0, 3.0]], [1, 1, 1])
kata.edge("more classes than samples", np.cos(np.arange(12.0)).reshape(2, 6), [4, 1])
kata.edge("three hundred classes", np.sin(np.arange(900.0)).reshape(3, 300), [299, 7, 150])
kata.edge("no idea", np.zeros((2, 5)), [3, 4])
kata.edge("one class", [[5.0], [-3.0]], [0, 0])
kata.edge("confidently wrong", [[0.0, -800.0], [0.0, -30.0]], [1, 1])
kata.edge("confidently right", [[50.0, 0.0], [0.0, 900.0]], [0, 1])
kata.edge("huge logits", [[1000.0, 1001.0, 1002.0], [-1000.0, -1001.0, -1000.5]], [0, 1])
kata.edge("rows far apart", [[0.0, 1.0, 2.0], [1000.0, 1001.0, 1002.0]], [0, 2])
kata.edge("a class masked with -1e9", [[0.0, -1e9, 1.0], [-1e9, 0.0, 2.0]], [0, 2])
kata.edge("a row far below -1e9", [[-2e10, -1e10, -3e10], [0.0, 1.0, 2.0]], [0, 2])
kata.edge("integers", [[1, 2, 3], [2, 2, 0]], [0, 2])
kata.edge("large integers", [[2**40, 0, -(2**40)], [2**24 + 1, 2**24, 2**24 - 1]], [1, 0])
kata.edge("equal logits, far from zero", [[1e17, 1e17, 0.0]], [0])
kata.edge("equal integers, far from zero", [[2**53, 2**53, 0]], [0])


@kata.random
def batches(rng):
    """Any sizes, tame and confident logits."""
    n, c = rng.integers(1, 7, size=2)
    return rng.normal(scale=rng.choice([1, 10]), size=(n, c)), rng.integers(c, size=n)


@kata.property
def every_row_sums_to_zero(softmax_ce_backward, logits, y):
    return np.allclose(softmax_ce_backward(logits, y).sum(axis=1), 0, atol=1e-5)


@kata.gradient()
def loss(logits, y):
    def mean_cross_entropy(z):
        return (np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]).mean()

    return (mean_cross_entropy, (logits,)) if abs(logits).max() < 1e15 else None  # a step is lost beside such numbers
