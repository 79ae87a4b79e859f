"""Logistic regression by gradient descent."""

import numpy as np


def logistic_fit(X, y, lr, steps):
    """Return the weights `w` after full-batch gradient descent from zero.

    X: (N, D), float32 or float64. y: (N,), labels 0 and 1 in the dtype of X. lr: float. steps: integer, at least 0.
    w: (D,).
    """
    raise NotImplementedError
