"""The backward pass of a maximum over each row."""

import numpy as np


def max_backward(x, dout):
    """Return `dx`, the gradient of the loss where `y = x.max(axis=1)` was computed.

    x: (N, D). dout: (N,), the gradient with respect to y. Both float32 or both float64.
    dx: (N, D); of equal largest numbers in a row the first gets the gradient.
    """
    raise NotImplementedError
