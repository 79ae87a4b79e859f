"""What maxout and its backward pass are tried on. No two pieces of a unit tie."""

import numpy as np

from quiz.kata import Kata

kata = Kata("maxout", "maxout_backward", returns=("y", "dx"))


@kata.driver
def forward_and_backward(maxout, maxout_backward, x, W, b, dout):
    dx = maxout_backward(x, W, b, dout)  # first, so that it is not blamed for what maxout has changed
    return maxout(x, W, b), dx


def layer(seed, k, o, i, n):
    """Samples, weights, biases and gradients of some fixed layer."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, i)), rng.normal(size=(k, o, i)), rng.normal(size=(k, o)), rng.normal(size=(n, o))


kata.edge(
    "the example",
    [[1.0, 2.0], [-1.0, 1.0]],
    [[[1.0, 0.0], [0.0, 1.0]], [[-1.0, 1.0], [2.0, 0.0]]],
    [[0.0, 0.5], [-0.5, 0.0]],
    [[10.0, 100.0], [1.0, 2.0]],
)
kata.edge("ReLU: a piece of zeros", [[-2.0], [3.0]], [[[0.0]], [[1.0]]], [[0.0], [0.0]], [[5.0], [7.0]])
kata.edge("the absolute value", [[-2.0], [3.0]], [[[1.0]], [[-1.0]]], [[0.0], [0.0]], [[5.0], [7.0]])
kata.edge("all pieces below zero", [[1.0, 1.0]], [[[-1.0, -2.0]], [[-2.0, -3.0]]], [[-1.0], [0.5]], [[2.0]])
kata.edge("the bias decides", [[1.0], [2.0]], [[[1.0]], [[2.0]]], [[9.0], [0.0]], [[1.0], [-3.0]])
kata.edge("nearly a tie", [[1.0]], [[[1.0]], [[-1.0]]], [[0.0], [2.0 + 2.0**-30]], [[2.0]])
kata.edge("far below -1e9", [[1.0]], [[[-2e10]], [[-1e10]]], [[0.0], [0.0]], [[2.0]])
kata.edge(
    "each unit has its own winner",
    [[1.0, -1.0]],
    [np.eye(2).tolist(), (-np.eye(2)).tolist()],
    [[0.0, 0.0]] * 2,
    [[2.0, 5.0]],
)
kata.edge("one piece is a linear layer", *layer(1, 1, 3, 2, 4))
kata.edge("as many pieces as units", *layer(2, 3, 3, 2, 4))
kata.edge("everything square", *layer(3, 3, 3, 3, 3))
kata.edge("more pieces than units", *layer(4, 5, 2, 3, 4))
kata.edge("one unit", *layer(5, 4, 1, 3, 5))
kata.edge("one input", *layer(6, 3, 2, 1, 4))
kata.edge("one sample", *layer(7, 3, 2, 4, 1))
kata.edge("one of everything", [[3.0]], [[[2.0]]], [[-4.0]], [[5.0]])
kata.edge("an empty batch", *layer(8, 3, 2, 4, 0))


@kata.random(simplify=False)
def layers(rng):
    """Any sizes, square ones among them. Rounded numbers would tie, hence none are."""
    n, k, o, i = rng.integers(1, 5, size=4)
    return rng.normal(size=(n, i)), rng.normal(size=(k, o, i)), rng.normal(size=(k, o)), rng.normal(size=(n, o))


@kata.gradient("dx")
def loss(x, W, b, dout):
    return lambda x: (dout * (np.einsum("ni,koi->nko", x, W) + b).max(axis=1)).sum(), (x,)
