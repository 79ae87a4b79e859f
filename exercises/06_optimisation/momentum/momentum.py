"""One step of gradient descent with momentum."""

import numpy as np


def momentum_step(p, g, v, lr, mu, nesterov=False):
    """Return `(p, v)`, parameters and velocity after one step, as new arrays.

    p, g, v: parameters, gradient, velocity, arrays of one shape, all float32 or all float64; v is 0 before step 1.
    lr, mu: learning rate and momentum, floats. nesterov: look ahead?
    """
    raise NotImplementedError
