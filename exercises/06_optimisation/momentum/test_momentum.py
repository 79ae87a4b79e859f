"""What momentum_step is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("momentum_step", returns=("p", "v"), fresh=True)

kata.edge("step 1", [0.0], [1.0], [0.0], 0.1, 0.9)
kata.edge("step 2, at a tenth of the rate", [-0.1], [1.0], [1.0], 0.01, 0.9)
kata.edge("step 3, at a hundredth of the rate", [-0.119], [1.0], [1.9], 0.001, 0.9)
kata.edge("step 1 with Nesterov", [0.0], [1.0], [0.0], 0.1, 0.9, True)
kata.edge("step 2 with Nesterov", [-0.19], [1.0], [1.0], 0.01, 0.9, True)
kata.edge("step 3 with Nesterov", [-0.2171], [1.0], [1.9], 0.001, 0.9, True)
kata.edge("the gradient turns round", [1.0, -2.0], [-3.0, 0.5], [2.0, -1.0], 0.1, 0.9)
kata.edge("the gradient turns round, with Nesterov", [1.0, -2.0], [-3.0, 0.5], [2.0, -1.0], 0.1, 0.9, True)
kata.edge("coasting without a gradient", [1.0, 2.0], [0.0, 0.0], [4.0, -3.0], 0.5, 0.75)
kata.edge("coasting with Nesterov", [1.0, 2.0], [0.0, 0.0], [4.0, -3.0], 0.5, 0.75, True)
kata.edge("a rate of one", [1.0, 2.0], [0.5, -1.5], [2.0, 1.0], 1.0, 0.5)
kata.edge("a tiny gradient", [0.0, 0.0], [5e-7, -2e-7], [0.0, 0.0], 0.5, 0.9, scale=1e-7)
kata.edge("little momentum", [1.0, 2.0], [0.5, -1.5], [2.0, 1.0], 0.1, 0.01)
kata.edge("much momentum", [1.0, 2.0], [0.5, -1.5], [20.0, 10.0], 0.1, 0.999)
kata.edge("a matrix", [[1.0, 2.0], [3.0, 4.0]], [[0.1, -0.2], [0.3, -0.4]], [[1.0, 0.0], [-1.0, 2.0]], 0.1, 0.9)


@kata.random
def steps(rng):
    """Any shape, in the middle of a run."""
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    p, g, v = rng.normal(size=(3, *shape))
    return p, g, v, float(rng.choice([0.5, 0.1, 0.01])), float(rng.choice([0.5, 0.9, 0.99])), bool(rng.integers(2))
