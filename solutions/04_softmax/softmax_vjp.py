"""The backward pass of softmax, a vector-Jacobian product."""

import numpy as np

from quiz.kata import wrong


def reference(p, g, axis=-1):
    import torch

    z = p.log().requires_grad_()
    return torch.autograd.grad(torch.softmax(z, dim=axis), z, g)[0]


def softmax_vjp(p, g, axis=-1):
    mean = (g * p).sum(axis=axis, keepdims=True)
    return p * (g - mean)  # (diag(p) - p p^T) g without the matrix


@wrong("the backward pass is the incoming gradient minus the output", card="softmax-vjp")
def minus_output(p, g, axis=-1):
    """A difference like that, p - y, belongs to softmax and cross-entropy together."""
    return g - p


@wrong("softmax is an elementwise function", card="softmax-jacobian")
def diagonal(p, g, axis=-1):
    """The factor p(1 - p) is the diagonal of the Jacobian only; each logit moves all the other probabilities too."""
    return p * (1 - p) * g


@wrong("the gradient is only scaled by p", card="softmax-vjp")
def no_projection(p, g, axis=-1):
    """That is the way back of exp alone; the division by the sum takes off the mean of g, weighted by p."""
    return p * g


@wrong("the gradient is only freed of its mean", card="softmax-vjp")
def no_factor(p, g, axis=-1):
    """After the subtraction every entry is scaled by its own probability."""
    return g - (g * p).sum(axis=axis, keepdims=True)


@wrong("the mean that is taken off is the plain one", card="softmax-vjp")
def plain_mean(p, g, axis=-1):
    """The mean of g is weighted by the probabilities; the plain one fits only if all classes are equally likely."""
    return p * (g - g.mean(axis=axis, keepdims=True))


@wrong("the sum of the gradients is taken off", card="softmax-vjp")
def plain_sum(p, g, axis=-1):
    """The gradients in that sum are weighted by the probabilities, which makes it a mean."""
    return p * (g - g.sum(axis=axis, keepdims=True))


@wrong("the output is what is taken off the gradient", card="softmax-vjp")
def output_inside(p, g, axis=-1):
    """One number per slice is subtracted, the inner product of g and p, so that a constant g gives 0."""
    return p * (g - p)


@wrong("the whole batch shares one inner product", card="softmax-vjp")
def one_inner_product(p, g, axis=-1):
    """Each slice along the axis is a softmax of its own, with an inner product of its own."""
    return p * (g - (g * p).sum())


@wrong("broadcasting finds the right axis without keepdims", card="which-axis")
def no_keepdims(p, g, axis=-1):
    """On a square input the inner products of the rows are taken off the columns."""
    return p * (g - (g * p).sum(axis=axis))


@wrong("softmax always runs along the last axis", card="which-axis")
def last_axis(p, g, axis=-1):
    """The caller says along which axis it ran; the shapes are the same for all, so nothing complains."""
    return p * (g - (g * p).sum(axis=-1, keepdims=True))


@wrong("every axis but the first is the last one", card="which-axis")
def first_or_last(p, g, axis=-1):
    """In a cube there is one between them, and a negative axis may mean any of the three."""
    return p * (g - (g * p).sum(axis=0 if axis == 0 else -1, keepdims=True))


@wrong("the gradient is the mean minus the incoming one", card="softmax-vjp")
def sign_flipped(p, g, axis=-1):
    """The diagonal of the Jacobian is positive: where g is above its mean, raising the logit raises the loss."""
    return p * ((g * p).sum(axis=axis, keepdims=True) - g)


@wrong("the way back is that of log-softmax", card="softmax-vjp")
def of_log_softmax(p, g, axis=-1):
    """There g belongs to the logarithms; here it belongs to the probabilities, and is multiplied by p first."""
    return g - p * g.sum(axis=axis, keepdims=True)


@wrong("p holds the logits", card="softmax-vjp")
def softmax_again(p, g, axis=-1):
    """The output of softmax comes in, so the probabilities are there already, and a second softmax gives others."""
    e = np.exp(p)
    q = e / e.sum(axis=axis, keepdims=True)
    return q * (g - (g * q).sum(axis=axis, keepdims=True))
