"""Softplus, accurate for every input."""

import numpy as np


def softplus(x, beta=1.0):
    """Return `log(1 + exp(beta * x)) / beta` element by element.

    x: array of any rank, float32, float64 or integer. beta: a float above 0.
    Result: same shape; integers give float64.
    """
    raise NotImplementedError
