"""ReLU, forward and backward."""

import numpy as np

from quiz.kata import wrong


def reference(x, dout):
    import torch

    x = x.double().requires_grad_()
    out = torch.relu(x)
    return out, torch.autograd.grad(out, x, dout.double())[0]


def relu_forward_backward(x, dout):
    active = x > 0  # strict, so that an input of exactly 0 sends nothing back; asked of x, not of dout
    return np.where(active, x, 0), np.where(active, dout, 0)


@wrong("the slope at 0 is 1", card="relu-at-zero")
def slope_one_at_zero(x, dout):
    """The kink has no derivative, and the convention asked for here takes 0, so compare with `>`."""
    return np.maximum(x, 0), dout * (x >= 0)


@wrong("the slope at 0 is one half", card="relu-at-zero")
def slope_half_at_zero(x, dout):
    """One half is a subgradient as well, but the convention asked for here takes 0."""
    return np.maximum(x, 0), dout * np.heaviside(x, 0.5)


@wrong("the gradient is rectified by its own sign", card="relu")
def rectified_gradient(x, dout):
    """What passes is decided by the sign of x alone; a negative gradient must pass where x is positive."""
    return np.maximum(x, 0), np.maximum(dout, 0)


@wrong("only positive gradients pass an open unit", card="relu")
def guided(x, dout):
    """An open unit has slope 1 for gradients of either sign; this is guided backpropagation, a way to draw saliency."""
    return np.maximum(x, 0), dout * (x > 0) * (dout > 0)


@wrong("the local slope is the whole gradient", card="relu")
def mask_only(x, dout):
    """The chain rule multiplies the slope, 0 or 1, by the gradient that comes from above."""
    return np.maximum(x, 0), (x > 0).astype(dout.dtype)


@wrong("the slope is the output", card="relu")
def slope_is_output(x, dout):
    """On the open side the output grows with slope 1, whatever its size."""
    return np.maximum(x, 0), dout * np.maximum(x, 0)


@wrong("a closed unit lets the gradient through", card="dead-relu", also={"at_zero": (False,)})
def straight_through(x, dout, *, at_zero=True):
    """Where x is negative the output does not move with it, so no gradient may come back."""
    return np.maximum(x, 0), np.where((x != 0) | at_zero, dout, 0)


@wrong("rectifying means taking the absolute value", card="why-rectified")
def full_wave(x, dout):
    """That is full-wave rectification, while ReLU is half-wave and cuts the negative side to 0."""
    return np.abs(x), dout * np.sign(x)


@wrong("a closed unit keeps a small slope", card="dead-relu", also={"slope": (0.1, 0.2, 0.001), "at_zero": (False,)})
def leaky(x, dout, *, slope=0.01, at_zero=True):
    """That is a leaky ReLU; this one is exactly 0 for every negative input, and sends nothing back there."""
    kind = np.result_type(x, np.float32)
    closed = x <= 0 if at_zero else x < 0
    dx = np.where(closed, slope * dout, np.where(x > 0, dout, 0))
    return np.where(x > 0, x, slope * x).astype(kind), dx.astype(kind)


@wrong("the output is cut off at 6", card="relu")
def capped(x, dout):
    """That is ReLU6, which suits numbers of few bits; on the open side ReLU has no bound, and its slope stays 1."""
    return np.clip(x, 0, 6), np.where((x > 0) & (x < 6), dout, 0)


@wrong("the root of the square is the absolute value", card="", also={"in_floats": (True,)})
def root_of_square(x, dout, *, in_floats=False):
    """On paper it is, but the square overflows where the number does not, in float32 beyond 1.8e19."""
    z = x.astype(np.result_type(x, np.float32)) if in_floats else x
    return ((z + np.sqrt(z * z)) / 2).astype(np.result_type(x, np.float32)), np.where(x > 0, dout, 0)


@wrong("an input near zero counts as zero", card="relu-at-zero", also={"width": (1e-5, 1e-6, 1e-7, 1e-10, 1e-12)})
def closed_near_zero(x, dout, *, width=1e-8):
    """The kink is at exactly 0: however small a positive input is, its unit is open and the slope is 1."""
    active = x > width
    return np.where(active, x, 0), np.where(active, dout, 0)
