"""Layer normalisation, forward and backward."""

import numpy as np


def layernorm_forward_backward(x, gamma, beta, dout, eps=1e-5):
    """Return `(y, dx, dgamma, dbeta)`: the normalised x, and the gradients of the loss.

    x: (..., D), any rank from 1 on. gamma, beta: (D,). dout: shape of x, the gradient with respect to y. All float32 or
    all float64.
    y, dx: shape of x. dgamma, dbeta: (D,).
    """
    raise NotImplementedError
