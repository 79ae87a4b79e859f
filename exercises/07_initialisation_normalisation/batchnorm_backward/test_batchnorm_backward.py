"""What batchnorm_backward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("batchnorm_backward", returns=("dx", "dgamma", "dbeta"))


def spread(rng, n, d):
    """Numbers of which no two in a column lie closer than 3: rounding in float32 does no harm."""
    return rng.permuted(4 * np.arange(n)[:, None] + rng.uniform(size=(n, d)), axis=0) + rng.normal(size=d)


def cached(x, gamma, eps=1e-5):
    return {"x": np.array(x), "gamma": np.array(gamma), "eps": eps}


def far(dtype, distance):
    """A square out there has no digit left for a distance of 1, however it is summed."""
    x = distance * np.array([1.0, -2.0]) + np.array([[-1.0, 2.0], [1.0, 2.0], [1.0, -2.0], [-1.0, -2.0]])
    dout = np.array([[1.0, 2.0], [3.0, -1.0], [-2.0, 0.5], [0.5, 1.0]])
    return dout.astype(dtype), cached(x.astype(dtype), np.array([2.0, -0.5], dtype))


rng = np.random.default_rng(0)

kata.edge("the example", [[1.0], [0.0], [0.0], [0.0]], cached([[0.0], [2.0], [4.0], [6.0]], [2.0]))
kata.edge(
    "two features of different size",
    [[1.0, 2.0], [0.5, -1.0], [-2.0, 3.0], [1.0, 1.0]],
    cached([[1.0, 100.0], [2.0, 400.0], [4.0, 200.0], [7.0, 900.0]], [1.0, 3.0]),
)
kata.edge("the same gradient everywhere", np.ones((3, 2)), cached([[1.0, 5.0], [2.0, -1.0], [4.0, 0.0]], [2.0, -0.5]))
kata.edge("a gradient along the output", [[-2.0], [-1.0], [3.0]], cached([[1.0], [2.0], [6.0]], [0.5]))
kata.edge("two samples", [[1.0, 2.0], [3.0, -1.0]], cached([[1.0, 5.0], [3.0, 4.0]], [2.0, 3.0]))
kata.edge(
    "as many samples as features",
    [[1.0, -2.0, 0.5], [3.0, 1.0, 1.0], [0.0, 2.0, -1.0]],
    cached([[1.0, 2.0, 4.0], [0.0, 7.0, -3.0], [5.0, -1.0, 2.0]], [2.0, 0.5, -1.0]),
)
kata.edge("more features than samples", rng.normal(size=(3, 5)), cached(spread(rng, 3, 5), rng.normal(size=5)))
kata.edge(
    "a constant feature",
    [[1.0, 2.0], [3.0, 1.0], [-1.0, 0.5]],
    cached([[1.0, 2.0], [1.0, 3.0], [1.0, 7.0]], [2.0, 1.5]),
)
kata.edge(
    "a feature that hardly varies",
    [[1.0], [2.0], [-1.0], [0.5]],
    cached([[0.001], [-0.001], [0.002], [-0.002]], [1.5]),
)
kata.edge(
    "features that vary even less",
    [[1.0, 1.0], [2.0, -1.0], [-1.0, 2.0], [0.5, 3.0]],
    cached([[5e-4, 1e-5], [-5e-4, -1e-5], [2e-4, 2e-5], [-2e-4, -2e-5]], [1.5, 2.0]),
)
kata.edge("far from zero", *far(np.float64, 2.0**27))
kata.edge("far from zero in float32", *far(np.float32, 2.0**13))
kata.edge(
    "a large eps", [[1.0, 2.0], [3.0, 1.0], [-1.0, 0.5]], cached([[1.0, 2.0], [3.0, 7.0], [4.0, 5.0]], [2.0, 1.5], 0.5)
)
kata.edge(
    "a scale of zero", [[1.0, 2.0], [3.0, 1.0], [0.0, 1.0]], cached([[1.0, 2.0], [2.0, 5.0], [4.0, 3.0]], [0.0, 1.0])
)


@kata.random
def batches(rng):
    """Any sizes, but for two samples: there `dx` almost cancels, more than float32 can follow."""
    n, d = int(rng.integers(3, 7)), int(rng.integers(1, 5))
    x, gamma = spread(rng, n, d), rng.normal(size=d)
    return rng.normal(size=(n, d)), {"x": x, "gamma": gamma, "eps": float(rng.choice([1e-5, 1e-3]))}


@kata.gradient("dx", "dgamma", "dbeta")
def loss(dout, cache):
    def scalar(x, gamma, beta):
        x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + cache["eps"])
        return (dout * (gamma * x_hat + beta)).sum()

    return scalar, (cache["x"], cache["gamma"], np.zeros_like(cache["gamma"]))
