"""Leaky ReLU with any slope, forward and backward."""

import numpy as np

from quiz.kata import wrong


def reference(x, dout, slope):
    import torch

    x = x.double().requires_grad_()
    y = torch.nn.functional.leaky_relu(x, slope)
    return y, torch.autograd.grad(y, x, dout.double())[0]


def leaky_relu(x, slope):
    return np.where(x > 0, x, slope * x)  # the sign of x decides, whatever the slope


def leaky_relu_grad(x, dout, slope):
    return np.where(x > 0, dout, slope * dout)


@wrong("max(x, slope * x) works for every slope", card="leaky-relu")
def larger_one(x, slope):
    """For slopes above 1 the larger of the two is the wrong one on both sides; let the sign of x choose."""
    return np.maximum(x, slope * x)


@wrong("the slope is 0.01 always", card="leaky-relu")
def fixed_slope(x, slope):
    """The usual value is only a default; the slope to use is the argument."""
    return np.where(x > 0, x, 0.01 * x)


@wrong("the negative side is turned upwards", card="leaky-relu")
def turned_upwards(x, slope):
    """With a positive slope a negative input keeps its sign; only a negative slope turns it upwards."""
    return np.where(x > 0, x, -slope * x)


@wrong("the negative side is divided by the slope", card="leaky-relu", also={"at_slope_0": ("x", "infinity")})
def divided(x, slope, *, at_slope_0="0"):
    """The slope is what a negative input is multiplied by, so that 0.1 makes it smaller, and not larger."""
    return np.where(x > 0, x, x * inverse(slope, at_slope_0))


def inverse(slope, at_slope_0):
    return 1 / slope if slope else {"0": 0.0, "infinity": np.inf}.get(at_slope_0, 1.0)


@wrong("slopes are positive", card="leaky-relu")
def size_of_slope(x, slope):
    """A slope may be negative as well, and then a negative input comes out positive; its sign counts."""
    return np.where(x > 0, x, abs(slope) * x)


@wrong("the leak is added on both sides", card="leaky-relu")
def leak_everywhere(x, slope):
    """A positive input comes out unchanged; only where ReLU would be 0 does the leak take its place."""
    return np.maximum(x, 0) + slope * x


@wrong("a negative input gives the slope itself", card="leaky-relu", also={"at_zero": (0,)})
def constant_below_zero(x, slope, *, at_zero=1):
    """The slope is what x is multiplied by; a constant would leave no gradient and jump at 0."""
    return np.where(x > 0, x, slope * np.where(x == 0, at_zero, 1)).astype((slope * x).dtype)


@wrong("forward it is a ReLU, and only the gradient leaks", card="leaky-relu")
def leak_on_the_way_back_only(x, slope):
    """The backward pass is the derivative of the forward pass, so a negative input has to leak there already."""
    return np.maximum(x, 0 * x * slope)


@wrong(
    "the gradient of the negative side is divided by the slope",
    card="leaky-relu",
    of="leaky_relu_grad",
    also={"at_slope_0": ("dout", "infinity")},
)
def divided_on_the_way_back(x, dout, slope, *, at_slope_0="0"):
    """There the output moves by the slope times as much as the input, so the slope multiplies what comes from above."""
    return np.where(x > 0, dout, dout * inverse(slope, at_slope_0))


@wrong("nothing comes back from a negative input", card="dead-relu", of="leaky_relu_grad")
def still_a_relu(x, dout, slope):
    """The output moves with a negative input too, by the slope; that keeps such units alive."""
    return np.where(x > 0, dout, 0 * slope * dout)


@wrong("the slope at 0 is 1", card="relu-at-zero", of="leaky_relu_grad")
def one_at_zero(x, dout, slope):
    """The kink has no derivative, and here the slope of the negative side is asked for: compare with `>`."""
    return np.where(x >= 0, dout, slope * dout)


@wrong("the gradient at 0 is 0", card="relu-at-zero", of="leaky_relu_grad")
def nothing_at_zero(x, dout, slope):
    """Zero belongs to the negative side here, whose slope is not 0."""
    return np.where(x > 0, dout, slope * dout) * (x != 0)


@wrong("the slope at 0 is the mean of both sides", card="relu-at-zero", of="leaky_relu_grad")
def mean_at_zero(x, dout, slope):
    """The mean is a subgradient as well for slopes up to 1, but the convention asked for here takes the slope below."""
    mean = ((1 + slope) / 2 * dout).astype((slope * dout).dtype)
    return np.where(x == 0, mean, np.where(x > 0, dout, slope * dout))


@wrong("the sign of the gradient decides", card="relu-backward", of="leaky_relu_grad")
def sign_of_dout(x, dout, slope):
    """Which side of the kink the unit is on depends on x alone."""
    return np.where(dout > 0, dout, slope * dout)


@wrong("the sign of the output says which side an input is on", card="relu-backward", of="leaky_relu_grad")
def sign_of_output(x, dout, slope):
    """With a negative slope the output is positive on both sides; only the sign of x tells them apart."""
    return np.where(np.where(x > 0, x, slope * x) > 0, dout, slope * dout)


@wrong("the local slope is the whole gradient", card="relu-backward", of="leaky_relu_grad")
def slope_only(x, dout, slope):
    """The chain rule multiplies the slope, here 1 or the argument, by the gradient that comes from above."""
    return np.where(x > 0, 1, slope).astype((slope * dout).dtype)


@wrong(like="slope_only", of="leaky_relu_grad")
def slope_only_below_zero(x, dout, slope):
    return np.where(x > 0, dout, slope).astype((slope * dout).dtype)


@wrong("slopes are positive on the way back", card="relu-backward", of="leaky_relu_grad")
def size_of_slope_on_the_way_back(x, dout, slope):
    """With a negative slope the output falls where such an input rises, so the gradient changes its sign there."""
    return np.where(x > 0, dout, abs(slope) * dout)


@wrong("the gradient is turned round on the negative side", card="relu-backward", of="leaky_relu_grad")
def turned_round(x, dout, slope):
    """There the output moves with the input by the slope with its own sign."""
    return np.where(x > 0, dout, -slope * dout)


@wrong(
    "the larger of x and slope * x decides on the way back",
    card="relu-backward",
    of="leaky_relu_grad",
    also={"ties": (True,)},
)
def larger_one_on_the_way_back(x, dout, slope, *, ties=False):
    """For slopes above 1 that takes the wrong side for every x but 0; the sign of x alone tells the sides apart."""
    return np.where((x > slope * x) | (ties & (x == slope * x)), dout, slope * dout)


@wrong("the gradient is multiplied by the output", card="relu-backward", of="leaky_relu_grad")
def times_output(x, dout, slope):
    """It is the derivative that multiplies the gradient, and on the positive side that is 1, whatever x is."""
    return dout * np.where(x > 0, x, slope * x)
