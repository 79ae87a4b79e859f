"""The perceptron's learning rule."""

import numpy as np


def perceptron_fit(X, y, epochs):
    """Return `(w, b, mistakes)` after training from zero, with the samples in their order.

    X: (N, D), float32, float64 or integer. y: (N,), labels -1 and 1 in the dtype of X. epochs: at least 1.
    w: (D,). b: a number. mistakes: an integer, those of the last epoch that was run.
    """
    raise NotImplementedError
