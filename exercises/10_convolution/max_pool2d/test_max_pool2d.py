"""What max_pool2d and its backward pass are tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata(
    "max_pool2d",
    "max_pool2d_backward",
    returns=("y", "argmax", "dx"),
    rtol=1e-12,  # y is copied, and dx is a sum of a few numbers
    atol=1e-12,
    keeps_integers=True,
)


@kata.driver
def forward_and_backward(max_pool2d, max_pool2d_backward, x, k, s, p, dout):
    y, argmax = max_pool2d(x, k, s, p)
    places, (height, width) = np.asarray(argmax), x.shape[2:]
    shaped = np.shape(y) == places.shape == dout.shape
    if not shaped or places.dtype.kind not in "iu" or ((places < 0) | (places >= height * width)).any():
        return y, argmax, None  # y or argmax is at fault, and the backward pass must not be blamed for it
    return y, argmax, max_pool2d_backward(dout, argmax, x.shape)


def ramp(*shape):
    """1, 2, 3, … in an array of this shape."""
    return np.arange(1.0, np.prod(shape) + 1).reshape(shape)


kata.edge("the example", [[[[1.0, 3.0, 2.0], [4.0, 6.0, 5.0], [7.0, 6.0, 5.0]]]], 2, 1, 0, [[[[1.0, 2.0], [3.0, 4.0]]]])
kata.edge("side by side", ramp(1, 1, 4, 4), 2, 2, 0, ramp(1, 1, 2, 2))
kata.edge("all negative, padded", ramp(1, 1, 4, 4) - 20, 3, 2, 1, ramp(1, 1, 2, 2))
kata.edge("far below zero, padded", [[[[-2e30]]]], 2, 1, 1, ramp(1, 1, 2, 2))
kata.edge("farther below zero, padded", np.array([[[[-4.0, -2.0], [-3.0, -5.0]]]]) * 1e300, 2, 1, 1, ramp(1, 1, 3, 3))
kata.edge("a constant plane", np.ones((1, 1, 3, 3)), 2, 1, 0, ramp(1, 1, 2, 2))
kata.edge("a constant plane, padded", -np.ones((1, 1, 3, 3)), 3, 1, 1, ramp(1, 1, 3, 3))
kata.edge(
    "one winner for all windows",
    [[[[0.0, 1.0, 0.0], [2.0, 9.0, 3.0], [0.0, 4.0, 0.0]]]],
    2,
    1,
    0,
    [[[[4.0, -7.0], [5.0, 1.0]]]],
)
kata.edge("samples and channels", np.sin(ramp(2, 3, 4, 4)), 2, 2, 0, ramp(2, 3, 2, 2))
kata.edge("wider than high", np.sin(ramp(1, 2, 3, 5)), 2, 1, 0, ramp(1, 2, 2, 4))
kata.edge("higher than wide, padded", np.sin(ramp(1, 2, 5, 3)), 3, 2, 1, ramp(1, 2, 3, 2))
kata.edge("two rows of padding", np.sin(ramp(1, 1, 4, 5)), 4, 2, 2, ramp(1, 1, 3, 3))
kata.edge("a row and a column left over", ramp(1, 1, 5, 5), 2, 2, 0, ramp(1, 1, 2, 2))
kata.edge("gaps between the windows", ramp(1, 1, 5, 5), 2, 3, 0, ramp(1, 1, 2, 2))
kata.edge("a window of one", np.sin(ramp(1, 2, 2, 3)), 1, 1, 0, ramp(1, 2, 2, 3))
kata.edge("one window over all", np.cos(ramp(2, 1, 3, 3)), 3, 1, 0, ramp(2, 1, 1, 1))
kata.edge("one pixel, padded", [[[[-5.0]]]], 2, 1, 1, ramp(1, 1, 2, 2))
kata.edge("integers", np.arange(16).reshape(1, 1, 4, 4) % 7, 2, 1, 0, [[[[3, -7, 5], [2, 9, -4], [1, -8, 6]]]])
kata.edge("negative integers, padded", np.arange(9).reshape(1, 1, 3, 3) % 4 - 9, 3, 2, 1, [[[[1, 2], [3, 4]]]])
kata.edge(
    "large integers", [[[[16777216, 16777217], [-16777217, -16777216]]]], 2, 1, 1, np.arange(1, 10).reshape(1, 1, 3, 3)
)
kata.edge("nearly a tie", [[[[1.0, 1.0 + 1e-9], [0.5, 0.5 + 1e-15]]]], 2, 1, 1, ramp(1, 1, 3, 3))
kata.edge("many pixels", ramp(1, 1, 200, 200), 40, 40, 0, ramp(1, 1, 5, 5))
kata.edge("an empty batch", np.zeros((0, 2, 4, 4)), 2, 2, 0, np.zeros((0, 2, 2, 2)))


@kata.random
def planes(rng):
    """Any window, stride and padding; whole numbers, so that ties are frequent."""
    k, s = int(rng.integers(1, 6)), int(rng.integers(1, 4))
    p = int(rng.integers(k // 2 + 1))
    n, c = rng.integers(1, 4, size=2)
    height, width = rng.integers(max(k - 2 * p, 1), 7, size=2)
    pooled = (height + 2 * p - k) // s + 1, (width + 2 * p - k) // s + 1
    return np.floor(rng.normal(scale=2, size=(n, c, height, width))), k, s, p, rng.normal(size=(n, c, *pooled))


@kata.gradient("dx")
def loss(x, k, s, p, dout):
    def scalar(x):
        padded = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)], constant_values=-np.inf)
        windows = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(2, 3))[:, :, ::s, ::s]
        return (dout * windows.max(axis=(4, 5))).sum()

    return (scalar, (x,)) if abs(x).max(initial=0) < 1e9 else None  # a step is lost beside such numbers
