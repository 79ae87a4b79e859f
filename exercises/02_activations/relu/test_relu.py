"""What relu_forward_backward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("relu_forward_backward", returns=("out", "dx"), keeps_integers=True, fresh=True, rtol=1e-12)

kata.edge("the example", [-2.0, 0.0, 3.0], [10.0, 20.0, -30.0])
kata.edge("exactly zero", [0.0, 0.0], [5.0, -5.0])
kata.edge("next to zero", [-1e-30, 1e-30], [5.0, -7.0])
kata.edge("negative gradients", [1.0, -1.0, 2.0, -2.0], [-1.0, -2.0, -3.0, -4.0])
kata.edge("every unit is open", [0.5, 2.0, 100.0], [1.0, -2.0, 0.25])
kata.edge("every unit is closed", [[-0.5, -2.0], [-100.0, -3.0]], [[1.0, -2.0], [0.25, 8.0]])
kata.edge("large numbers", [-1e30, 1e30], [1e30, -1e30])
kata.edge("large numbers in float32", np.array([-1e30, 1e30], np.float32), np.array([1e30, -1e30], np.float32))
kata.edge("one number", [4.0], [-3.0])
kata.edge("a cube", np.arange(-12.0, 12.0).reshape(2, 3, 4), np.arange(24.0, 0.0, -1.0).reshape(2, 3, 4))
kata.edge("integers", [[-3, 0, 4], [2, -1, 0]], [[7, -8, -9], [1, 2, 3]])
kata.edge("integers that float32 would round", [2**24 + 1, -3, 5], [7, 2**24 + 1, -(2**24) - 1])
kata.edge("large integers", [2**40, -(2**40), 3], [-(2**40), 2**40, 2**40])
kata.edge("an empty batch", np.zeros((0, 3)), np.zeros((0, 3)))


@kata.random
def inputs(rng):
    """Any rank from 1 to 3, with a third of the inputs at exactly zero."""
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    return np.where(rng.random(shape) < 1 / 3, 0.0, rng.normal(size=shape)), rng.normal(size=shape)


@kata.gradient("dx")
def loss(x, dout):
    return lambda x: (dout * np.maximum(0, x)).sum(), (x,)
