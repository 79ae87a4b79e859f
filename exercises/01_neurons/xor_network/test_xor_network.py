"""What is true of every network that computes XOR. There is no reference: many weights do."""

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


def outputs(xor_network, X):
    """The answers for X of shape (..., 2)."""
    W1, b1, W2, b2 = xor_network()
    return ((X @ W1 + b1 > 0) @ W2 + b2) > 0


def right_at_the_corners(xor_network):
    """Only then is it asked what happens around them: one fault is not to be reported as three."""
    return outputs(xor_network, CORNERS).tolist() == [False, True, True, False]


@kata.property
def W1_has_the_shape_2_2_and_b1_the_shape_2(xor_network):
    W1, b1, _, _ = map(np.shape, xor_network())
    return W1 == (2, 2) and b1 == (2,)


@kata.property
def W2_has_the_shape_2_and_b2_is_one_number(xor_network):
    _, _, W2, b2 = map(np.shape, xor_network())
    return W2 == (2,) and b2 in ((), (1,))


@kata.property
def two_zeros_give_zero(xor_network):
    return not outputs(xor_network, CORNERS)[0]


@kata.property
def the_second_input_alone_gives_one(xor_network):
    return outputs(xor_network, CORNERS)[1]


@kata.property
def the_first_input_alone_gives_one(xor_network):
    return outputs(xor_network, CORNERS)[2]


@kata.property
def two_ones_give_zero(xor_network):
    return not outputs(xor_network, CORNERS)[3]


@kata.property
def the_output_listens_to_its_hidden_units(xor_network):
    return np.any(xor_network()[2])


@kata.property
def inputs_may_be_off_by_a_little(xor_network):
    if not right_at_the_corners(xor_network):
        return True
    moved = np.concatenate([CORNERS + EXTREMES[:, None], CORNERS + BETWEEN])
    return (outputs(xor_network, moved) == outputs(xor_network, CORNERS)).all()


@kata.property
def no_unit_stands_exactly_at_its_threshold(xor_network):
    if not right_at_the_corners(xor_network):
        return True
    W1, b1, W2, b2 = xor_network()
    hidden = CORNERS @ W1 + b1
    return hidden.all() and ((hidden > 0) @ W2 + b2).all()
