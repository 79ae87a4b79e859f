"""A network that computes XOR."""

import numpy as np

from quiz.kata import wrong


def xor_network():
    W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
    b1 = np.array([-0.5, -1.5])  # the first unit is OR, the second AND
    W2 = np.array([1.0, -1.0])  # OR, but not AND
    b2 = -0.5
    return W1, b1, W2, b2


@wrong("a linear hidden layer is enough", card="xor-proof")
def least_squares():
    """Layers without a step between them are one layer; fitted to XOR it answers 0.5 everywhere, whatever comes in."""
    return np.eye(2), np.zeros(2), np.zeros(2), 0.5


@wrong("an output that never fires is nearly right", card="and-or-weights")
def two_ors():
    """It stays silent at all four points, as it does when its two units cancel; a single one has to make it fire."""
    return np.ones((2, 2)), np.array([-0.5, -0.5]), np.array([1.0, -1.0]), -0.5


@wrong("an output that always fires is nearly right", card="and-or-weights")
def always_fires():
    """It answers 1 at all four points, whatever its hidden units say; it has to be silent at two zeros and two ones."""
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, -1.0]), 1.5


@wrong(like="always_fires")
def always_fires_without_listening():
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.zeros(2), 0.5


UNITS = {
    "or": (1.0, 1.0, -0.5),
    "and": (1.0, 1.0, -1.5),
    "nand": (-1.0, -1.0, 1.5),
    "nor": (-1.0, -1.0, 0.5),
    "first": (1.0, 0.0, -0.5),
    "second": (0.0, 1.0, -0.5),
    "not first": (-1.0, 0.0, 0.5),
    "not second": (0.0, -1.0, 0.5),
    "first without second": (1.0, -1.0, -0.5),
    "second without first": (-1.0, 1.0, -0.5),
    "first if second": (1.0, -1.0, 0.5),
    "second if first": (-1.0, 1.0, 0.5),
    "never": (1.0, 1.0, -2.5),
    "always": (1.0, 1.0, 0.5),
}  # the weights and the bias of all that a single unit can compute of two bits


@wrong(
    "a hidden layer that copies its inputs helps",
    card="xor-proof",
    also={
        "unit": (
            "and",
            "nand",
            "nor",
            "first",
            "second",
            "not first",
            "not second",
            "first without second",
            "second without first",
            "first if second",
            "second if first",
            "never",
            "always",
        )
    },
)
def copied_inputs(*, unit="or"):
    """The output then sees the same four points and is a single unit again, and no single unit computes XOR."""
    first, second, bias = UNITS[unit]
    return np.eye(2), np.array([-0.5, -0.5]), np.array([first, second]), bias


@wrong("any negative weight is a veto", card="and-or-weights")
def veto_too_weak():
    """At (1, 1) it has to outweigh what OR brings above the threshold; here it only takes a part of that away."""
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([2.0, -1.0]), -0.5


@wrong("OR is nearly XOR", card="and-or-weights")
def only_or():
    """They differ where both inputs are 1, and a second unit has to veto there."""
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, 0.0]), -0.5


@wrong("both inputs have to be there", card="and-or-weights")
def only_and():
    """That is AND: XOR fires for exactly one of the two, and not for both."""
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([0.0, 1.0]), -0.5


@wrong("XOR fires where both inputs are equal", card="and-or-weights")
def signs_swapped():
    """The output fires wherever XOR is silent, and only there: this is XNOR, and W2 and b2 have the wrong sign."""
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([-1.0, 1.0]), 0.5


@wrong("neither input is as good as one", card="and-or-weights")
def nand():
    """That is NAND, which fires at two zeros too; XOR needs OR as well."""
    return -np.ones((2, 2)), np.array([1.5, 1.5]), np.array([1.0, 1.0]), -0.5


@wrong("the output needs no bias", card="bias-unit")
def no_output_bias():
    """Its sum is then exactly 0 where it should stay silent, and a step at 0 may go either way."""
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, -1.0]), 0.0


@wrong("a threshold may lie on a point", card="threshold-unit")
def thresholds_on_points():
    """It works for > and fails for >=, and the least noise in an input flips the unit; put it halfway between."""
    return np.ones((2, 2)), np.array([0.0, -1.0]), np.array([1.0, -1.0]), -0.5


@wrong("the weights of a network of ReLUs do for one of steps", card="threshold-unit")
def weights_for_relu():
    """A ReLU passes on how large its sum is, a step only its sign; here sums stand at 0, where it is left open."""
    return np.ones((2, 2)), np.array([0.0, -1.0]), np.array([1.0, -2.0]), 0.0


@wrong("each row of W1 belongs to a hidden unit", card="")
def rows_for_units():
    """The inputs meet the columns in X @ W1, so column j has the weights of unit j."""
    W1 = np.array([[2.0, -2.0], [-1.0, 1.0]])
    return W1, np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -0.5


@wrong("the margin does not matter", card="")
def thin_margin():
    """All four points are right, but moved by a few hundredths they are not; put the thresholds halfway between."""
    return np.ones((2, 2)), np.array([-0.05, -1.95]), np.array([1.0, -1.0]), -0.5


@wrong("a row for each unit, a column for each output", card="")
def a_column_of_weights():
    """There is one output, so W2 is a vector of two numbers; with shape (2, 1) the answers become a column."""
    return np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([[1.0], [-1.0]]), np.array([-0.5])
