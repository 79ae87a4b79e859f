"""The sigmoid, accurate for every input."""

import numpy as np


def sigmoid(x):
    """Return `1 / (1 + exp(-x))` element by element, without a warning.

    x: array of any rank, float32, float64 or integer. Result: same shape; integers give float64.
    """
    raise NotImplementedError
