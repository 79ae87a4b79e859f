"""Loss and gradients of a network with one hidden layer."""

import numpy as np


def mlp_loss_and_grads(x, y, W1, b1, W2, b2):
    """Return `(loss, grads)`: the mean cross-entropy of the batch, and its gradients by name.

    x: (N, D). y: (N,), integer labels from 0 to C - 1. W1: (H, D). b1: (H,). W2: (C, H). b2: (C,).
    loss: a number. grads: a dict with the keys W1, b1, W2, b2, each gradient in the shape of its parameter.
    """
    raise NotImplementedError
