"""One step of Adam."""

import numpy as np


def adam_step(p, g, m, v, t, lr, b1, b2, eps):
    """Return `(p, m, v)` after step number `t`, as new arrays.

    p, g, m, v: parameters, gradient and the averages of gradients and of their squares, arrays of one shape, all
    float32 or all float64. t: int, 1 in the first step. lr, b1, b2, eps: floats.
    """
    raise NotImplementedError
