"""What cross_entropy is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("cross_entropy")

SQUARE = [[0.0, 1.0, 2.0], [3.0, 5.0, 8.0], [0.5, 0.0, -4.0]]

kata.edge("the example", [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [9.0, 9.0, 9.0]], [2, 0, -100])
kata.edge("one sample", [[1.0, 2.0, 3.0]], [1])
kata.edge("no idea", np.zeros((2, 10)), [3, 7])
kata.edge("one class", [[5.0], [-3.0]], [0, 0])
kata.edge("a square batch", SQUARE, [2, 0, 1])
kata.edge("more classes than samples", np.cos(np.arange(12.0)).reshape(2, 6), [4, 1])
kata.edge("the same label twice", [[1.0, 0.0], [0.5, 2.0], [-1.0, 3.0], [0.0, 1.0]], [0, 0, 1, 0])
kata.edge("the same sample twice", [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], [0.0, 5.0, 1.0]], [0, 0, 1])
kata.edge("a hopeless class", [[0.0, -800.0]], [1])
kata.edge("confidently wrong", [[0.0, -800.0], [0.0, -30.0]], [1, 1])
kata.edge("confidently right", [[50.0, 0.0], [0.0, 1.0]], [0, 1])
kata.edge("huge logits", [[1000.0, 1001.0, 1002.0], [-1000.0, -1001.0, -1000.5]], [0, 1])
kata.edge("a row far below the others", [[-50_000.0, -50_001.0, -49_999.5], [0.0, 1.0, 2.0]], [1, 1])
kata.edge("rows far apart", [[0.0, 1.0, 2.0], [1000.0, 1001.0, 1002.0]], [0, 2])
kata.edge("classes masked with -1e9", [[0.0, -1e9, 1.0], [-1e9, 0.0, 2.0]], [0, 2])
kata.edge("one ignored label", SQUARE, [2, -100, 1])
kata.edge("all but one ignored", SQUARE, [-100, 0, -100])
kata.edge("an ignored row of huge logits", [[0.0, 1.0], [-1e30, 1e30]], [0, -100])
kata.edge("more than a hundred classes", np.sin(np.arange(360.0)).reshape(3, 120), [7, -100, 119])
kata.edge("the last class is not the label -1", SQUARE, [2, -1, 1], ignore_index=-1)
kata.edge("an ignored label beyond the classes", SQUARE, [255, 0, 1], ignore_index=255)
kata.edge("an ignored class", SQUARE, [1, 0, 2], ignore_index=0)
kata.edge("integers", [[1, 2, 3], [2, 2, 0]], [0, 2])
kata.edge("integers of a million", [[1_000_000, 999_999, -1_000_000], [-999_999, -1_000_000, -1_000_000]], [1, 2])


@kata.random
def batches(rng):
    """Any sizes; about a third of the labels is ignored, never all of them."""
    n, c = rng.integers(1, 7, size=2)
    y = rng.integers(c, size=n)
    ignore_index = int(rng.choice([-100, -1, 255]))
    y[1:][rng.random(n - 1) < 1 / 3] = ignore_index
    return rng.normal(scale=rng.choice([1, 10]), size=(n, c)), y, ignore_index
