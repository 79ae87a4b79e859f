"""What adam_step is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("adam_step", returns=("p", "m", "v"), fresh=True)

USUAL = 0.1, 0.9, 0.999, 1e-8  # lr, b1, b2, eps

kata.edge("the example", [1.0, 1.0], [10.0, -0.001], [0.0, 0.0], [0.0, 0.0], 1, *USUAL)
kata.edge("step 2", [0.9, 1.1], [-10.0, 0.0], [1.0, -1e-4], [0.1, 1e-9], 2, *USUAL)
kata.edge("step 1 with a gradient of one", [0.0], [1.0], [0.0], [0.0], 1, *USUAL)
kata.edge("step 10", [1.0, -2.0], [3.0, -0.5], [0.4, 0.2], [0.02, 0.01], 10, *USUAL)
kata.edge("step 50", [1.0, -2.0], [3.0, -0.5], [0.4, 0.2], [0.05, 0.01], 50, *USUAL)
kata.edge("step 2000", [1.0, -2.0], [3.0, -0.5], [0.4, 0.2], [2.0, 0.25], 2000, *USUAL)
kata.edge("step 100000", [1.0, -2.0], [3.0, -0.5], [0.4, 0.2], [2.0, 0.25], 100000, *USUAL)
kata.edge("a tiny gradient", [0.5, 0.5], [1e-6, -1e-6], [0.0, 0.0], [0.0, 0.0], 1, *USUAL, scale=1e-12)
kata.edge("a gradient as small as eps", [0.5], [1e-8], [0.0], [0.0], 1, *USUAL, scale=1e-16)
kata.edge("a large eps", [0.5, -0.5], [0.1, 2.0], [0.05, 1.0], [0.01, 3.0], 3, 0.1, 0.9, 0.999, 0.1)
kata.edge("no gradient yet", [1.0, 2.0], [0.0, 1.0], [0.0, 0.0], [0.0, 0.0], 1, *USUAL)
kata.edge("coasting without a gradient", [1.0, 2.0], [0.0, 0.0], [0.5, -0.25], [0.25, 0.5], 5, *USUAL)
kata.edge("the gradient turns round", [1.0, -2.0], [-4.0, 2.0], [1.0, -0.5], [1.0, 0.25], 20, *USUAL)
kata.edge("equal betas", [1.0, -2.0], [3.0, -0.5], [0.4, 0.2], [2.0, 0.25], 2, 0.01, 0.5, 0.5, 1e-8)
kata.edge("averages that fill slowly", [1.0, -2.0], [3.0, -0.5], [0.4, 0.2], [2.0, 0.25], 3, 0.1, 0.95, 0.9999, 1e-8)
kata.edge("a small learning rate", [1.0, -2.0], [3.0, -0.5], [0.4, 0.2], [2.0, 0.25], 4, 0.001, *USUAL[1:])
kata.edge(
    "a matrix", [[1.0, 2.0], [3.0, 4.0]], [[0.1, -0.2], [30.0, -4.0]], np.zeros((2, 2)), np.zeros((2, 2)), 1, *USUAL
)


@kata.random
def steps(rng):
    """Any shape, in the middle of a run."""
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    p, g, m, s = rng.normal(size=(4, *shape))
    lr, b1, b2, eps = (
        float(rng.choice(c)) for c in ([0.1, 0.01, 1e-4], [0.2, 0.5, 0.9], [0.9, 0.99, 0.999], [1e-8, 1e-3])
    )
    return p, g, m / 2, s**2, int(rng.integers(1, 30)), lr, b1, b2, eps
