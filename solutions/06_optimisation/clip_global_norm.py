"""Clip gradients by their global norm."""

import numpy as np

from quiz.kata import wrong


def reference(grads, max_norm):
    import torch

    for g in grads:
        g.grad = g.clone()
    norm = torch.nn.utils.clip_grad_norm_(grads, max_norm)
    clipped = torch.cat([g.grad.flatten() for g in grads])
    return clipped if norm.isfinite() else torch.zeros_like(clipped), norm


def clip_by_global_norm(grads, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in grads))  # one for all arrays: their ratio stays, and the direction
    factor = min(1, max_norm / (norm + 1e-6))
    return [g * factor for g in grads], norm


def length(grads):
    return np.sqrt(sum((g**2).sum() for g in grads))


def scaled(grads, max_norm, norm):
    return [g * min(1, max_norm / (norm + 1e-6)) for g in grads], norm


@wrong("each array has a norm of its own", card="global-norm")
def one_by_one(grads, max_norm):
    """Arrays shortened apart change their ratio, and with it the direction of the step; one norm serves them all."""
    return [scaled([g], max_norm, length([g]))[0][0] for g in grads], length(grads)


@wrong("an array that is short by itself is left alone", card="global-norm")
def only_long_arrays(grads, max_norm):
    """All arrays count as one vector: where that is too long, each gets the same factor, or the direction changes."""
    norm = length(grads)
    return [scaled([g], max_norm, norm)[0][0] if length([g]) > max_norm else g for g in grads], norm


@wrong("every entry is cut off at the maximum", card="gradient-clipping")
def by_value(grads, max_norm):
    """Large entries then lose more than small ones and the gradient turns; one factor for all keeps its direction."""
    return [np.clip(g, -max_norm, max_norm) for g in grads], length(grads)


@wrong("the gradient always ends up as long as the maximum", card="gradient-clipping")
def lengthened(grads, max_norm):
    """Clipping never lengthens: a gradient shorter than the maximum is left alone, so its factor is at most 1."""
    norm = length(grads)
    return [g * (max_norm / (norm + 1e-6)) for g in grads], norm


@wrong("the norm that is returned is the one after clipping", card="global-norm")
def norm_after(grads, max_norm):
    """After clipping it says nothing new; the norm before is what one logs, since it shows the spikes."""
    clipped, _ = scaled(grads, max_norm, length(grads))
    return clipped, length(clipped)


@wrong(like="norm_after")
def norm_at_most_the_maximum(grads, max_norm):
    norm = length(grads)
    return scaled(grads, max_norm, norm)[0], min(norm, max_norm)


@wrong("the norms of the arrays add up", card="global-norm")
def sum_of_norms(grads, max_norm):
    """Squares add up, lengths do not: 3 and 4 make 5. Sum the squares over all arrays and take one root."""
    return scaled(grads, max_norm, sum(length([g]) for g in grads))


@wrong("the longest array decides", card="global-norm")
def longest(grads, max_norm):
    """Many arrays, each short enough, can still make a long step together; the norm is that of all their entries."""
    return scaled(grads, max_norm, max(length([g]) for g in grads))


@wrong("the norm is the largest entry", card="global-norm")
def largest_entry(grads, max_norm):
    """That is the maximum norm; many entries, each of them small, make a long step all the same, so all count."""
    return scaled(grads, max_norm, np.max([np.abs(g).max(initial=0) for g in grads]))


@wrong("the norm of a matrix is its 2-norm", card="global-norm")
def spectral_norm(grads, max_norm):
    """For NumPy that is the largest singular value; here a matrix counts by all its entries, as one long vector."""
    plain = [g.ravel() if g.ndim > 2 or not g.size or not np.isfinite(g).all() else g for g in grads]
    return scaled(grads, max_norm, np.sqrt(sum(np.linalg.norm(g, 2) ** 2 for g in plain)))


@wrong("the sum of squares is the norm", card="global-norm")
def no_root(grads, max_norm):
    """That is the norm squared: long gradients come out far too short, and the root is missing."""
    return scaled(grads, max_norm, length(grads) ** 2)


@wrong("the norm has to be finite", card="global-norm")
def finite_entries_only(grads, max_norm):
    """One entry that is infinite or NaN has to show in it: by that the caller sees that the step must be skipped."""
    return scaled(grads, max_norm, length([g[np.isfinite(g)] for g in grads]))


@wrong(like="finite_entries_only")
def nan_left_out(grads, max_norm):
    return scaled(grads, max_norm, length([g[~np.isnan(g)] for g in grads]))


@wrong(like="finite_entries_only")
def infinity_left_out(grads, max_norm):
    return scaled(grads, max_norm, length([g[~np.isinf(g)] for g in grads]))


@wrong("the norm is a mean over the entries", card="global-norm")
def root_mean_square(grads, max_norm):
    """What is limited is the length of the whole step, however many entries share it, so the squares are summed."""
    return scaled(grads, max_norm, length(grads) / np.sqrt(sum(g.size for g in grads)))


@wrong("the norm is the sum of the absolute values", card="l1-vs-l2-norm")
def absolute_values(grads, max_norm):
    """That is the L1 norm, which is larger; the length of a step is the root of the sum of squares."""
    return scaled(grads, max_norm, sum(abs(g).sum() for g in grads))


@wrong("a gradient that is too long ends up with length 1", card="gradient-clipping")
def to_unit_length(grads, max_norm):
    """It is shortened to the maximum and no further, so the factor has max_norm in its numerator."""
    norm = length(grads)
    return [g / (norm + 1e-6) if norm > max_norm else g for g in grads], norm


@wrong("the factor is the maximum divided by the norm alone", card="gradient-clipping")
def without_epsilon(grads, max_norm):
    """It divides by the norm plus 1e-6, as `clip_grad_norm_` does, and results are compared more closely than that."""
    norm = length(grads)
    return [g * (max_norm / norm) if norm > max_norm else g for g in grads], norm
