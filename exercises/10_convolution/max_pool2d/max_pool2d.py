"""Max pooling in two dimensions, forward and backward."""

import numpy as np


def max_pool2d(x, k, s, p):
    """Return `(y, argmax)`: the largest number of every window, and where it stands.

    x: (N, C, H, W), float32, float64 or integer. k, s, p: side of the window, stride, padding on every side.
    y: (N, C, Ho, Wo). argmax: same shape, integers, flat indices row * W + column into the unpadded plane.
    """
    raise NotImplementedError


def max_pool2d_backward(dout, argmax, x_shape):
    """Return `dx`, the gradient of the loss with respect to the input of the pooling.

    dout: (N, C, Ho, Wo), the gradient with respect to y. argmax: as `max_pool2d` returns it. x_shape: (N, C, H, W).
    dx: array of shape x_shape with the dtype of dout.
    """
    raise NotImplementedError
