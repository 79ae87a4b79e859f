"""Log-sum-exp and log-softmax."""

import numpy as np


def logsumexp(x, axis=-1):
    """Return the logarithm of the sum of the exponentials of `x` along `axis`.

    x: array of any rank from 1 on, float32, float64 or integer, entries may be -inf. Result: the shape without `axis`.
    """
    raise NotImplementedError


def log_softmax(x, axis=-1):
    """Return the logarithm of the softmax of `x` along `axis`.

    x: as above, never -inf all along `axis`. Result: the shape of x; integers give float64.
    """
    raise NotImplementedError
