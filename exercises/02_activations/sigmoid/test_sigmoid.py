"""What sigmoid is tried on. Small results and warnings are looked at as well as the values."""

import numpy as np

from quiz.kata import Kata

kata = Kata(
    "sigmoid",
    returns=(
        "p",
        "p / e^x where x is negative",
        "whether NumPy warned of overflow",
        "whether NumPy warned of an invalid value",
    ),
    rtol=1e-12,
    atol=1e-300,
    fresh=True,
)


@kata.driver
def values_and_warnings(sigmoid, x):
    warnings = []
    with np.errstate(all="call", under="ignore", call=lambda kind, flag: warnings.append(kind)):
        p = sigmoid(x)
    if not isinstance(p, np.ndarray) or p.shape != x.shape or p.dtype.kind != "f":
        return p, None, False, False  # p is at fault, and nothing can be said of the rest
    lowest = -80.0 if p.dtype == np.float32 else -690.0  # below it p has too few digits, or is 0
    measured = (x < 0) & (x > lowest)
    with np.errstate(all="ignore"):
        ratio = np.where(measured, p.astype(float) / np.exp(np.clip(x, lowest, 0).astype(float)), 1)
    return p, ratio.astype(p.dtype), "overflow" in warnings, "invalid value" in warnings


kata.edge("the example", [-2.0, 0.0, 2.0])
kata.edge("far above zero", [800.0, 1000.0, 1e30])
kata.edge("far below zero", [-800.0, -1000.0, -1e30])
kata.edge("both ends at once", [[-1000.0, -1.0], [1.0, 1000.0]])
kata.edge("an unlikely event", [-40.0, -37.2, -30.0, 40.0])
kata.edge("almost impossible events", [-600.0, -650.0, -680.0, -690.0, -100.0])
kata.edge("float32 at both ends", np.array([-1000.0, -95.0, -20.0, 0.5, 95.0, 1000.0], dtype=np.float32))
kata.edge("almost impossible events in float32", np.array([-65.0, -79.0], dtype=np.float32))
kata.edge("exactly zero", [0.0])
kata.edge("next to zero", [-1e-9, 1e-9])
kata.edge("a cube", np.linspace(-6.0, 6.0, 24).reshape(2, 3, 4))
kata.edge("integers", [[-3, 0, 4], [2, -1, 30]])
kata.edge("large integers", [-2000, 5, 2000])
kata.edge("huge integers", [-(2**40), 2**40, 0])
kata.edge("an empty batch", np.zeros((0, 3)))


@kata.random
def logits(rng):
    """Any rank from 1 to 3, small and huge numbers of either sign."""
    shape = rng.integers(1, 6, size=rng.integers(1, 4))
    return rng.normal(scale=rng.choice([1, 30, 1000]), size=shape)
