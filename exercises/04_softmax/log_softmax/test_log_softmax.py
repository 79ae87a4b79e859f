"""What logsumexp and log_softmax are tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("logsumexp", "log_softmax", returns=("logsumexp", "log_softmax"))


@kata.driver
def both(logsumexp, log_softmax, x, axis=-1):
    excluded = (x == -np.inf).all(axis=axis, keepdims=True)
    # log_softmax is not asked about rows without any class: it gets zeros there
    return logsumexp(x, axis), log_softmax(np.where(excluded, x.dtype.type(0), x) if excluded.any() else x, axis)


INF = np.inf

kata.edge("a vector", [1.0, 2.0, 3.0])
kata.edge("far apart", [0.0, -800.0])
kata.edge("rows with a hopeless class", [[0.0, -30.0, -800.0], [-2000.0, 0.0, 1.0]])
kata.edge("one class", [5.0])
kata.edge("all the same", [[2.0, 2.0, 2.0, 2.0]])
kata.edge("huge logits", [1000.0, 1001.0, 1002.0])
kata.edge("far below zero", [-1000.0, -1001.0, -1000.5])
kata.edge("rows far apart", [[0.0, 1.0, 2.0], [1000.0, 1001.0, 1002.0]])
kata.edge("masked with -1e9", [[0.0, -1e9, 1.0]])
kata.edge("far below -1e9", [[-2e10, -1e10, -3e10], [-1e10, -4e10, -2e10], [-2e30, -1e30, -4e30]])
kata.edge("an excluded class", [[0.0, -INF, 1.0], [-INF, -INF, 2.0]])
kata.edge("a row without any class", [[0.0, 1.0, 2.0], [-INF, -INF, -INF]])
kata.edge("a vector without any class", [-INF, -INF])
kata.edge("a square matrix", [[0.0, 1.0, 2.0], [3.0, 5.0, 8.0], [0.5, 0.0, -4.0]])
kata.edge("down the columns", [[0.0, 1.0, 2.0], [3.0, 5.0, 8.0]], 0)
kata.edge("the first axis of a cube", np.sin(np.arange(24.0)).reshape(2, 3, 4), 0)
kata.edge("the middle axis of a cube", np.sin(np.arange(24.0)).reshape(2, 3, 4), 1)
kata.edge("the last axis of a cube", np.sin(np.arange(24.0)).reshape(2, 3, 4))
kata.edge("a negative axis", np.cos(np.arange(12.0)).reshape(2, 3, 2), -2)
kata.edge("more than a hundred classes", np.sin(np.arange(240.0)).reshape(2, 120))
kata.edge("integers", [[1, 2, 3], [2, 2, 2]])
kata.edge("huge integers", [[1000, 1001], [-5000, 0]])
kata.edge("an empty batch", np.zeros((0, 3)))


@kata.random
def logits(rng):
    """Any rank from 1 to 3, any axis."""
    shape = rng.integers(1, 6, size=rng.integers(1, 4))
    return rng.normal(scale=rng.choice([1, 5]), size=shape), int(rng.integers(len(shape)))
