"""What linear_backward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("linear_backward", returns=("dx", "dW", "db"))


def waves(*shape):
    """cos 0, cos 1, cos 2, … in an array of this shape."""
    return np.cos(np.arange(float(np.prod(shape)))).reshape(shape)


kata.edge(
    "the example",
    [[1.0, 0.0, 2.0], [1.0, 1.0, -1.0]],
    [[1.0, 2.0], [3.0, 4.0]],
    [[1.0, 0.0], [2.0, 1.0], [0.0, -1.0]],
)
kata.edge("one sample", [[1.0, -2.0]], [[3.0, 5.0, 7.0]], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
kata.edge("everything square", [[1.0, 2.0], [3.0, 5.0]], [[7.0, 11.0], [13.0, 17.0]], [[19.0, 23.0], [29.0, 31.0]])
kata.edge(
    "as many samples as outputs",
    [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]],
    [[1.0, 0.5], [-2.0, 1.0], [3.0, -1.0]],
    [[1.0, -1.0], [0.0, 2.0], [0.5, 4.0]],
)
kata.edge("a square layer", np.arange(8.0).reshape(4, 2), np.arange(8.0)[::-1].reshape(4, 2), [[1.0, 2.0], [-3.0, 4.0]])
kata.edge("one input", [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [[1.0], [-1.0], [2.0]], [[2.0], [3.0]])
kata.edge("one output", [[1.0], [3.0]], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[1.0, -1.0, 2.0]])
kata.edge("one of everything", [[3.0]], [[2.0]], [[-4.0]])
kata.edge("opposite samples", [[1.0, 2.0], [-1.0, -2.0]], [[1.0, 1.0], [2.0, -1.0]], [[1.0, 0.0], [3.0, 1.0]])
kata.edge("a sample of zeros", [[1.0, 2.0], [3.0, -1.0], [4.0, 5.0]], [[1.0, 2.0], [0.0, 0.0], [3.0, 1.0]], np.eye(2))
kata.edge("more than a hundred samples", waves(101, 2), waves(101, 3), waves(2, 3))
kata.edge("more than a hundred outputs", waves(2, 101), waves(2, 3), waves(101, 3))
kata.edge("an empty batch", np.zeros((0, 3)), np.zeros((0, 2)), [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@kata.random
def layers(rng):
    """Any sizes, square ones among them."""
    n, i, o = rng.integers(1, 6, size=3)
    return rng.normal(size=(n, o)), rng.normal(size=(n, i)), rng.normal(size=(o, i))


@kata.gradient("dx", "dW", "db")
def loss(dout, x, W):
    return lambda x, W, b: (dout * (x @ W.T + b)).sum(), (x, W, np.zeros(len(W)))
