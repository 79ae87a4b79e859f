"""What linear_forward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("linear_forward")


def ramp(*shape):
    """0, 1, 2, … in an array of this shape."""
    return np.arange(float(np.prod(shape))).reshape(shape)


LAYER = [[1.0, 0.0], [2.0, 1.0], [0.0, -1.0]], [10.0, 20.0, 30.0]
SQUARE = [[1.0, 2.0], [-3.0, 5.0]], [7.0, -11.0]

kata.edge("the example", [[1.0, 2.0], [3.0, 4.0]], *LAYER)
kata.edge("a single sample", [1.0, 2.0], *LAYER)
kata.edge("a batch of one", [[1.0, 2.0]], *LAYER)
kata.edge("as many samples as outputs", [[1.0, 2.0], [3.0, 4.0], [-5.0, 6.0]], *LAYER)
kata.edge("a square layer", [[1.0, 2.0], [3.0, 5.0], [8.0, 13.0]], *SQUARE)
kata.edge("a single sample in a square layer", [2.0, 3.0], *SQUARE)
kata.edge("everything square", [[1.0, 2.0], [3.0, 5.0]], *SQUARE)
kata.edge("a square layer without bias", [[1.0, 2.0], [3.0, 5.0], [8.0, 13.0]], SQUARE[0], [0.0, 0.0])
kata.edge("positions in sequences", ramp(2, 5, 3) - 10, [[1.0, -1.0, 2.0], [0.5, 3.0, -2.0]], [1.0, -4.0])
kata.edge("a cube and a square layer", ramp(3, 3, 3) - 10, ramp(3, 3) - 4, [1.0, -2.0, 3.0])
kata.edge("three axes in front", ramp(2, 3, 2, 2) - 8, *LAYER)
kata.edge("one input", [[1.0], [-2.0]], [[3.0], [4.0], [5.0]], [1.0, 2.0, 3.0])
kata.edge("one output", [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[1.0, -1.0, 2.0]], [0.5])
kata.edge("one of everything", [[3.0]], [[-2.0]], [4.0])
kata.edge("more than a hundred inputs", np.sin(ramp(2, 101)), np.cos(ramp(3, 101)), [1.0, -4.0, 2.0])
kata.edge("more than a hundred outputs", np.sin(ramp(2, 3)), np.cos(ramp(101, 3)), np.sin(ramp(101)))
kata.edge("negative results", [[-1.0, -2.0], [-3.0, 1.0]], [[1.0, 2.0], [3.0, 4.0], [1.0, 0.0]], [-1.0, 0.0, 1.0])
kata.edge("an empty batch", np.zeros((0, 2)), *LAYER)
kata.edge("sequences of no positions", np.zeros((2, 0, 2)), *LAYER)


@kata.random
def layers(rng):
    """Any sizes, with up to three axes in front."""
    batch = tuple(rng.integers(1, 5, size=rng.integers(4)))
    i, o = rng.integers(1, 6, size=2)
    return rng.normal(size=(*batch, i)), rng.normal(size=(o, i)), rng.normal(size=o)
