"""Early stopping with patience."""

import numpy as np


def early_stop(val_losses, patience, min_delta):
    """Return `(best_epoch, stop_epoch)`, two integers; epochs count from 0.

    val_losses: (E,), float32 or float64, one loss for each epoch, perhaps NaN. patience: integer from 1 on.
    min_delta: float, at least 0.
    """
    raise NotImplementedError
