"""What the proximal steps and gradients of the L1 and L2 penalties are tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata(
    "prox_l1",
    "prox_l2",
    "l1_grad",
    "l2_grad",
    returns=("prox_l1(v)", "prox_l2(v)", "l1_grad(v)", "l2_grad(v)"),
    rtol=1e-12,
    fresh=True,
)


@kata.driver
def all_four(prox_l1, prox_l2, l1_grad, l2_grad, v, lam):
    return prox_l1(v, lam), prox_l2(v, lam), l1_grad(v, lam), l2_grad(v, lam)


kata.edge("the example", [2.0, -3.0, 0.5, -0.25, 0.0], 1.0)
kata.edge("between zero and the threshold", [0.4, -0.4, 0.7, -0.9], 1.0)
kata.edge("beyond the threshold", [[2.0, 3.5], [-1.5, -8.0]], 1.0)
kata.edge("at the threshold", [0.5, -0.5], 0.5)
kata.edge("exactly zero", [0.0, 0.0, 0.0], 0.25)
kata.edge("a weak penalty", [1.0, -2.0, 0.003, -0.05], 0.01)
kata.edge("a strong penalty", [1.0, -2.0, 30.0, -40.0], 25.0)
kata.edge("no penalty", [1.0, -2.0, 0.0], 0.0)
kata.edge("one entry", [-3.0], 2.0)
kata.edge("large entries", [1e6, -1e6], 0.5)
kata.edge("huge entries", [1e12, -1e200, 1e200], 0.5)
kata.edge("nearly zero", [1e-6, -1e-9, 1e-13, 1e-200], 0.5, scale=1e-200)  # so that a small share counts as well
kata.edge("integers", [[3, -2, 0], [1, -5, 4]], 0.5)
kata.edge("integers and a whole threshold", [3, -2, 0, 1, -1], 1.0)
kata.edge("large integers", [2**53 - 1, 2**40 + 1, -(2**33) - 1], 1.0, scale=1.0)  # so that the last digit counts
kata.edge("no entries", np.zeros((0, 3)), 0.5)


@kata.random
def weights(rng):
    """Any shape; many entries below the threshold, some of them zero."""
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    v = np.where(rng.random(shape) < 0.2, 0.0, rng.normal(size=shape))
    return v, float(rng.choice([0.1, 0.5, 1.0, 1.5]))


@kata.gradient("l1_grad(v)")
def l1_penalty(v, lam):
    return lambda v: lam * abs(v).sum(), (v,)


@kata.gradient("l2_grad(v)")
def l2_penalty(v, lam):
    return lambda v: lam / 2 * (v**2).sum(), (v,)
