"""Proximal steps and gradients of the L1 and L2 penalties."""

import numpy as np


def prox_l1(v, lam):
    """Return the x that minimises (x - v)**2 / 2 + lam * abs(x), for each entry.

    v: array of any shape, float32, float64 or integer. lam: float, at least 0. Result: same shape; integers give
    float64. The same holds for the other three.
    """
    raise NotImplementedError


def prox_l2(v, lam):
    """Return the x that minimises (x - v)**2 / 2 + lam / 2 * x**2, for each entry."""
    raise NotImplementedError


def l1_grad(v, lam):
    """Return the gradient of lam * abs(v).sum(), and 0 where an entry is 0."""
    raise NotImplementedError


def l2_grad(v, lam):
    """Return the gradient of lam / 2 * (v**2).sum()."""
    raise NotImplementedError
