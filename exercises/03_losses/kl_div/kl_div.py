"""Kullback-Leibler divergence of rows."""

import numpy as np


def kl_div(P, Q):
    """Return the mean over the rows of KL(P row || Q row), in nats.

    P, Q: (N, K), each row a distribution; both float32 or both float64. Result: a number, possibly infinite.
    """
    raise NotImplementedError
