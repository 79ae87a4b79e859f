"""A gradient from differences."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """Return the gradient of `f` at `x` by central differences with step `h`.

    f: takes a float64 array of the shape of x, returns a number. x: array of any rank, float32, float64 or integer.
    Result: same shape; integers give float64.
    """
    raise NotImplementedError
