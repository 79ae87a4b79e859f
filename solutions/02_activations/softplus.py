"""Softplus, accurate for every input."""

import numpy as np

from quiz.kata import wrong


def reference(x, beta=1.0):
    import torch

    z = beta * x.double()
    y = torch.logaddexp(z, torch.zeros_like(z)) / beta  # torch's own softplus is only x above a threshold
    tail = (z < 0) & (z > -660)
    return y, torch.where(tail, beta * y / torch.exp(torch.where(tail, z, 0.0)), 1.0)


def softplus(x, beta=1.0):
    z = beta * x
    return (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))) / beta  # exp is at most 1, and log1p keeps a small one


@wrong("under a logarithm exp cannot overflow", card="softplus")
def as_written(x, beta=1.0):
    """The exponential is computed first: above 709 it is inf, and below -37 its sum with 1 is exactly 1."""
    return np.log(1 + np.exp(beta * x)) / beta


@wrong("log1p alone makes it safe", card="softplus")
def log1p_only(x, beta=1.0):
    """It saves the small results, but exp still overflows above 709; take max(z, 0) out first."""
    return np.log1p(np.exp(beta * x)) / beta


@wrong("log1p(e) is only a shorter way to write log(1 + e)", card="softplus")
def log_of_sum(x, beta=1.0):
    """An e below 1e-16 is lost when 1 is added, and log(1) is 0; log1p never forms that sum."""
    z = beta * x
    return (np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))) / beta


@wrong("the exponent can be made negative without a correction", card="softplus")
def maximum_forgotten(x, beta=1.0):
    """Taking the factor e^z out of the logarithm adds z in front of it; without max(z, 0) nothing grows."""
    return np.log1p(np.exp(-np.abs(beta * x))) / beta


@wrong("softplus is ReLU", card="softplus")
def rectified(x, beta=1.0):
    """It lies above ReLU everywhere, by log(2) / beta at 0, and is never 0 itself."""
    return np.maximum(x, 0) * np.ones_like(x * beta)


def bent(z, stable):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) if stable else np.log(1 + np.exp(z))


@wrong("beta acts inside only", card="softplus", also={"stable": (False,)})
def not_divided(x, beta=1.0, *, stable=True):
    """Without the division by beta the slope at the far right is beta instead of 1."""
    return bent(beta * x, stable)


@wrong(like="not_divided")
def only_the_logarithm_divided(x, beta=1.0):
    z = beta * x
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) / beta


@wrong("beta acts outside only", card="softplus", also={"stable": (False,)})
def not_multiplied(x, beta=1.0, *, stable=True):
    """The input is multiplied by beta first; dividing alone only makes the curve lower."""
    return bent(x, stable) / beta


@wrong("beta is a width, as a temperature is", card="softplus", also={"stable": (False,)})
def beta_as_width(x, beta=1.0, *, stable=True):
    """The input is multiplied by beta and the result divided; the other way round a larger beta makes a softer bend."""
    return beta * bent(x / beta, stable)


@wrong("beta is always 1", card="softplus", also={"stable": (False,)})
def beta_ignored(x, beta=1.0, *, stable=True):
    """The argument says how sharp the bend is: the larger it is, the closer the curve lies to ReLU."""
    return bent(x, stable)


@wrong("softplus is -log σ(x)", card="softplus")
def mirrored(x, beta=1.0):
    """That is the softplus of -x, the loss of a positive label; it falls where softplus rises."""
    z = beta * x
    return (np.maximum(-z, 0) + np.log1p(np.exp(-np.abs(z)))) / beta


@wrong("where x is large softplus is x, whatever beta is", card="softplus", also={"bound": (15, 30, 40)})
def threshold_on_x(x, beta=1.0, *, bound=20):
    """How straight the curve is there depends on beta * x: at a beta of 0.02 an x of 50 is still in the bend."""
    return np.where(x > bound, x, bent(beta * x, True) / beta)


@wrong("a few steps behind the bend softplus is straight", card="softplus", also={"bound": (5, 8, 12)})
def straight_too_early(x, beta=1.0, *, bound=10):
    """It lies above x by e^(-beta * x) / beta, which float64 shows up to a beta * x of 13 and more."""
    z = beta * x
    return np.where(z > bound, z, bent(z, True)) / beta
