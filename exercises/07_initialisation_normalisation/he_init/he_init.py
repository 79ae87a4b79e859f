"""Normal initialisation for a layer before a ReLU."""

import numpy as np


def he_normal(fan_in, fan_out, rng):
    """Return the initial weights of a layer with `fan_in` inputs and `fan_out` outputs, followed by a ReLU.

    rng: np.random.Generator. Result: float64 array of shape (fan_out, fan_in).
    """
    raise NotImplementedError
