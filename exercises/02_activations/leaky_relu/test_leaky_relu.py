"""What leaky_relu and its gradient are tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("leaky_relu", "leaky_relu_grad", returns=("y", "dx"), fresh=True, rtol=1e-10)


@kata.driver
def forward_and_backward(leaky_relu, leaky_relu_grad, x, dout, slope):
    dx = leaky_relu_grad(x, dout, slope)  # first, so that it is not blamed for an x that leaky_relu has changed
    return leaky_relu(x, slope), dx


kata.edge("the example", [-2.0, 0.0, 3.0], [10.0, 20.0, -30.0], 0.1)
kata.edge("the usual slope", [[-2.0, -0.5], [1.5, 4.0]], [[1.0, -2.0], [3.0, -4.0]], 0.01)
kata.edge("exactly zero", [0.0, 0.0], [5.0, -5.0], 0.25)
kata.edge("a slope above 1", [-2.0, -1.0, 1.0, 3.0], [1.0, 2.0, -3.0, 4.0], 2.0)
kata.edge("exactly zero, a slope above 1", [0.0, -1.0], [3.0, -2.0], 3.0)
kata.edge("a negative slope", [-2.0, -1.0, 0.0, 3.0], [1.0, 2.0, -3.0, 4.0], -0.5)
kata.edge("slope -1 is the absolute value", [-2.0, 0.0, 3.0], [1.0, 2.0, 4.0], -1.0)
kata.edge("a slope of 10", [-2.0, -0.5, 0.0, 3.0], [1.0, 2.0, -3.0, 4.0], 10.0)
kata.edge("a slope of -10", [-2.0, -0.5, 0.0, 3.0], [1.0, 2.0, -3.0, 4.0], -10.0)
kata.edge("slope 0 is ReLU", [-2.0, 0.0, 3.0], [1.0, 2.0, 4.0], 0.0)
kata.edge("slope 1 is the identity", [-2.0, 0.0, 3.0], [1.0, 2.0, 4.0], 1.0)
kata.edge("next to zero", [-1e-30, 1e-30], [5.0, -7.0], 0.2)
kata.edge("negative gradients", [1.0, -1.0, 2.0, -2.0], [-1.0, -2.0, -3.0, -4.0], 0.3)
kata.edge("large numbers", [-1e30, 1e30], [1e30, -1e30], 0.5)
kata.edge("a cube", np.arange(-12.0, 12.0).reshape(2, 3, 4), np.arange(24.0, 0.0, -1.0).reshape(2, 3, 4), 0.05)
kata.edge("integers", [[-3, 0, 4], [2, -1, 0]], [[7, -8, -9], [1, 2, 3]], 0.1)
kata.edge("an empty batch", np.zeros((0, 3)), np.zeros((0, 3)), 0.01)


@kata.random
def inputs(rng):
    """Any rank from 1 to 3 and any slope, with a third of the inputs at exactly zero."""
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    x = np.where(rng.random(shape) < 1 / 3, 0.0, rng.normal(size=shape))
    return x, rng.normal(size=shape), float(rng.choice([0.01, 0.2, 1.5, -0.3]))


@kata.gradient("dx")
def loss(x, dout, slope):
    return lambda x: (dout * np.where(x > 0, x, slope * x)).sum(), (x,)
