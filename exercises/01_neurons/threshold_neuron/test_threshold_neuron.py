"""What threshold_neuron is tried on. All numbers are small multiples of 1/2, so that no sum is rounded."""

import numpy as np

from quiz.kata import Kata

kata = Kata("threshold_neuron")

CORNERS = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]

kata.edge("AND, the single inputs at the threshold", CORNERS, [1.0, 1.0], 1.0)
kata.edge("AND, the threshold in the middle", CORNERS, [1.0, 1.0], 1.5)
kata.edge("OR", CORNERS, [1.0, 1.0], 0.5)
kata.edge("NAND", CORNERS, [-2.0, -2.0], -3.0)
kata.edge("the first but not the second", CORNERS, [1.0, -1.0], 0.5)
kata.edge("a weak inhibition", CORNERS, [2.0, -1.0], 0.5)
kata.edge("one input of two", [[1.0, 0.0]], [1.0, 1.0], 1.5)
kata.edge("a threshold of zero", [[1.0, -1.0], [2.0, -1.0], [1.0, -2.0]], [1.0, 1.0], 0.0)
kata.edge("a tie below zero", CORNERS, [-1.0, -1.0], -1.0)
kata.edge("a tie at one half", CORNERS, [0.5, 1.0], 0.5)
kata.edge("many small inputs", [[1.0] * 5, [1.0, 1.0, 0.0, 0.0, 0.0]], [0.5] * 5, 2.0)
kata.edge("as many samples as inputs", [[1.0, 2.0, 3.0], [0.0, 0.0, 1.0], [0.0, 4.0, 0.0]], [1.0, -1.0, 2.0], 1.0)
kata.edge("one input, one sample", [[3.0]], [2.0], 5.0)
kata.edge("integers", [[0, 0], [0, 1], [1, 0], [1, 1]], [1, 1], 1.0)
kata.edge("integers, a threshold between them", [[2, 1], [-1, 3], [1, 0]], [1, -2], -0.5)
kata.edge("an empty batch", np.zeros((0, 3)), [1.0, 2.0, 3.0], 0.5)


@kata.random
def units(rng):
    """Any sizes; the coarse grid makes ties frequent."""
    n, d = rng.integers(1, 8), rng.integers(1, 5)
    X, w = rng.integers(-3, 4, size=(n, d)) / 2, rng.integers(-3, 4, size=d) / 2
    return X, w, float(rng.integers(-4, 5) / 2)
