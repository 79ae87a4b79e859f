"""What softplus is tried on. Small results are looked at as closely as large ones."""

import numpy as np

from quiz.kata import Kata

kata = Kata("softplus", returns=("y", "beta * y / e^(beta * x) where x is negative"), atol=1e-290, fresh=True)


@kata.driver
def values_and_tail(softplus, x, *by_position, **by_name):
    y = softplus(x, *by_position, **by_name)
    beta = [1.0, *by_position, *by_name.values()][-1]
    if not isinstance(y, np.ndarray) or y.shape != x.shape or y.dtype.kind != "f":
        return y, None  # y is at fault, and nothing can be said of its tail
    lowest = -16.0 if y.dtype == np.float32 else -660.0  # below it rounding z costs too many digits
    z = beta * x.astype(float)
    with np.errstate(all="ignore"):
        ratio = np.where((z < 0) & (z > lowest), beta * y.astype(float) / np.exp(np.clip(z, lowest, 0)), 1)
    return y, ratio.astype(y.dtype)


kata.edge("the example", [-2.0, 0.0, 3.0])
kata.edge("exactly zero", [0.0])
kata.edge("next to zero", [-0.009, 0.009, 0.005, -0.001])
kata.edge("far above zero", [800.0, 1000.0, 1e30])
kata.edge("far below zero", [-800.0, -1000.0, -1e30])
kata.edge("both ends at once", [[-1000.0, -1.0], [1.0, 1000.0]])
kata.edge("a small result", [-40.0, -30.0, -100.0])
kata.edge("small, but not tiny", [-18.0, -21.0, -22.5, -24.0, -26.0, -28.0])
kata.edge("an ordinary positive input", [5.0, 2.0, 0.5])
kata.edge("a sharper bend", [-1.0, 0.0, 0.5, 2.0], 3.0)
kata.edge("a very sharp bend", [-2.0, -0.1, 0.0, 0.05, 0.3, 2.0], 10.0)
kata.edge("a softer bend", [-4.0, 0.0, 1.0, 6.0], 0.25)
kata.edge("a sharper bend far out", [-300.0, -20.0, 20.0, 300.0], beta=3.0)
kata.edge("a soft bend, far from straight", [25.0, 50.0, 150.0, 200.0, -50.0], 0.02)
kata.edge("nearly straight", [5.1, 8.1, 10.1, 12.02, 12.6, 13.2])
kata.edge("a sharper bend, nearly straight", [2.55, 4.05, 5.05, 6.02, 6.3, 6.6], 2.0)
kata.edge("float32 far out", np.array([-1000.0, -15.0, 0.5, 100.0, 1000.0], dtype=np.float32))
kata.edge("a cube", np.linspace(-6.0, 6.0, 24).reshape(2, 3, 4), 2.0)
kata.edge("integers", [[-3, 0, 4], [2, -1, 30]])
kata.edge("large integers", [-2000, 5, 2000], 0.5)
kata.edge("an empty batch", np.zeros((0, 3)))


@kata.random
def inputs(rng):
    """Any rank from 1 to 3, small and huge numbers of either sign, any beta."""
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    beta = float(rng.choice([0.02, 0.1, 0.5, 1.0, 2.0, 5.0]))
    return rng.normal(scale=rng.choice([1, 20, 100, 1000]), size=shape), beta
