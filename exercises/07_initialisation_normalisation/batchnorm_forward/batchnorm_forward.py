"""The forward pass of batch normalisation."""

import numpy as np


def batchnorm_forward(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """Return `(y, rm, rv)`: the normalised batch, and the running mean and variance afterwards.

    x: (N, D). gamma, beta, rm, rv: (D,). All float32 or all float64. momentum: the weight of the new batch.
    y: (N, D). rm, rv: (D,), as they came in when `training` is false.
    """
    raise NotImplementedError
