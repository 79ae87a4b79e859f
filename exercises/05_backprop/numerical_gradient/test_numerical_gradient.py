"""What numerical_gradient is tried on: functions of an array, each given as an expression in x."""

import numpy as np

from quiz.kata import Kata

kata = Kata("numerical_gradient", atol=1e-7)


@kata.driver
def gradient_of(numerical_gradient, f, x, h=None):
    function = eval(f"lambda x: {f}")
    return numerical_gradient(function, x) if h is None else numerical_gradient(function, x, h)


CUBES = "(x ** 3).sum()"
PRODUCT = "x.prod()"
ROWS = "(x.sum(axis=-1) ** 2).sum()"
FALL = "1 / (1 + (x ** 2).sum())"
FUNCTIONS = (CUBES, PRODUCT, ROWS, FALL)

kata.edge("the example", "(x ** 2).sum()", [1.0, -2.0])
kata.edge("cubes", CUBES, [3.0, -1.0, 0.5])
kata.edge("one number", CUBES, [3.0])
kata.edge("a product", PRODUCT, [2.0, -3.0, 0.5, 1.5])
kata.edge("a product with a zero", PRODUCT, [2.0, 0.0, 4.0])
kata.edge("a matrix", ROWS, [[1.0, 2.0, 3.0], [-1.0, 0.5, 4.0]])
kata.edge("a product over a matrix", PRODUCT, [[1.0, 2.0], [-1.0, 0.5], [3.0, 1.5]])
kata.edge("a cube of numbers", ROWS, np.cos(np.arange(12.0)).reshape(2, 3, 2))
kata.edge("one row", ROWS, [[1.0, 2.0, 3.0]])
kata.edge("more than a hundred numbers", CUBES, np.cos(np.arange(101.0)))
kata.edge("a flat maximum", FALL, [0.0, 0.0])
kata.edge("a constant", "4.0 + (x * 0).sum()", [1.0, 2.0])
kata.edge("integers", CUBES, [1, 2, 3])
kata.edge("a matrix of integers", PRODUCT, [[1, 2], [-3, 4]])
kata.edge("single precision", CUBES, np.array([3.0, -1.25, 0.5], np.float32))
kata.edge("a wide step", CUBES, [1.0, -2.0], 0.5)
kata.edge("a wide step in a product", PRODUCT, [1.0, -2.0, 3.0], 0.25)
kata.edge("a step across a kink", "abs(x).sum()", [0.5, -2.0, 0.0], 1.0)
kata.edge("no numbers", CUBES, np.zeros((0, 3)))


@kata.random
def points(rng):
    """Any rank from 1 to 3."""
    shape = rng.integers(1, 4, size=rng.integers(1, 4))
    return FUNCTIONS[rng.integers(len(FUNCTIONS))], rng.normal(size=shape)


@kata.gradient()
def function(f, x, h=None):
    return (eval(f"lambda x: {f}"), (x,)) if h is None else None
