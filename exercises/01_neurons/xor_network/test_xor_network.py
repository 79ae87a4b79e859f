"""What is true of every network that computes XOR. There is no reference: many weights do."""

import itertools

import numpy as np

from quiz.kata import Kata

HARMLESS = {
    "xor_network: doubled": "a step does not notice a positive factor",
    "xor_network: transposed": "both inputs have the same weights",
}
kata = Kata("xor_network", harmless=HARMLESS)

kata.edge("the weights")

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
MARGIN = 0.05
EXTREMES = MARGIN * np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])  # the corners of the square around a point
BETWEEN = np.random.default_rng(0).uniform(-MARGIN, MARGIN, size=(200, 4, 2))


def weights(xor_network):
    """What it returns; giants are a fault of their own, and are not tried on every point around the corners."""
    arrays = xor_network()
    assert sum(map(np.size, arrays)) < 100
    return arrays


def outputs(xor_network, X):
    """The answers for X of shape (..., 2)."""
    W1, b1, W2, b2 = weights(xor_network)
    return ((X @ W1 + b1 > 0) @ W2 + b2) > 0


def right_at_the_corners(xor_network):
    """Only then is it asked what happens around them: one fault is not to be reported as three."""
    return outputs(xor_network, CORNERS).tolist() == [False, True, True, False]


def right_with_rows_for_units(xor_network):
    """Would it be right if W1 had a row for each hidden unit? Then that is the fault, and not a corner."""
    W1, *others = weights(xor_network)
    return not right_at_the_corners(xor_network) and right_at_the_corners(lambda: (np.transpose(W1), *others))


def at(corner):
    """A corner for the learner: (0, 1)."""
    return f"({corner[0]:g}, {corner[1]:g})"


def is_right_at(xor_network, number):
    """Is the output right at one of the corners? If not, the fact."""
    if right_with_rows_for_units(xor_network):
        return True
    fires = bool(outputs(xor_network, CORNERS)[number])
    return fires == (number in (1, 2)) or f"for {at(CORNERS[number])} the output is {int(fires)}"


@kata.property
def W1_and_b1_have_their_shapes(xor_network):
    W1, b1, _, _ = map(np.shape, xor_network())
    fact = f"W1 has the shape {W1} and b1 the shape {b1}; expected are (2, 2) and (2,)"
    return (W1 == (2, 2) and b1 == (2,)) or fact


@kata.property
def W2_and_b2_have_their_shapes(xor_network):
    _, _, W2, b2 = map(np.shape, xor_network())
    fact = f"W2 has the shape {W2} and b2 the shape {b2}; expected are (2,) and one number"
    return (W2 == (2,) and b2 in ((), (1,))) or fact


@kata.property
def W1_has_a_column_for_each_hidden_unit(xor_network):
    fact = "as they stand the four answers are not right; with rows and columns of W1 exchanged they would be"
    return not right_with_rows_for_units(xor_network) or fact


@kata.property
def two_zeros_give_zero(xor_network):
    return is_right_at(xor_network, 0)


@kata.property
def the_second_input_alone_gives_one(xor_network):
    return is_right_at(xor_network, 1)


@kata.property
def the_first_input_alone_gives_one(xor_network):
    return is_right_at(xor_network, 2)


@kata.property
def two_ones_give_zero(xor_network):
    return is_right_at(xor_network, 3)


@kata.property
def the_output_listens_to_its_hidden_units(xor_network):
    return np.any(xor_network()[2])


@kata.property
def inputs_may_be_off_by_a_little(xor_network):
    if not right_at_the_corners(xor_network):
        return True
    moved = np.concatenate([CORNERS + EXTREMES[:, None], CORNERS + BETWEEN])
    wrong = np.argwhere(outputs(xor_network, moved) != outputs(xor_network, CORNERS))
    if not len(wrong):
        return True
    near, corner = moved[tuple(wrong[0])], CORNERS[wrong[0][1]]
    return f"for ({near[0]:.3g}, {near[1]:.3g}) the output is not that for {at(corner)}"


@kata.property
def the_output_has_a_bias(xor_network):
    return not right_at_the_corners(xor_network) or np.any(xor_network()[3]) or "b2 is 0: the output has no bias"


@kata.property
def no_unit_stands_exactly_at_its_threshold(xor_network):
    if not right_at_the_corners(xor_network):
        return True
    W1, b1, W2, b2 = weights(xor_network)
    hidden = CORNERS @ W1 + b1
    sums = np.column_stack([hidden, (hidden > 0) @ W2 + b2])
    ties = np.argwhere(sums == 0)
    if not len(ties):
        return True
    corner, unit = ties[0]
    name = "the output" if unit == 2 else f"hidden unit {unit}"
    return f"for {at(CORNERS[corner])} the sum of {name} is exactly 0, its threshold"


def has_sensible_hidden_units(xor_network):
    """Is there an output that makes XOR of its hidden units?"""
    W1, b1, _, _ = weights(xor_network)
    outputs_there_are = itertools.product((-1, 0, 1), (-1, 0, 1), (-1.5, -0.5, 0.5, 1.5))
    return any(right_at_the_corners(lambda W2=W2, b2=b2: (W1, b1, W2, b2)) for *W2, b2 in outputs_there_are)


@kata.measure()
def it_ignores_hidden_units_that_would_do(xor_network):
    """Then the output is at fault, and not a hidden layer that does nothing."""
    return float(not np.any(weights(xor_network)[2]) and has_sensible_hidden_units(xor_network))


@kata.measure()
def the_hidden_layer_copies_the_inputs(xor_network):
    """Then the output is a single unit of them, whatever it computes."""
    W1, b1, W2, _ = weights(xor_network)
    copies = any(np.array_equal(CORNERS @ W1 + b1 > 0, inputs > 0) for inputs in (CORNERS, CORNERS[:, ::-1]))
    return float(copies and np.any(W2))


@kata.measure()
def something_brings_the_sum_down_at_two_ones(xor_network):
    """Where the answers are those of OR: 2 for a hidden unit that only fires there, 1 for anything else."""
    W1, b1, W2, b2 = weights(xor_network)
    hidden = CORNERS @ W1 + b1 > 0
    sums = hidden @ W2 + b2
    if (sums > 0).tolist() != [False, True, True, True] or sums[3] >= sums[1:3].max():
        return 0.0
    return 2.0 if np.any((hidden.T == [False, False, False, True]).all(axis=1) & (W2 < 0)) else 1.0


@kata.measure()
def it_suits_ReLU_in_place_of_the_step(xor_network):
    """Is it right with ReLU, and are there sums at 0, where that is closed and a step is left open?"""
    W1, b1, W2, b2 = weights(xor_network)
    hidden = CORNERS @ W1 + b1
    return float(np.any(hidden == 0) and np.array_equal(np.maximum(0, hidden) @ W2 + b2, [0, 1, 1, 0]))
