"""Dropout, forward and backward."""

import numpy as np


def dropout(x, p, mask_uniform, training):
    """Return `(y, cache)`: the output, and whatever `dropout_backward` needs.

    x: array of any shape, float32 or float64. p: float from 0 to 1, the probability of dropping a unit.
    mask_uniform: array like x, uniform in [0, 1); a unit is kept where it is at least p. training: bool.
    """
    raise NotImplementedError


def dropout_backward(dout, cache):
    """Return the gradient of the loss with respect to x.

    dout: array like x, the gradient with respect to y. cache: as `dropout` returned it.
    """
    raise NotImplementedError
