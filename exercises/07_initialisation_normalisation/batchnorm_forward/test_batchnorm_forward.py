"""What batchnorm_forward is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("batchnorm_forward", returns=("y", "rm", "rv"))


def spread(rng, n, d):
    """Numbers of which no two in a column lie closer than 3: rounding in float32 does no harm."""
    return rng.permuted(4 * np.arange(n)[:, None] + rng.uniform(size=(n, d)), axis=0) + rng.normal(size=d)


def edge(name, x, *settings):
    """An edge case with a scale, a shift and a record that differ from feature to feature; then momentum, eps, mode."""
    d = np.shape(x)[1]
    gamma, beta = np.arange(2.0, d + 2), np.linspace(-1.0, 0.5, d)
    rm, rv = np.linspace(0.5, -2.0, d), np.linspace(3.0, 0.25, d)
    kata.edge(name, x, gamma, beta, rm, rv, *settings)


rng = np.random.default_rng(0)
EVALUATION = 0.1, 1e-5, False  # momentum, eps, training
FAR = 2.0**27  # a square out there has no digit left for a distance of 1, however it is summed

kata.edge("the example", [[0.0], [2.0], [4.0], [6.0]], [2.0], [1.0], [0.0], [1.0])
kata.edge("the example in evaluation", [[0.0], [2.0], [4.0], [6.0]], [2.0], [1.0], [0.3], [1.5], *EVALUATION)
edge("two features of different size", [[1.0, 100.0], [2.0, 400.0], [4.0, 200.0], [7.0, 900.0]])
edge("two samples", [[1.0, 5.0, -2.0], [3.0, 4.0, 8.0]])
edge("as many samples as features", [[1.0, 2.0, 4.0], [0.0, 7.0, -3.0], [5.0, -1.0, 2.0]])
edge("more features than samples", spread(rng, 3, 5))
edge("a constant feature", [[1.0, 2.0], [1.0, 3.0], [1.0, 7.0]])
edge("a feature that hardly varies", [[0.001, 1.0], [-0.001, 2.0], [0.001, 4.0], [-0.001, 8.0]])
edge("features that vary even less", [[5e-4, 1e-5], [-5e-4, -1e-5], [5e-4, -1e-5], [-5e-4, 1e-5]])
edge("a large eps", [[1.0, 2.0], [3.0, 7.0], [4.0, 5.0]], 0.1, 0.5)
edge("far from zero", FAR * np.array([1.0, -1.0, 2.0]) + np.array([[-1.0, 1, 2], [1, 1, -2], [1, -1, -2], [-1, -1, 2]]))
edge("the record hardly moves", spread(rng, 4, 3), 0.01)
edge("the record moves far", spread(rng, 4, 3), 0.75)
edge("one sample in evaluation", [[1.0, 5.0, -2.0]], *EVALUATION)
edge("a batch in evaluation", spread(rng, 4, 3), *EVALUATION)
edge("as many samples as features in evaluation", spread(rng, 3, 3), *EVALUATION)
edge("more than a hundred samples", spread(rng, 101, 2))
edge("an empty batch in evaluation", np.zeros((0, 3)), *EVALUATION)


@kata.random(simplify=False)
def batches(rng):
    """Any sizes, in training and in evaluation."""
    n, d = int(rng.integers(3, 7)), int(rng.integers(1, 5))
    gamma, beta, rm = rng.normal(size=(3, d))
    momentum, eps = float(rng.choice([0.1, 0.01, 0.3])), float(rng.choice([1e-5, 1e-3]))
    return spread(rng, n, d), gamma, beta, rm, rng.uniform(0.5, 3, size=d), momentum, eps, bool(rng.random() < 0.7)
