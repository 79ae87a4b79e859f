"""What fold_bias is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("fold_bias", returns=("X1", "W1"), keeps_integers=True, fresh=True, rtol=1e-16)

kata.edge("the example", [[2.0, 3.0], [4.0, 5.0]], [[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]], [7.0, 8.0, 9.0])
kata.edge("one output", [[2.0, 3.0], [4.0, 5.0], [6.0, 7.0]], [[0.5], [-1.0]], [3.0])
kata.edge("one input", [[2.0], [-3.0]], [[4.0, 5.0]], [6.0, -7.0])
kata.edge("one sample", [[2.0, -1.0, 0.5]], [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [-1.0, -2.0])
kata.edge("a square layer", [[2.0, 3.0], [5.0, 7.0], [0.0, 1.0]], [[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0])
kata.edge("everything square", [[2.0, 3.0], [5.0, 7.0]], [[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0])
kata.edge("one of everything", [[2.0]], [[3.0]], [4.0])
kata.edge("equal biases", [[2.0, 3.0]], [[1.0, 2.0], [3.0, 4.0]], [5.0, 5.0])
kata.edge("a bias of zero", [[2.0, 3.0], [4.0, 5.0]], [[1.0, 2.0], [3.0, 4.0]], [0.0, 0.0])
kata.edge("a sample of zeros", [[2.0, 3.0], [0.0, 0.0], [4.0, 5.0]], [[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0])
kata.edge("integers", [[2, 3], [4, 5]], [[1, 2], [3, 4]], [5, 6])
kata.edge(
    "large integers",
    [[2**40 + 1, 3], [5, 1 - 2**53]],
    [[1, -2], [3, 4]],
    [-(2**40) - 1, 2**53 - 1],
    scale=1.0,  # so that the last digit counts
)
kata.edge("an empty batch", np.zeros((0, 2)), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [7.0, 8.0, 9.0])


@kata.random
def layers(rng):
    """Any sizes, square ones among them."""
    n, d, m = rng.integers(1, 6, size=3)
    return rng.normal(size=(n, d)), rng.normal(size=(d, m)), rng.normal(size=m)


@kata.property
def the_product_is_the_layer(fold_bias, X, W, b):
    X1, W1 = fold_bias(X, W, b)
    if X1.shape != (len(X), 1 + len(W)) or W1.shape != (1 + len(W), len(b)):
        return "the shapes are not those of one more input"
    return np.allclose(X1 @ W1, X @ W + b, rtol=1e-4, atol=1e-4)
