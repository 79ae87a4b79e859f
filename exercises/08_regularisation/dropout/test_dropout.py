"""What dropout and its backward pass are tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("dropout", "dropout_backward", returns=("y", "dx"), rtol=1e-12)


@kata.driver
def forward_and_backward(dropout, dropout_backward, x, p, mask_uniform, training, dout):
    y, cache = dropout(x, p, mask_uniform, training)
    _, later = dropout(-x, p, np.flip(mask_uniform).copy(), training)
    dropout_backward(-dout, later)  # on the way back the later layer comes first
    return y, dropout_backward(dout, cache)


X, U, G = [1.0, -2.0, 3.0, 4.0], [0.1, 0.9, 0.3, 0.6], [10.0, 20.0, -30.0, 40.0]

kata.edge("the example", X, 0.5, U, True, G)
kata.edge("a quarter is dropped", X, 0.25, U, True, G)
kata.edge("four fifths are dropped", X, 0.8, U, True, G)
kata.edge("evaluation", X, 0.5, U, False, G)
kata.edge("evaluation, a quarter", X, 0.25, U, False, G)
kata.edge("nothing is dropped", X, 0.0, [0.0, 0.9, 0.3, 0.6], True, G)
kata.edge("everything is dropped", X, 1.0, U, True, G)
kata.edge("everything is dropped, random numbers next to 1", X, 1.0, [0.9995, 0.99999, 0.3, 0.999], True, G)
kata.edge("nearly everything is dropped", X, 0.99965, [0.9996, 0.9997, 0.3, 0.99999], True, G)
kata.edge("one in a hundred thousand is kept", X, 0.99999, [0.999995, 0.99998, 0.3, 0.99999], True, G)
kata.edge("p is 1 in evaluation", X, 1.0, U, False, G)
kata.edge("a random number of exactly p", X, 0.25, [0.25, 0.5, 0.25, 0.125], True, G)
kata.edge("inputs of zero", [0.0, 0.0, 5.0], 0.5, [0.9, 0.1, 0.7], True, [1.0, 2.0, 3.0])
kata.edge(
    "two samples, masks of their own", [[1.0, 1.0], [1.0, 1.0]], 0.25, [[0.2, 0.5], [0.7, 0.1]], True, np.ones((2, 2))
)
kata.edge("an empty batch", np.zeros((0, 3)), 0.5, np.zeros((0, 3)), True, np.zeros((0, 3)))


@kata.random(simplify=False)
def layers(rng):
    """Any shape, mostly in training."""
    shape = rng.integers(1, 6, size=rng.integers(1, 4))
    x, dout = rng.normal(size=(2, *shape))
    p = float(rng.choice([0.125, 0.25, 0.5, 0.75]))
    return x, p, rng.integers(8, size=shape) / 8, bool(rng.random() < 0.75), dout


@kata.gradient("dx")
def loss(x, p, mask_uniform, training, dout):
    factor = (mask_uniform >= p) / (1 - p if p < 1 else 1) if training else 1
    return lambda x: (dout * factor * x).sum(), (x,)
