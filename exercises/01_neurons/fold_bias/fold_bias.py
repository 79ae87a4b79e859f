"""A bias as one more weight."""

import numpy as np


def fold_bias(X, W, b):
    """Return `(X1, W1)` such that `X1 @ W1` equals `X @ W + b`, the constant input first.

    X: (N, D). W: (D, M). b: (M,). All of one dtype.
    X1: (N, D + 1). W1: (D + 1, M).
    """
    raise NotImplementedError
