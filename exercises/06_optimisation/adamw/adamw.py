"""One step of Adam with decoupled weight decay."""

import numpy as np


def adamw_step(p, g, m, v, t, lr, b1, b2, eps, wd):
    """Return `(p, m, v)` after step number `t`, as new arrays.

    p, g, m, v: parameters, gradient and the averages of gradients and of their squares, arrays of one shape, all
    float32 or all float64. t: int, 1 in the first step. lr, b1, b2, eps, wd: floats.
    """
    raise NotImplementedError
