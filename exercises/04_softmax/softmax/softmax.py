"""Softmax, stable at any scale."""

import numpy as np


def softmax(x, axis=-1):
    """Return the softmax of `x` along `axis`.

    x: array of any rank, float32, float64 or integer. Result: same shape; integers give float64.
    """
    raise NotImplementedError
