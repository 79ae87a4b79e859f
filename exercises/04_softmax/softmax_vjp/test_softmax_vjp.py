"""What softmax_vjp is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("softmax_vjp")


def shares(*shape, axis=-1, spread=1.0):
    """Positive numbers that sum to 1 along an axis."""
    e = np.exp(spread * np.sin(np.arange(np.prod(shape)) ** 1.5)).reshape(shape)
    return e / e.sum(axis=axis, keepdims=True)


def waves(*shape):
    """Numbers of both signs."""
    return 2 * np.cos(np.arange(np.prod(shape)) * 1.3).reshape(shape) + 0.5


def one_likely(classes):
    """A row whose class 7 has half of the probability."""
    return (shares(1, classes) + (np.arange(classes) == 7)) / 2


kata.edge("the example", [0.2, 0.3, 0.5], [1.0, 2.0, 0.0])
kata.edge("one row", [[0.1, 0.7, 0.2]], [[3.0, -1.0, 0.5]])
kata.edge("two unlike rows", [[0.2, 0.8], [0.6, 0.4]], [[1.0, 3.0], [-2.0, 5.0]])
kata.edge("a square batch", shares(3, 3), waves(3, 3))
kata.edge("all equally likely", np.full((2, 4), 0.25), waves(2, 4))
kata.edge("a constant gradient", shares(2, 3), np.full((2, 3), 3.0))
kata.edge("a gradient of one class only", shares(4), [0.0, 0.0, 1.0, 0.0])
kata.edge("no gradient", shares(2, 3), np.zeros((2, 3)))
kata.edge("a certain class", [[0.0, 1.0, 0.0], [0.5, 0.0, 0.5]], [[3.0, -2.0, 1.0], [4.0, 7.0, -1.0]])
kata.edge("a class that is next to impossible", [[1e-20, 1.0, 0.0]], [[1.0, 0.0, 0.0]], scale=1e-20)
kata.edge("from the cross-entropy", [[0.2, 0.3, 0.5]], [[0.0, -1 / 0.3, 0.0]])
kata.edge("a large gradient", shares(2, 3), 1e4 * waves(2, 3))
kata.edge("one class", [[1.0], [1.0]], [[3.0], [-2.0]])
kata.edge("down the columns", shares(3, 2, axis=0), waves(3, 2), axis=0)
kata.edge("the columns of a square", shares(3, 3, axis=0), waves(3, 3), axis=0)
kata.edge("the first axis of a cube", shares(2, 3, 4, axis=0), waves(2, 3, 4), axis=0)
kata.edge("the middle axis of a cube", shares(2, 3, 4, axis=1), waves(2, 3, 4), axis=1)
kata.edge("the last axis of a cube", shares(2, 3, 4), waves(2, 3, 4))
kata.edge("a negative axis", shares(2, 3, 2, axis=-2), waves(2, 3, 2), axis=-2)
kata.edge("20 000 classes, one of them likely", one_likely(20_000), waves(1, 20_000), scale=1e-4)
kata.edge("an empty batch", np.zeros((0, 3)), np.zeros((0, 3)))
kata.edge("no columns", np.zeros((3, 0)), np.zeros((3, 0)), axis=0)
kata.edge("an empty axis in the middle", np.zeros((2, 0, 3)), np.zeros((2, 0, 3)))


@kata.random(simplify=False)
def rows(rng):
    """Any rank from 1 to 3, any axis, flat and sharp distributions."""
    shape = rng.integers(1, 6, size=rng.integers(1, 4))
    axis = int(rng.integers(len(shape)))
    e = np.exp(rng.normal(scale=rng.choice([1, 5]), size=shape))
    return e / e.sum(axis=axis, keepdims=True), rng.uniform(-1, 1, size=shape), axis


@kata.property
def every_slice_sums_to_zero(softmax_vjp, p, g, axis=-1):
    return np.allclose(softmax_vjp(p, g, axis).sum(axis), 0, atol=1e-5 * max(1.0, np.abs(g).max(initial=0.0)))


@kata.gradient()
def loss(p, g, axis=-1):
    """Logits are known up to a shift: the logarithms of the probabilities will do."""
    with np.errstate(divide="ignore"):
        z = np.log(p)
    return lambda z: (g * np.exp(z) / np.exp(z).sum(axis, keepdims=True)).sum(), (z,)
