"""A Hopfield network."""

import numpy as np


def hopfield_train(P):
    """Return the weights W, (N, N), that store the patterns `P`.

    P: (M, N), M patterns of N units, each +1 or -1.
    """
    raise NotImplementedError


def hopfield_recall(W, s, order):
    """Return the state after each entry of `order` has been a turn of its unit, one after another.

    W: (N, N), symmetric, zero diagonal. s: (N,), each +1 or -1. order: integers, a unit for each turn.
    """
    raise NotImplementedError


def energy(W, s):
    """Return the energy of the state `s`: (N,), each +1 or -1, under the weights W: (N, N)."""
    raise NotImplementedError
