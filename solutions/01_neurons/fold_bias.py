"""A bias as one more weight, that of a constant input."""

import numpy as np

from quiz.kata import wrong


def reference(X, W, b):
    import torch

    return torch.nn.functional.pad(X.double(), (1, 0), value=1), torch.vstack([b, W]).double()


def fold_bias(X, W, b):
    return ones_first(X), np.vstack([b, W])  # the constant comes first in both, so that it meets the bias


def ones_first(X):
    return np.hstack([np.ones((len(X), 1), X.dtype), X])


@wrong("the order of the inputs does not matter", card="bias-unit", also={"bias_first": (False,)})
def orders_differ(X, W, b, *, bias_first=True):
    """The constant has to meet its bias in the product, so X1 and W1 need the same order; here both come first."""
    if bias_first:
        return np.hstack([X, np.ones((len(X), 1), X.dtype)]), np.vstack([b, W])
    return ones_first(X), np.vstack([W, b])


@wrong("the constant comes last", card="bias-unit")
def ones_last(X, W, b):
    """The product would be right, but the statement puts the constant first, both in X1 and in W1."""
    return np.hstack([X, np.ones((len(X), 1), X.dtype)]), np.vstack([W, b])


@wrong("the bias is one more sample", card="bias-unit")
def row_of_ones(X, W, b):
    """Samples are rows and inputs are columns; the constant is an input that each sample has, so it is a column."""
    return np.vstack([np.ones((1, X.shape[1]), X.dtype), X]), np.vstack([b, W])


@wrong("the constant input is 0", card="bias-unit")
def column_of_zeros(X, W, b):
    """Times zero the bias vanishes from the product; what leaves a factor as it is, is 1."""
    return np.hstack([np.zeros((len(X), 1), X.dtype), X]), np.vstack([b, W])


@wrong("the constant input is -1", card="threshold-unit", also={"sign": (1,)})
def column_of_minus_ones(X, W, b, *, sign=-1):
    """Old texts feed -1 and learn a threshold; the constant here is 1, and the biases keep their sign."""
    return np.hstack([-np.ones((len(X), 1), X.dtype), X]), np.vstack([sign * b, W])


@wrong("folding the bias concerns only W", card="bias-unit")
def input_forgotten(X, W, b):
    """The new row of W1 needs an input to be multiplied with, a constant 1 in front of each sample."""
    return X.copy(), np.vstack([b, W])


@wrong("the bias is a threshold", card="threshold-unit")
def minus_b(X, W, b):
    """A threshold is subtracted, a bias is added, so it goes into W1 with the sign that it has."""
    return ones_first(X), np.vstack([-b, W])


@wrong("each row of W belongs to an output", card="linear-layer")
def column_of_w(X, W, b):
    """That is the layout of `nn.Linear`; here W is (D, M), its columns are the outputs, and b is one more row."""
    return ones_first(X), np.hstack([b[:, None], W])


@wrong("all outputs share one bias", card="linear-layer", also={"which": (-1,)})
def one_bias(X, W, b, *, which=0):
    """Each output has its own, so the new row of W1 is all of b."""
    return ones_first(X), np.vstack([np.full_like(b, b[which]), W])
