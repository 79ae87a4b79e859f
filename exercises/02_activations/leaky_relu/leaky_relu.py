"""Leaky ReLU with any slope, forward and backward."""

import numpy as np


def leaky_relu(x, slope):
    """Return `x` where it is positive and `slope * x` elsewhere.

    x: array of any rank, float32, float64 or integer. slope: a float. Result: same shape; integers give float64.
    """
    raise NotImplementedError


def leaky_relu_grad(x, dout, slope):
    """Return `dx`, the gradient of the loss with respect to `x`.

    x: the input of the forward pass. dout: the gradient with respect to its output, same shape and dtype.
    slope: a float. dx: same shape as x; integers give float64.
    """
    raise NotImplementedError
