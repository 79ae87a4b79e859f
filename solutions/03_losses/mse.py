"""Mean squared error over all elements, and its gradient."""

import numpy as np

from quiz.kata import wrong


def reference(pred, target):
    import torch

    if pred.shape != target.shape:
        return True  # it has to raise
    pred = pred.double().requires_grad_()
    loss = torch.nn.functional.mse_loss(pred, target.double())
    return loss, torch.autograd.grad(loss, pred)[0]


def mse(pred, target):
    diff = difference(pred, target)
    return (diff**2).mean(), 2 * diff / diff.size


def difference(pred, target):
    if pred.shape != target.shape:  # (N, 1) and (N,) would broadcast to (N, N), and the mean would hide it
        raise ValueError(f"shapes differ: {pred.shape} and {target.shape}")
    return pred - target


@wrong("shapes sort themselves out", card="mse")
def silent_broadcast(pred, target):
    """NumPy repeats what is too short, a reshape or squeeze pairs what may not belong together; compare the shapes."""
    diff = pred - target
    return (diff**2).mean(), 2 * diff / diff.size


@wrong(like="silent_broadcast")
def ranks_compared(pred, target):
    diff = pred - target if pred.ndim == target.ndim else difference(pred, target)
    return (diff**2).mean(), 2 * diff / diff.size


@wrong(like="silent_broadcast")
def lengths_compared(pred, target):
    diff = pred - target if len(pred) == len(target) else difference(pred, target)
    return (diff**2).mean(), 2 * diff / diff.size


@wrong(like="silent_broadcast")
def last_axes_compared(pred, target):
    diff = pred - target if pred.shape[-1] == target.shape[-1] else difference(pred, target)
    return (diff**2).mean(), 2 * diff / diff.size


@wrong(like="silent_broadcast")
def sizes_compared(pred, target):
    diff = pred - target if pred.size == target.size else difference(pred, target)
    return (diff**2).mean(), 2 * diff / diff.size


@wrong("the factor 2 may be left out of the gradient", card="mse")
def no_factor_two(pred, target):
    """The square gives it, and without it the gradient is not that of the loss; who halves one, halves both."""
    diff = difference(pred, target)
    return (diff**2).mean(), diff / diff.size


@wrong("there is a 1/2 in front of the loss", card="mse")
def halved(pred, target):
    """Some textbooks put one there to get rid of the 2 in the gradient; the statement and PyTorch do not."""
    diff = difference(pred, target)
    return (diff**2).mean() / 2, diff / diff.size


@wrong("the mean is over the samples only", card="mean-reduction")
def per_sample(pred, target):
    """It is over all elements: with D outputs the sum has N times D terms, and that is what it is divided by."""
    diff = difference(pred, target)
    return (diff**2).sum() / len(diff), 2 * diff / len(diff)


@wrong(like="per_sample")
def gradient_per_sample(pred, target):
    diff = difference(pred, target)
    return (diff**2).mean(), 2 * diff / len(diff)


@wrong("the gradient needs no mean", card="mean-reduction")
def gradient_not_averaged(pred, target):
    """The loss divides by the number of elements, so its slope does as well, or the step grows with the batch."""
    diff = difference(pred, target)
    return (diff**2).mean(), 2 * diff


@wrong("the squares are summed up", card="loss-additivity")
def summed(pred, target):
    """Asked for is their mean, which does not grow with the batch; loss and gradient are both divided by the size."""
    diff = difference(pred, target)
    return (diff**2).sum(), 2 * diff


@wrong("a root is taken at the end", card="mse")
def rmse(pred, target):
    """That is the root mean squared error; it has the unit of the targets, but it is another number to report."""
    diff = difference(pred, target)
    return np.sqrt((diff**2).mean()), 2 * diff / diff.size


@wrong("the sign of the difference does not matter", card="mse")
def wrong_direction(pred, target):
    """The square forgets it, the gradient does not: a prediction that is too large has a positive slope."""
    diff = difference(pred, target)
    return (diff**2).mean(), -2 * diff / diff.size


@wrong("errors count by their size, not their square", card="mae-huber")
def absolute_error(pred, target):
    """That is the absolute error, whose gradient has the same size however large the error is."""
    diff = difference(pred, target)
    return np.abs(diff).mean(), np.sign(diff) / diff.size


@wrong("each sample keeps a loss of its own", card="loss-cost-metric")
def not_reduced(pred, target):
    """A gradient belongs to one number, so the squares of all samples are averaged to it."""
    diff = difference(pred, target)
    return diff**2, 2 * diff / diff.size


@wrong(like="not_reduced")
def one_loss_per_row(pred, target):
    diff = difference(pred, target)
    return (diff**2).reshape(len(diff), -1).mean(axis=1), 2 * diff / diff.size


@wrong("the square may be multiplied out", card="mse")
def multiplied_out(pred, target):
    """Far from zero the three terms are huge and nearly cancel, and rounding is all that is left; subtract first."""
    diff = difference(pred, target)
    return (pred**2 - 2 * pred * target + target**2).mean(), 2 * diff / diff.size


@wrong("single precision is enough for a loss", card="mse")
def single_precision(pred, target):
    """Far from zero it rounds away how much the two differ, before they are subtracted; keep the dtype of the input."""
    diff = difference(pred.astype(np.float32), target.astype(np.float32)).astype(np.result_type(pred, np.float32))
    return (diff**2).mean(), 2 * diff / diff.size
