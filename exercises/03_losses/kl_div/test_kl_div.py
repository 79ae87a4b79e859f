"""What kl_div is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("kl_div")

MANY = np.arange(1.0, 102.0)[None] / 5151  # a row of 101 probabilities

kata.edge("the example", [[0.5, 0.5], [0.0, 1.0]], [[0.25, 0.75], [0.5, 0.5]])
kata.edge("one row", [[0.5, 0.5]], [[0.25, 0.75]])
kata.edge("the other way round", [[0.25, 0.75]], [[0.5, 0.5]])
kata.edge("three outcomes", [[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]], [[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]])
kata.edge(
    "four rows", [[0.9, 0.1], [0.7, 0.3], [0.2, 0.8], [0.4, 0.6]], [[0.1, 0.9], [0.6, 0.4], [0.3, 0.7], [0.8, 0.2]]
)
kata.edge("the same row twice", [[0.5, 0.5], [0.5, 0.5], [0.9, 0.1]], [[0.25, 0.75], [0.25, 0.75], [0.6, 0.4]])
kata.edge("equal distributions", [[0.2, 0.3, 0.5]], [[0.2, 0.3, 0.5]])
kata.edge("p never takes an outcome", [[0.5, 0.5, 0.0]], [[0.25, 0.25, 0.5]])
kata.edge("neither p nor q takes it", [[0.25, 0.75, 0.0], [1.0, 0.0, 0.0]], [[0.5, 0.5, 0.0], [0.25, 0.75, 0.0]])
kata.edge("q excludes what p takes", [[0.5, 0.25, 0.25]], [[0.5, 0.5, 0.0]])
kata.edge("q excludes what p hardly takes", [[1 - 1e-6, 1e-6]], [[1.0, 0.0]])
kata.edge("q excludes what p nearly never takes", [[1.0, 1e-12]], [[1.0, 0.0]])
kata.edge("q excludes what p takes once in 1e30", [[1.0, 1e-30]], [[1.0, 0.0]])
kata.edge("q differs, and excludes what p nearly never takes", [[0.5, 0.5 - 1e-12, 1e-12]], [[0.6, 0.4, 0.0]])
kata.edge("q differs, and excludes what p takes once in 1e30", [[0.5, 0.5, 1e-30]], [[0.6, 0.4, 0.0]])
kata.edge("p hardly takes two, q less often or never", [[0.5, 0.5 - 2e-6, 1e-6, 1e-6]], [[0.5, 0.5, 1e-300, 0.0]])
kata.edge("p hardly takes it, q less often", [[1 - 1e-6, 1e-6]], [[1 - 1e-300, 1e-300]])
kata.edge("p takes it once in 2e15, q less often", [[1.0, 5e-16]], [[1.0, 1e-300]], scale=1e-6)
kata.edge("one row of three is infinite", [[0.5, 0.5], [0.5, 0.5], [1.0, 0.0]], [[0.25, 0.75], [1.0, 0.0], [0.5, 0.5]])
kata.edge("one-hot against uniform", [[0.0, 1.0, 0.0, 0.0]], [[0.25, 0.25, 0.25, 0.25]])
kata.edge("nearly excluded", [[0.5, 0.5]], [[1.0, 1e-15]])
kata.edge("more than a hundred outcomes", MANY, MANY[:, ::-1])
kata.edge("a single outcome", [[1.0], [1.0]], [[1.0], [1.0]])


@kata.random(simplify=False)
def distributions(rng):
    """Rows of P that leave some outcomes out, rows of Q that allow all."""
    n, k = rng.integers(1, 6), rng.integers(2, 6)
    P = rng.dirichlet(np.full(k, 0.5), size=n)
    P = np.where(P < 0.1, 0.0, P)
    return P / P.sum(axis=1, keepdims=True), rng.dirichlet(np.ones(k), size=n)
