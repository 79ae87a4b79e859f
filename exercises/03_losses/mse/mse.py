"""Mean squared error and its gradient."""

import numpy as np


def mse(pred, target):
    """Return `(loss, dpred)`: the mean of the squared differences, and its gradient with respect to `pred`.

    pred, target: arrays of one shape, any rank from 1 on, float32, float64 or integer.
    loss: a number. dpred: the shape of pred. Raises an exception when the shapes differ.
    """
    raise NotImplementedError
