"""What the three functions of a Hopfield network are tried on."""

import numpy as np

from quiz.kata import Kata

HARMLESS = {
    "hopfield_train: doubled": "a positive factor is left open",
    "hopfield_train: transposed": "the weights are symmetric",
}
kata = Kata(
    "hopfield_train",
    "hopfield_recall",
    "energy",
    returns=("W / max|W|", "s", "energy"),
    keeps_integers=True,
    fresh=True,
    harmless=HARMLESS,
)


@kata.driver
def store_and_recall(hopfield_train, hopfield_recall, energy, P, s, order, W=None):
    trained = hopfield_train(P)
    if not isinstance(trained, np.ndarray):
        return trained, None, None  # recall and energy must not be blamed for it
    largest = np.abs(trained).max(initial=0)
    least = 1e-5 if trained.dtype == np.float32 else 1e-9
    trained = 0 * trained if largest < least else trained / largest  # a factor is left open, and zeros may be rounded
    if trained.shape != (P.shape[1], P.shape[1]):
        return trained, None, None
    W = trained if W is None else W
    before = energy(W, s)
    return trained, hopfield_recall(W, s, order), before


ONE = [[1.0, 1.0, -1.0, -1.0]]
THREE = [[1.0, 1.0, 1.0, -1.0, -1.0, -1.0], [1.0, -1.0, 1.0, -1.0, 1.0, 1.0], [-1.0, -1.0, 1.0, 1.0, 1.0, -1.0]]
PAIR = [[0.0, -1.0], [-1.0, 0.0]]
CHAIN = [[0.0, 1.0, 2.0], [1.0, 0.0, 0.0], [2.0, 0.0, 0.0]]
LADDER = np.diag([8.0, 4.0, 2.0, 1.0], 1) + np.diag([8.0, 4.0, 2.0, 1.0], -1)
RIVALS = [[0.0, 1.0, -1.0, 0.0], [1.0, 0.0, 0.0, 1.0], [-1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]
FEUD = [[0.0, -1.0, -2.0], [-1.0, 0.0, -3.0], [-2.0, -3.0, 0.0]]
LEAN = [[0.0, 2.0, 1.0], [2.0, 0.0, 0.0], [1.0, 0.0, 0.0]]

kata.edge("the example", ONE, [1.0, -1.0, -1.0, -1.0], [0, 1, 2, 3])
kata.edge("a stored pattern", ONE, [1.0, 1.0, -1.0, -1.0], [0, 1, 2, 3])
kata.edge("its complement", ONE, [-1.0, -1.0, 1.0, 1.0], [0, 1, 2, 3])
kata.edge("three patterns", THREE, [1.0, 1.0, 1.0, -1.0, -1.0, 1.0], [0, 1, 2, 3, 4, 5])
kata.edge("three patterns, another start", THREE, [-1.0, 1.0, 1.0, -1.0, 1.0, 1.0], [5, 3, 1, 0, 2, 4])
kata.edge(
    "patterns with most units on", [[1.0, 1.0, 1.0, -1.0], [1.0, 1.0, -1.0, 1.0], [1.0] * 4], [-1.0] * 4, [2, 0, 1, 3]
)
kata.edge("the same pattern twice", ONE * 3, [1.0, 1.0, 1.0, -1.0], [3, 2, 1, 0])
kata.edge("one of two patterns twice", [[1.0, 1.0, -1.0]] * 2 + [[1.0, -1.0, 1.0]], [-1.0, 1.0, -1.0], [0, 1, 2])
kata.edge("far more patterns than units", [[1.0, 1.0, -1.0]] * 130, [1.0, -1.0, 1.0], [0, 1, 2])
kata.edge("as many patterns as units", [[1.0, -1.0], [1.0, 1.0]], [1.0, -1.0], [1, 0], PAIR)
kata.edge("two units against each other", [[1.0, -1.0]], [1.0, 1.0], [0, 1], PAIR)
kata.edge("the second one first", [[1.0, -1.0]], [1.0, 1.0], [1, 0], PAIR)
kata.edge("all want to flip, the last unit most", [[1.0, -1.0, 1.0]], [1.0, 1.0, 1.0], [0, 2, 1], FEUD)
kata.edge("not at rest after one round", [[1.0, -1.0, 1.0]], [-1.0, 1.0, 1.0], [1, 0], CHAIN)
kata.edge("not at rest after three rounds", [[1.0] * 5], [1.0, -1.0, -1.0, -1.0, -1.0], [4, 3, 2, 1], LADDER)
kata.edge("one unit only", [[1.0, -1.0, 1.0]], [-1.0, 1.0, 1.0], [0], CHAIN)
kata.edge("a unit that has two turns", [[1.0, -1.0, 1.0]], [-1.0, 1.0, 1.0], [1, 0, 1], CHAIN)
kata.edge("only the second turn changes anything", [[1.0, -1.0, 1.0]], [-1.0, -1.0, 1.0], [1, 0, 1], CHAIN)
kata.edge("the first of two turns saves another unit", [[1.0, -1.0, 1.0]], [1.0, -1.0, -1.0], [1, 0, 1], LEAN)
kata.edge("more turns than units", [[1.0, -1.0, 1.0]], [-1.0, 1.0, 1.0], [1, 0, 0, 2, 1], CHAIN)
kata.edge("weak connections", [[1.0, -1.0, 1.0]], [-1.0, 1.0, 1.0], [1, 0, 2], np.array(CHAIN) / 1024)
kata.edge("very weak connections", [[1.0, -1.0, 1.0]], [-1.0, 1.0, 1.0], [1, 0, 2], np.array(CHAIN) / 2**60)
kata.edge("no turns", [[1.0, -1.0, 1.0]], [-1.0, 1.0, 1.0], np.zeros(0, int), CHAIN)
kata.edge("a field of zero, unit on", ONE, [1.0, -1.0, -1.0, 1.0], [0, 3], RIVALS)
kata.edge("a field of zero, unit off", ONE, [-1.0, -1.0, -1.0, 1.0], [0, 3], RIVALS)
kata.edge("no connections", [[1.0, -1.0, 1.0]], [-1.0, 1.0, -1.0], [0, 1, 2], np.zeros((3, 3)))
kata.edge("a single unit", [[-1.0]], [1.0], [0])
kata.edge("integers", [[1, 1, -1, -1]], [1, -1, -1, -1], [3, 1, 0, 2])


@kata.random(simplify=False)
def patterns(rng):
    """An even number of units and an odd number of patterns: then no field is ever zero. At times units repeat."""
    n, m = 2 * int(rng.integers(1, 5)), 2 * int(rng.integers(3)) + 1
    P, s = rng.choice([-1.0, 1.0], size=(m, n)), rng.choice([-1.0, 1.0], size=n)
    return P, s, rng.permutation(n) if rng.random() < 0.6 else rng.integers(n, size=2 * n)


@kata.property
def the_energy_never_rises(hopfield, P, s, order, W=None):
    _, after, before = hopfield(P, s, order, W)
    return hopfield(P, after, order, W)[2] <= before + 1e-9


@kata.property
def a_flipped_start_ends_flipped(hopfield, P, s, order, W=None):
    return np.array_equal(hopfield(P, -s, order, W)[1], -hopfield(P, s, order, W)[1])
