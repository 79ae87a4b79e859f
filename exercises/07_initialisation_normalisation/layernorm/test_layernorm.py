"""What layernorm_forward_backward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("layernorm_forward_backward", returns=("y", "dx", "dgamma", "dbeta"))


def spread(rng, *shape):
    """Numbers of which no two in a row lie closer than 3: rounding in float32 does no harm."""
    apart = 4 * np.arange(shape[-1]) + rng.uniform(size=shape)
    return rng.permuted(apart, axis=-1) + rng.normal(size=(*shape[:-1], 1))


def edge(name, x, *eps):
    """An edge case with a scale and a shift that differ from feature to feature."""
    x = np.array(x)
    d = x.shape[-1]
    gamma, beta = np.linspace(2.0, -0.5, d), np.linspace(-1.0, 0.5, d)
    kata.edge(name, x, gamma, beta, np.sin(1.0 + np.arange(x.size)).reshape(x.shape), *eps)


rng = np.random.default_rng(0)
FAR = 2.0**27  # a square out there has no digit left for a distance of 1, however it is summed

kata.edge("the example", [[1.0, 2.0, 3.0]], [1.0, 2.0, 1.0], [0.0, 0.0, 1.0], [[1.0, 1.0, 0.0]])
edge("a vector", [1.0, 4.0, -2.0, 0.5])
edge("rows of different size", [[1.0, 2.0, 4.0, 8.0], [300.0, 100.0, 900.0, 0.0]])
edge("as many rows as features", [[1.0, 2.0, 4.0], [0.0, 7.0, -3.0], [5.0, -1.0, 2.0]])
edge("one feature", [[1.0], [2.0], [5.0]])
edge("two features", [[1.0, 2.0], [5.0, -3.0]])
edge("sequences", spread(rng, 2, 3, 4))
edge("four axes", spread(rng, 2, 1, 3, 5))
edge("one row far above the others", [[[1.0, 2.0, 4.0], [1000.0, 1005.0, 1001.0]], [[0.0, 1.0, 5.0], [2.0, 9.0, 4.0]]])
edge("a constant row", [[2.0, 2.0, 2.0], [1.0, 3.0, 8.0]])
edge("a row that hardly varies", [[0.001, -0.001, 0.0015], [1.0, 2.0, 4.0]])
edge("rows that vary even less", [[5e-4, -5e-4, 2e-4], [1e-5, 2e-5, -1e-5]])
edge("a large eps", [[1.0, 2.0, 4.0], [5.0, 3.0, -1.0]], 0.5)
edge("far from zero", FAR * np.array([[1.0], [-2.0]]) + np.array([[-1.0, 1, 1, -1], [2, 2, -2, -2]]))
edge("an empty batch", np.zeros((0, 3)))
edge("an empty batch of sequences", np.zeros((0, 2, 3)))


@kata.random
def rows(rng):
    """Any rank from 1 to 3. With two features `dx` almost cancels, more than float32 can follow."""
    d = int(rng.integers(3, 7))
    shape = (*map(int, rng.integers(1, 4, size=rng.integers(3))), d)
    gamma, beta = rng.normal(size=(2, d))
    return spread(rng, *shape), gamma, beta, rng.normal(size=shape), float(rng.choice([1e-5, 1e-3]))


@kata.gradient("dx", "dgamma", "dbeta")
def loss(x, gamma, beta, dout, eps=1e-5):
    def scalar(x, gamma, beta):
        x_hat = (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + eps)
        return (dout * (gamma * x_hat + beta)).sum()

    return scalar, (x, gamma, beta)
