"""The backward pass of batch normalisation."""

import numpy as np


def batchnorm_backward(dout, cache):
    """Return `(dx, dgamma, dbeta)` for a layer that has normalised the batch `x` in training.

    dout: (N, D), the gradient of the loss with respect to the output. cache: a dict with x: (N, D), gamma: (D,) and
    eps: a float. All arrays float32 or all float64.
    dx: (N, D). dgamma, dbeta: (D,).
    """
    raise NotImplementedError
