"""Learning rate with warm-up and cosine decay."""

import numpy as np


def lr_at(step, total, peak, floor, warmup):
    """Return the learning rate of a step as a number.

    step: integer from 0 to total. total, warmup: integers, 0 <= warmup < total. peak, floor: floats, 0 <= floor < peak.
    """
    raise NotImplementedError
