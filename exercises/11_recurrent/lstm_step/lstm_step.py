"""One step of an LSTM."""

import numpy as np


def lstm_step(x, h, c, Wx, Wh, bx, bh):
    """Return `(h, c)`, the hidden state and the cell after one more input.

    x: (N, I). h, c: (N, H), the states before. Wx: (4H, I). Wh: (4H, H). bx, bh: (4H,). All float32 or all float64.
    The rows of Wx, Wh, bx, bh are stacked in the order i, f, g, o. Results: two arrays (N, H).
    """
    raise NotImplementedError
