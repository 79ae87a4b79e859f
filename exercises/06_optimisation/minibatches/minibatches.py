"""Mini-batches of one epoch."""

import numpy as np


def minibatches(X, y, bs, rng):
    """Yield the mini-batches `(Xb, yb)` of one epoch, in a random order of the samples.

    X: (N, ...). y: (N, ...), any dtypes. bs: samples in a batch, at least 1. rng: np.random.Generator.
    Xb: (bs, ...). yb: (bs, ...). The last batch may be shorter.
    """
    raise NotImplementedError
