"""What mse is tried on. Arrays of different shapes must raise: there the result is whether it did."""

import numpy as np

from quiz.kata import Kata

kata = Kata("mse", returns=("loss", "dpred"))


@kata.driver
def loss_and_gradient(mse, pred, target):
    if pred.shape == target.shape:
        return mse(pred, target)
    try:
        mse(pred, target)
    except Exception:
        return True
    return False


kata.edge("the example", [[1.0, 2.0], [3.0, 5.0]], [[0.0, 2.0], [5.0, 4.0]])
kata.edge("a vector", [1.0, -2.0, 0.5], [3.0, 1.0, 0.0])
kata.edge("one number", [3.0], [5.0])
kata.edge("three outputs", [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[0.0, 4.0, 3.5], [4.0, 2.0, 9.0]])
kata.edge("one output", [[1.0], [4.0], [-2.0]], [[2.0], [2.0], [1.0]])
kata.edge("one sample", [[1.0, 4.0, -2.0]], [[2.0, 2.0, 1.0]])
kata.edge("a perfect prediction", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]])
kata.edge("an outlier", [0.0, 0.0, 0.0, 0.0], [1.0, -1.0, 2.0, 100.0])
kata.edge("small errors", [0.5, 0.25, 1.0], [0.75, 0.0, 0.5])
kata.edge("far from zero", [2.0**28 + 1, 2.0**28 + 2, 2.0**28 - 1, 2.0**28 - 2], [2.0**28] * 4)  # squares are rounded
kata.edge("three axes", np.arange(12.0).reshape(2, 3, 2), np.arange(12.0)[::-1].reshape(2, 3, 2) / 2)
kata.edge("integers", [[1, 2, 3], [4, 5, 6]], [[0, 4, 3], [4, 2, 9]])
kata.edge("large integers", [10**6, -(10**6), 999_999], [-(10**6), 10**6, 0])
kata.edge("a column and a vector must raise", [[1.0], [2.0], [3.0], [4.0]], [1.0, 2.0, 3.0, 4.0])
kata.edge("a vector and a column must raise", [1.0, 2.0, 3.0, 4.0], [[1.0], [2.0], [3.0], [4.0]])
kata.edge("a matrix and one row must raise", [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[1.0, 2.0, 3.0]])
kata.edge("a matrix and one number must raise", [[1.0, 2.0], [3.0, 4.0]], [1.0])
kata.edge("a matrix and one column must raise", [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[1.0], [2.0]])
kata.edge("a vector and one number must raise", [1.0, 2.0, 3.0], [2.0])
kata.edge("equal sizes, other shapes must raise", [[1.0, 2.0, 3.0, 4.0]], [[1.0], [2.0], [3.0], [4.0]])


@kata.random
def predictions(rng):
    """Any rank from 1 to 3, around zero or far away."""
    shape, middle = rng.integers(1, 5, size=rng.integers(1, 4)), rng.choice([0, 0, 1e6])
    return middle + rng.normal(scale=3, size=shape), middle + rng.normal(scale=3, size=shape)


@kata.gradient("dpred")
def loss(pred, target):
    return (lambda pred: ((pred - target) ** 2).mean(), (pred,)) if pred.shape == target.shape else None
