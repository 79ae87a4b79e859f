"""What logistic_fit is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("logistic_fit")

X = [[1.0, 2.0], [1.0, -1.0], [1.0, 0.5], [1.0, -3.0]]

kata.edge("the example", [[1.0, 2.0], [1.0, -1.0]], [1.0, 0.0], 1.0, 1)
kata.edge("the second step of the example", [[1.0, 2.0], [1.0, -1.0]], [1.0, 0.0], 1.0, 2)
kata.edge("no steps", X, [1.0, 0.0, 1.0, 0.0], 0.5, 0)
kata.edge("one step", X, [1.0, 0.0, 0.0, 1.0], 0.5, 1)
kata.edge("ten steps", X, [1.0, 0.0, 0.0, 1.0], 0.5, 10)
kata.edge("three hundred steps", X, [1.0, 1.0, 0.0, 1.0], 0.5, 300)
kata.edge(
    "five hundred steps, all samples right",
    [[1.0, 2.0], [1.0, -2.0], [1.0, 1.5], [1.0, -3.0]],
    [1.0, 0.0, 1.0, 0.0],
    2.0,
    500,
)
kata.edge("twelve hundred steps", [[1.0, 2.0], [1.0, -2.0], [1.0, 1.5], [1.0, -3.0]], [1.0, 0.0, 1.0, 0.0], 1.0, 1200)
kata.edge("2100 steps", [[1.0, 2.0], [1.0, -2.0], [1.0, 1.5], [1.0, -3.0]], [1.0, 0.0, 1.0, 0.0], 0.1, 2100)
kata.edge("small steps", X, [1.0, 0.0, 1.0, 1.0], 0.01, 5)
kata.edge("twenty samples", np.sin(np.arange(40.0)).reshape(20, 2), np.arange(20.0) % 2, 0.5, 4)
kata.edge("more than a hundred samples", np.sin(np.arange(202.0)).reshape(101, 2), np.arange(101.0) % 2, 0.5, 4)
kata.edge("more than a hundred inputs", np.sin(np.arange(303.0)).reshape(3, 101), [1.0, 0.0, 1.0], 0.5, 4)
kata.edge("only ones", X, [1.0, 1.0, 1.0, 1.0], 0.5, 4)
kata.edge("only zeros", X, [0.0, 0.0, 0.0, 0.0], 0.5, 4)
kata.edge("one sample", [[2.0, -1.0, 0.5]], [0.0], 0.5, 3)
kata.edge("one input", [[2.0], [-1.0], [0.5]], [1.0, 1.0, 0.0], 0.5, 3)
kata.edge("as many samples as inputs", [[1.0, 2.0], [-3.0, 0.5]], [0.0, 1.0], 0.5, 3)
kata.edge("huge inputs", [[1000.0, 500.0], [800.0, -400.0], [1200.0, 100.0]], [1.0, 1.0, 1.0], 1.0, 2)
kata.edge("huge inputs, far below zero", [[1000.0, 500.0], [800.0, -400.0], [1200.0, 100.0]], [0.0, 0.0, 0.0], 1.0, 2)
kata.edge("huge inputs of both signs", [[1000.0, 500.0], [-800.0, 400.0], [-1200.0, 100.0]], [1.0, 0.0, 1.0], 1.0, 3)


@kata.random(simplify=False)
def samples(rng):
    """Any sizes, some steps."""
    n, d = rng.integers(1, 9), rng.integers(1, 5)
    X, y = rng.normal(size=(n, d)), rng.integers(2, size=n).astype(float)
    return X, y, float(rng.choice([0.1, 0.5, 1.0])), int(rng.integers(1, 7))


@kata.gradient()
def log_loss(X, y, lr, steps):
    """The first step from zero is -lr times the gradient of the cost there."""
    if steps != 1:
        return None
    return lambda w: -lr * (np.logaddexp(0, X @ w) - y * (X @ w)).mean(), (np.zeros(X.shape[1]),)
