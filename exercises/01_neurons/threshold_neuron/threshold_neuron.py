"""A unit with a threshold."""

import numpy as np


def threshold_neuron(X, w, theta):
    """Return which samples make the unit fire: 1 where the weighted sum exceeds the threshold, else 0.

    X: (N, D), float32, float64 or integer. w: (D,). theta: a float. Result: (N,), integers.
    """
    raise NotImplementedError
