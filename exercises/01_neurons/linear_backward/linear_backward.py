"""The backward pass of a linear layer."""

import numpy as np


def linear_backward(dout, x, W):
    """Return `(dx, dW, db)`, the gradients of the loss where the layer computed `y = x @ W.T + b`.

    dout: (N, O), the gradient with respect to y. x: (N, I). W: (O, I). All float32 or all float64.
    dx: (N, I). dW: (O, I). db: (O,).
    """
    raise NotImplementedError
