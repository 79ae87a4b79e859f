"""A layer of maxout units, forward and backward."""

import numpy as np


def maxout(x, W, b):
    """Return for each unit the largest of its `k` affine pieces.

    x: (N, I). W: (k, O, I). b: (k, O). All float32 or all float64. Result: (N, O).
    """
    raise NotImplementedError


def maxout_backward(x, W, b, dout):
    """Return `dx`, the gradient of the loss with respect to `x`.

    x, W, b: as in the forward pass. dout: (N, O), the gradient with respect to its result. dx: (N, I).
    """
    raise NotImplementedError
