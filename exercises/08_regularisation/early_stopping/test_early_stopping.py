"""What early_stop is tried on. Where a min_delta is given, all numbers are multiples of 1/64: nothing is rounded."""

import numpy as np

from quiz.kata import Kata

kata = Kata("early_stop", returns=("best_epoch", "stop_epoch"))

NAN = np.nan

kata.edge("the example", [1.0, 0.8, 0.9, 0.85, 0.84, 0.83, 0.9, 0.7], 3, 0.0)
kata.edge("a little more patience", [1.0, 0.8, 0.9, 0.85, 0.84, 0.83, 0.9, 0.7], 6, 0.0)
kata.edge("falling to the end", [4.0, 3.0, 2.0, 1.0], 2, 0.0)
kata.edge("the end comes before patience runs out", [4.0, 3.0, 2.0, 2.5, 2.25], 3, 0.0)
kata.edge("patience runs out with the last epoch", [4.0, 3.0, 2.0, 2.5, 2.25], 2, 0.0)
kata.edge("rising from the start", [1.0, 2.0, 3.0, 4.0], 2, 0.0)
kata.edge("a patience of one", [3.0, 2.0, 2.5, 1.0], 1, 0.0)
kata.edge("bad epochs, but not in a row", [5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0, 3.0, 1.0], 2, 0.0)
kata.edge("nine bad epochs, and a patience of ten", [1.0] + [2.0] * 9 + [0.5], 10, 0.0)
kata.edge("a plateau", [3.0, 2.0, 2.0, 2.0, 2.0, 2.0, 1.0], 3, 0.0)
kata.edge("a plateau at exactly 0", [1.0, 0.0, 0.0, 0.0, -1.0], 2, 0.0)
kata.edge("150 epochs, each better than the last", np.arange(150.0, 0.0, -1.0), 2, 0.0)
kata.edge("a fall of 3e-4", [1.0, 0.5, 0.4997, 0.6, 0.7], 2, 0.0)
kata.edge("falls of 1e-9", [1.0, 0.5, 0.5 - 1e-9, 0.5 - 2e-9, 0.5 - 3e-9, 0.6], 2, 0.0)
kata.edge("a fall to the next number", [1.0, 0.5, np.nextafter(0.5, 0), 0.6, 0.7], 2, 0.0)
kata.edge("below the mean, not below the best", [1.0, 0.5, 0.625, 0.6875, 0.25], 2, 0.0)
kata.edge("below the best, not below the one before", [1.0, 0.5, 0.25, 0.375, 0.3125, 0.125], 3, 0.0)
kata.edge("falls of three quarters of min_delta", [2.0, 1.625, 1.75, 1.625, 0.5], 3, 0.5)
kata.edge("falls of a quarter of min_delta", [2.0, 1.875, 1.875, 1.875, 0.5], 3, 0.5)
kata.edge("a fall of exactly min_delta", [2.0, 1.5, 1.75, 1.75, 1.75], 2, 0.5)
kata.edge("slow drift", [2.0, 1.75, 1.5, 1.25, 1.0, 0.75, 0.5], 3, 0.5)
kata.edge("drift too slow for the patience", [2.0, 1.75, 1.5, 1.25, 1.0, 0.75, 0.5], 2, 0.75)
kata.edge("a small fall, then nothing", [4.0, 2.0, 1.75, 2.0, 2.5, 1.0], 3, 0.5)
kata.edge("a small fall, and more patience than epochs", [4.0, 2.0, 1.75], 3, 0.5)
kata.edge("losses far from 1", [80.0, 60.0, 55.0, 54.0, 53.0, 30.0], 2, 4.0)
kata.edge("negative losses", [-1.0, -2.0, -1.5, -2.5, -2.0, -1.0, -4.0], 2, 0.25)
kata.edge("an epoch that is NaN", [4.0, 3.0, NAN, 2.0, 2.5, 3.0, 1.0], 2, 0.0)
kata.edge("NaN counts for the patience", [4.0, 3.0, 3.5, NAN, 3.25, 2.0], 3, 0.0)
kata.edge("NaN to the end", [4.0, 3.0, NAN, NAN, NAN, NAN], 3, 0.0)
kata.edge("one epoch", [1.0], 3, 0.0)


@kata.random(simplify=False)
def runs(rng):
    """Losses that fall, more and more slowly, under noise; some are NaN."""
    n = rng.integers(1, 25)
    losses = np.round(64 * np.exp(-np.arange(n) / 8) + rng.normal(scale=6, size=n)) / 16
    losses[1:][rng.random(n - 1) < 0.1] = np.nan
    return losses, int(rng.integers(1, 7)), float(rng.choice([0, 0, 0.125, 0.25, 0.5]))
