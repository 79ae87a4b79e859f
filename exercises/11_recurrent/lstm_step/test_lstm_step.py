"""What lstm_step is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("lstm_step", returns=("h", "c"))


def cell(rng, n, inputs, units):
    """Input, states and weights by name, for `n` samples."""
    state, rows = (n, units), 4 * units
    shapes = {
        "x": (n, inputs),
        "h": state,
        "c": state,
        "Wx": (rows, inputs),
        "Wh": (rows, units),
        "bx": rows,
        "bh": rows,
    }
    return {name: rng.normal(scale=0.5, size=shape) for name, shape in shapes.items()}


def edge(name, *sizes, **changes):
    kata.edge(name, *(cell(np.random.default_rng(0), *sizes) | changes).values())


def gates(i, f, g, o):
    """A bias that sets the gates of two units."""
    return np.repeat([i, f, g, o], 2).astype(float)


kata.edge(
    "the example",
    [[1.0]],
    [[0.5]],
    [[2.0]],
    [[1.0], [2.0], [0.5], [-1.0]],
    [[1.0], [0.0], [1.0], [2.0]],
    np.zeros(4),
    np.zeros(4),
)
edge("a batch", 3, 2, 4)
edge("one sample", 1, 3, 2)
edge("one unit", 3, 2, 1)
edge("one input", 2, 1, 3)
edge("more than a hundred inputs", 2, 101, 3)
edge("as many samples and inputs as units", 3, 3, 3)
edge("the first step of a sequence", 2, 3, 2, h=np.zeros((2, 2)), c=np.zeros((2, 2)))
edge("a cell far above one", 2, 3, 2, c=np.array([[50.0, -50.0], [3.0, -7.0]]))
edge("gates that only keep", 2, 3, 2, bx=gates(-1000, 1000, 0, 1000))
edge("gates that only write", 2, 3, 2, bx=gates(1000, -1000, 0, 1000))
edge("gates that leak", 2, 3, 2, bx=gates(-7, 7, 1, -7), c=np.full((2, 2), 50.0))
edge("nothing is shown", 2, 3, 2, bx=gates(0, 0, 0, -1000))
edge("an empty batch", 0, 3, 2)


@kata.random
def cells(rng):
    """Any sizes."""
    return tuple(cell(rng, *rng.integers(1, 5, size=3)).values())
