"""Clip gradients by their global norm."""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    """Return `(clipped, norm)`: the gradients, shortened together where they are too long, and their norm before.

    grads: list of arrays of any shapes, all float32 or all float64. max_norm: float above 0.
    clipped: list of arrays of the same shapes and dtypes. norm: a number.
    """
    raise NotImplementedError
