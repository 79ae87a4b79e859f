"""Scaled dot-product attention."""

import numpy as np


def attention(q, k, v, mask=None):
    """Return `(out, w)`: for each query the weighted mean of the values, and the weights.

    q: (..., Lq, d). k: (..., Lk, d). v: (..., Lk, dv). mask: booleans, broadcast to (..., Lq, Lk); True: may attend.
    out: (..., Lq, dv). w: (..., Lq, Lk).
    """
    raise NotImplementedError
