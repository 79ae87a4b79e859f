"""What max_backward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("max_backward", rtol=1e-12)

kata.edge("the example", [[1.0, 3.0, 3.0], [5.0, 2.0, 4.0]], [10.0, -2.0])
kata.edge("one row, no tie", [[2.0, 7.0, 1.0]], [3.0])
kata.edge("two rows", [[1.0, 4.0, 2.0], [9.0, 8.0, 3.0]], [2.0, 5.0])
kata.edge("a gradient of one", [[1.0, 4.0, 2.0], [3.0, 0.0, 2.0]], [1.0, 1.0])
kata.edge("two winners", [[1.0, 3.0, 3.0]], [1.0])
kata.edge("a constant row", [[2.0, 2.0, 2.0, 2.0]], [8.0])
kata.edge("all zeros", np.zeros((2, 3)), [4.0, -1.0])
kata.edge("two zeros of unlike sign", [[-0.0, 0.0, -1.0]], [3.0])
kata.edge("nearly a tie", [[1.0, 1.0 + 1e-9, 0.5]], [2.0])
kata.edge("very nearly a tie", [[1.0, 1.0 + 1e-12, 0.5], [3.0, 2.0, np.nextafter(3.0, 4.0)]], [2.0, 5.0])
kata.edge("all negative", [[-5.0, -1.0, -3.0], [-2.0, -4.0, -6.0]], [2.0, 3.0])
kata.edge("far below -1e9", [[-2e10, -1e10, -3e10], [-1e10, -2e10, -3e10]], [2.0, 3.0])
kata.edge("a large negative number", [[-9.0, 1.0, 2.0], [0.5, -1.0, 7.0], [-4.0, 0.5, -6.0]], [2.0, 3.0, 5.0])
kata.edge("negative gradients", [[1.0, 4.0, 2.0], [9.0, 8.0, 3.0]], [-2.0, -5.0])
kata.edge("as many rows as columns", [[1.0, 4.0, 2.0], [9.0, 8.0, 3.0], [5.0, 6.0, 7.0]], [1.0, 2.0, 3.0])
kata.edge("the same winner in every row", [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]], [1.0, 2.0, 3.0])
kata.edge("one column", [[3.0], [-1.0]], [2.0, 5.0])
kata.edge("an empty batch", np.zeros((0, 3)), np.zeros(0))


@kata.random
def rows(rng):
    """Any sizes; whole numbers, so that ties are frequent."""
    n, d = rng.integers(1, 7, size=2)
    return np.floor(rng.normal(scale=2, size=(n, d))), rng.normal(size=n)


@kata.gradient()
def loss(x, dout):
    return lambda x: (dout * x.max(axis=1)).sum(), (x,)
