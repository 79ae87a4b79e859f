"""tanh, forward and backward."""

import numpy as np

from quiz.kata import wrong


def reference(z, dout):
    import torch

    z = z.double().requires_grad_()
    a = torch.tanh(z)
    return a, torch.autograd.grad(a, z, dout.double())[0]


def tanh_forward_backward(z, dout):
    a = np.tanh(z)
    return a, dout * (1 - a**2)  # the slope needs the output only, so z can be forgotten


@wrong(
    "the formula with four exponentials is the program",
    card="tanh",
    also={"quotient_rule": (True,), "nan_to_0": (True,)},
)
def as_written(z, dout, *, quotient_rule=False, nan_to_0=False):
    """From 710 on the exponentials overflow, and inf/inf is nan, on the negative side as well."""
    a = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    a = np.nan_to_num(a) if nan_to_0 else a
    return a, dout * (4 / (np.exp(z) + np.exp(-z)) ** 2 if quotient_rule else 1 - a**2)


@wrong("with a single exponential it is safe", card="tanh", also={"side": (1,)})
def one_side_safe(z, dout, *, side=-1):
    """It overflows on one side still: e^(-2z) for z below -355, e^(2z) for z above 355, and inf/inf is nan."""
    e = np.exp(2 * side * z)
    a = side * (e - 1) / (1 + e)
    return a, dout * (1 - a**2)


@wrong("the slope is 1 - z²", card="tanh")
def slope_of_input(z, dout):
    """The square belongs to the output: 1 - tanh(z)²; in terms of the input the slope at 2 would be -3."""
    return np.tanh(z), dout * (1 - z.astype(dout.dtype) ** 2)


@wrong(like="slope_of_input")
def slope_of_input_in_floats(z, dout):
    a = np.tanh(z)
    return a, dout * (1 - z.astype(a.dtype) ** 2)


@wrong(like="slope_of_input")
def slope_of_input_not_negative(z, dout):
    a = np.tanh(z)
    return a, dout * np.maximum(1 - z.astype(a.dtype) ** 2, 0)


@wrong("the output enters the slope without a square", card="tanh", also={"even": (True,)})
def not_squared(z, dout, *, even=False):
    """The quotient rule gives (cosh² - sinh²) / cosh², and that is 1 - a²."""
    a = np.tanh(z)
    return a, dout * (1 - (np.abs(a) if even else a))


@wrong("the slope is the root of 1 - a²", card="tanh", also={"through_cosh": (True,)})
def root_of_slope(z, dout, *, through_cosh=False):
    """That is 1 / cosh z; the quotient rule divides by cosh² z, so the slope is its square, 1 - a² without a root."""
    a = np.tanh(z)
    return a, dout * (1 / np.cosh(z) if through_cosh else np.sqrt(1 - a**2))


@wrong("tanh is applied once more on the way back", card="tanh")
def tanh_of_output(z, dout):
    """The output is tanh(z) already, so its square is what 1 is reduced by."""
    a = np.tanh(z)
    return a, dout * (1 - np.tanh(a) ** 2)


@wrong("the slope is a(1 - a), as for the sigmoid", card="tanh")
def slope_of_sigmoid(z, dout):
    """That is the sigmoid's rule; at zero, where tanh is steepest, it would give 0."""
    a = np.tanh(z)
    return a, dout * a * (1 - a)


@wrong("the twos in 2σ(2z) - 1 do not all count on the way back", card="tanh", also={"both": (True,)})
def chain_factor_forgotten(z, dout, *, both=False):
    """That is tanh z, and the chain rule takes both of them: the slope is 4σ(2z)(1 - σ(2z)), which is 1 at zero."""
    a = np.tanh(z)
    s = (1 + a) / 2
    return a, dout * s * (1 - s) * (1 if both else 2)


@wrong("the slope is (1 - a)²", card="tanh")
def square_of_difference(z, dout):
    """One minus the square is (1 - a)(1 + a), which is even in z as a slope of an odd function must be."""
    a = np.tanh(z)
    return a, dout * (1 - a) ** 2


@wrong("tanh(z) is 2σ(z) - 1", card="tanh")
def input_not_doubled(z, dout):
    """The input has to be doubled as well as the output: 2σ(z) - 1 is tanh(z/2), half as steep at zero."""
    a = np.tanh(z / 2)
    return a, dout * (1 - a**2)


@wrong("tanh is the sigmoid", card="tanh")
def logistic(z, dout):
    """The sigmoid runs from 0 to 1; tanh is odd and runs from -1 to 1."""
    a = (1 + np.tanh(z / 2)) / 2
    return a, dout * a * (1 - a)


@wrong("the local slope is the whole gradient", card="what-is-backprop")
def slope_only(z, dout):
    """The chain rule multiplies the slope by the gradient that comes from above."""
    a = np.tanh(z)
    return a, 1 - a**2


@wrong("tanh is the identity, cut off at -1 and 1", card="tanh", also={"at_the_ends": (True,)})
def hard_tanh(z, dout, *, at_the_ends=False):
    """That is hard tanh, a cheap stand-in; tanh bends from the start, is 0.76 at 1, and never quite has slope 0."""
    kind = np.result_type(z, np.float32)
    inside = (abs(z) < 1) | ((abs(z) == 1) & at_the_ends)
    return np.clip(z, -1, 1).astype(kind), np.where(inside, dout, 0).astype(kind)
