"""What softmax is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("softmax")

kata.edge("a vector", [1.0, 2.0, 3.0])
kata.edge("one number is certain", [5.0])
kata.edge("many classes", np.linspace(-2.0, 3.0, 12))
kata.edge("more than a hundred classes", np.sin(np.arange(101.0)))
kata.edge("huge logits", [1000.0, 1001.0, 1002.0])
kata.edge("the first number is the smallest", [0.0, 400.0, 800.0])
kata.edge("one number far above the others", [0.0, 800.0, 1.0])
kata.edge("far below zero", [-1000.0, -1001.0, -1000.5])
kata.edge("rows far apart", [[0.0, 1.0, 2.0], [1000.0, 1001.0, 1002.0]])
kata.edge("a fully masked row", [[0.0, -1e9, 0.0], [-1e9, -1e9, -1e9]])
kata.edge("a square matrix", [[0.0, 1.0, 2.0], [3.0, 5.0, 8.0], [0.5, 0.0, -4.0]])
kata.edge("down the columns", [[0.0, 1.0, 2.0], [3.0, 5.0, 8.0]], axis=0)
kata.edge("the columns of a square", [[0.0, 1.0, 2.0], [3.0, 5.0, 8.0], [0.5, 0.0, -4.0]], axis=0)
kata.edge("the first axis of a cube", np.arange(24.0).reshape(2, 3, 4), axis=0)
kata.edge("the middle axis of a cube", np.arange(24.0).reshape(2, 3, 4), axis=1)
kata.edge("the last axis of a cube", np.arange(24.0).reshape(2, 3, 4))
kata.edge("a negative axis", np.arange(12.0).reshape(2, 3, 2), axis=-2)
kata.edge("the third axis from the end, of four", np.cos(np.arange(24.0)).reshape(2, 3, 2, 2), axis=-3)
kata.edge("integers", [[1, 2, 3], [2, 2, 2]])
kata.edge("large integers", [[2**40, 0, -(2**40)], [2**24 + 1, 2**24, 2**24 - 1]])
kata.edge("equal numbers, far from zero", [[1e17, 1e17], [-1e17, -1e17]])
kata.edge("equal integers, far from zero", [2**53, 2**53, 0])
kata.edge("an empty batch", np.zeros((0, 3)))
kata.edge("no columns", np.zeros((3, 0)), axis=0)
kata.edge("an empty axis in the middle", np.zeros((2, 0, 3)))


@kata.random
def logits(rng):
    """Any rank from 1 to 3, any axis, small and huge spreads."""
    shape = rng.integers(1, 6, size=rng.integers(1, 4))
    return rng.normal(scale=rng.choice([1, 30, 1000]), size=shape), int(rng.integers(len(shape)))


@kata.property
def every_slice_sums_to_one(softmax, x, axis=-1):
    return np.allclose(softmax(x, axis).sum(axis), 1)
