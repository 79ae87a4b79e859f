"""What bce_with_logits is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("bce_with_logits")

kata.edge("the example", [2.0, -1.0, 0.0], [1.0, 1.0, 0.25])
kata.edge("label 1", [-3.0, -0.5, 0.0, 1.0, 4.0], [1.0, 1.0, 1.0, 1.0, 1.0])
kata.edge("label 0", [-3.0, -0.5, 0.0, 1.0, 4.0], [0.0, 0.0, 0.0, 0.0, 0.0])
kata.edge("soft labels", [-2.0, -0.5, 0.5, 3.0, 1.0], [0.25, 0.5, 0.75, 0.1, 0.9])
kata.edge("logits between 0 and 1", [0.2, 0.5, 0.7, 0.9], [1.0, 0.0, 1.0, 0.0])
kata.edge("one logit", [1.5], [0.0])
kata.edge("more than a hundred logits", np.linspace(-5.0, 5.0, 101), np.arange(101.0) % 2)
kata.edge("confident and wrong", [37.0, -40.0, 50.0, -30.0], [0.0, 1.0, 0.0, 1.0])
kata.edge("confident and right", [20.0, -20.0, 25.0, -15.0, 31.0, -32.0], [1.0, 0.0, 1.0, 0.0, 1.0, 0.0], scale=1e-5)
kata.edge("800, label 0", [800.0], [0.0])
kata.edge("800, label 1", [800.0], [1.0])
kata.edge("-800, label 0", [-800.0], [0.0])
kata.edge("-800, label 1", [-800.0], [1.0])
kata.edge("-800 among small logits", [-800.0, -1.0, 2.0], [0.0, 1.0, 0.0])
kata.edge("huge logits, soft labels", [800.0, -800.0, 1e6], [0.25, 0.75, 0.5])
kata.edge("logits of 1e30", [1e30, -1e30], [0.0, 1.0])
kata.edge("integers", [0, 3, -2, 1], [0, 1, 1, 0])
kata.edge("no logits", np.zeros(0), np.zeros(0))


@kata.random
def logits(rng):
    """Small and huge logits, hard and soft labels."""
    n = rng.integers(1, 9)
    y = np.where(rng.random(n) < 0.5, rng.integers(2, size=n), rng.uniform(0.2, 0.8, size=n))
    return rng.normal(scale=rng.choice([1, 10, 300]), size=n), y
