"""What perceptron_fit is tried on. All numbers are small multiples of 1/2, so that no sum is rounded."""

import numpy as np

from quiz.kata import Kata

kata = Kata("perceptron_fit", returns=("w", "b", "mistakes"), keeps_integers=True)

CORNERS = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
AND, OR, XOR = [-1.0, -1.0, -1.0, 1.0], [-1.0, 1.0, 1.0, 1.0], [-1.0, 1.0, 1.0, -1.0]

kata.edge("AND", CORNERS, AND, 20)
kata.edge("AND, one epoch", CORNERS, AND, 1)
kata.edge("AND, two epochs", CORNERS, AND, 2)
kata.edge("OR", CORNERS, OR, 20)
kata.edge("OR, stopped before it is clean", CORNERS, OR, 3)
kata.edge("NAND", CORNERS, [1.0, 1.0, 1.0, -1.0], 20)
kata.edge("XOR", CORNERS, XOR, 10)
kata.edge("one mistake and then none", [[1.0, 1.0], [2.0, 1.0], [-1.0, -1.0]], [1.0, 1.0, -1.0], 2)
kata.edge("the last epoch allowed has mistakes", [[1.0, 2.0], [2.0, -1.0], [-1.0, -1.5]], [1.0, -1.0, -1.0], 1)
kata.edge("right, but only just", [[0.5], [-1.5]], [1.0, 1.0], 5)
kata.edge("one sample", [[2.0, -1.0, 0.5]], [-1.0], 5)
kata.edge("one class only", [[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]], [-1.0, -1.0, -1.0], 5)
kata.edge("a sample at the origin", [[0.0, 0.0], [1.0, 0.0]], [1.0, -1.0], 9)
kata.edge("the same point with both labels", [[1.0, 2.0], [1.0, 2.0]], [1.0, -1.0], 4)
kata.edge("one input", [[3.0], [1.0], [-2.0], [2.0]], [1.0, -1.0, -1.0, 1.0], 30)
kata.edge("after 174 epochs", [[6.0], [5.5]], [1.0, -1.0], 400)
kata.edge("weights that come round every third epoch", [[0.0], [1.0], [3.0]], [-1.0, 1.0, -1.0], 9)
kata.edge("integers", [[3, 1], [1, 2], [-2, 4], [0, -1]], [1, -1, -1, 1], 8)
kata.edge("no samples", np.zeros((0, 2)), np.zeros(0), 3)


@kata.random(simplify=False)
def separable(rng):
    """Labels of a hidden unit, so that enough epochs end clean."""
    n, d = rng.integers(1, 9), rng.integers(1, 4)
    X = rng.integers(-3, 4, size=(n, d)) / 2
    return X, np.where(X @ rng.integers(-2, 3, size=d) > 0.25, 1.0, -1.0), int(rng.integers(1, 30))


@kata.random(simplify=False)
def any_labels(rng):
    """Mostly without a clean end."""
    n, d = rng.integers(1, 9), rng.integers(1, 4)
    return rng.integers(-3, 4, size=(n, d)) / 2, rng.choice([-1.0, 1.0], size=n), int(rng.integers(1, 8))
