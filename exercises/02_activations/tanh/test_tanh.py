"""What tanh_forward_backward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("tanh_forward_backward", returns=("a", "dz"), fresh=True)

kata.edge("the example", [0.0, 1.0, -2.0], [1.0, 10.0, -3.0])
kata.edge("an input of 2", [2.0], [1.0])
kata.edge("exactly zero", [0.0, 0.0], [5.0, -5.0])
kata.edge("small inputs", [-0.01, 0.02, 0.1], [1.0, 2.0, -1.0])
kata.edge("far above zero", [400.0, 720.0, 1000.0], [1.0, -2.0, 3.0])
kata.edge("far below zero", [-400.0, -720.0, -1000.0], [1.0, -2.0, 3.0])
kata.edge("both ends at once", [[-1e30, -1.0], [1.0, 1e30]], [[1.0, 2.0], [3.0, 4.0]])
kata.edge("negative gradients", [0.5, -0.5, 1.5, -1.5], [-1.0, -2.0, -3.0, -4.0])
kata.edge("no gradient from above", [0.5, -1.0], [0.0, 0.0])
kata.edge("a cube", np.linspace(-3.0, 3.0, 24).reshape(2, 3, 4), np.arange(24.0, 0.0, -1.0).reshape(2, 3, 4))
kata.edge("integers", [[-3, 0, 1], [2, -1, 0]], [[7, -8, -9], [1, 2, 3]])
kata.edge("large integers", [2**40, -(2**40), 0, 1], [2**40, -(2**40), 2**40, -(2**40)])
kata.edge("an empty batch", np.zeros((0, 3)), np.zeros((0, 3)))


@kata.random
def inputs(rng):
    """Any rank from 1 to 3, from the steep middle to the flat ends."""
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    return rng.normal(scale=rng.choice([1, 5, 1000]), size=shape), rng.uniform(-1, 1, size=shape)


@kata.gradient("dz")
def loss(z, dout):
    return lambda z: (dout * np.tanh(z)).sum(), (z,)
