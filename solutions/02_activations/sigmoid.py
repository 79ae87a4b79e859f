"""The sigmoid, accurate for every input."""

import numpy as np

from quiz.kata import wrong


def reference(x):
    import torch

    x = x.double()
    p = torch.sigmoid(x)
    ratio = torch.where((x < 0) & (x > -690), torch.sigmoid(-x), 1.0)  # 1 / (1 + e^x)
    return p, ratio, False, False


def sigmoid(x):
    e = np.exp(-np.abs(x))  # at most 1 on either side, so that neither branch can overflow
    return np.where(x >= 0, 1, e) / (1 + e)


@wrong("the formula is safe for every input", card="sigmoid")
def as_written(x):
    """Far below zero exp(-x) overflows; the quotient 1/inf happens to be right, but the warning is deserved."""
    return 1 / (1 + np.exp(-x))


@wrong("e^x / (1 + e^x) is the safe form", card="sigmoid")
def other_form(x):
    """Each of the two forms is safe on one side only: above 709 this one is inf/inf, which is nan."""
    e = np.exp(x)
    return e / (1 + e)


@wrong("np.where computes only the branch that it takes", card="sigmoid")
def both_branches(x):
    """Both branches are computed for every element before one is chosen, so each overflows on the other's side."""
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


@wrong("what is equal on paper is equal in floating point", card="tanh")
def half_tanh(x):
    """Far below zero tanh rounds to -1, and the sum with 1 cancels: at -40 nothing is left of 4e-18."""
    return (1 + np.tanh(x / 2)) / 2


@wrong(like="half_tanh")
def half_tanh_in_double_precision(x):
    return ((1 + np.tanh(x.astype(float) / 2)) / 2).astype(np.result_type(x, np.float32))


@wrong(like="half_tanh")
def half_tanh_from_expm1(x):
    e = np.expm1(-np.abs(x))
    return (1 + np.copysign(e / (2 + e), x)) / 2


@wrong(like="half_tanh")
def half_tanh_from_a_quotient(x):
    e = np.exp(-np.abs(x))
    return (1 + np.sign(x) * (1 - e) / (1 + e)) / 2


@wrong("1 - sigmoid(-x) keeps its digits", card="sigmoid")
def complement(x):
    """Where sigmoid(-x) rounds to 1 the difference is 0, although the true value is small and not zero."""
    p = 1 / (1 + np.exp(-np.abs(x)))
    return np.where(x >= 0, p, 1 - p)


@wrong(
    "clipping the input changes nothing",
    card="saturation",
    also={
        "bound": (20, 30, 36, 40, 50, 60, 80, 88, 100, 200, 250, 300, 600, 700, 709),
        "bound_in_float64": (100, 200, 250, 300, 500, 600),
    },
)
def clipped(x, *, bound=500, bound_in_float64=None):
    """Below the bound all inputs get the same probability, however unlike they are."""
    if bound_in_float64 is not None:
        bound = 80 if x.dtype == np.float32 else bound_in_float64
    return 1 / (1 + np.exp(-np.clip(x, -bound, bound)))


@wrong("subtracting the maximum works as in softmax", card="max-subtraction", also={"at_least": (0.0,)})
def shared_maximum(x, *, at_least=-np.inf):
    """Each element has a denominator of its own; where x and 0 both lie far below the maximum, 0/0 is nan."""
    x = x if x.dtype.kind == "f" else x.astype(float)
    top = x.max(initial=at_least)
    e = np.exp(x - top)
    return e / (e + np.exp(-top))


@wrong(
    "a small number in the denominator does no harm",
    card="sigmoid",
    also={"eps": (1e-5, 1e-6, 1e-7, 1e-9, 1e-10)},
)
def epsilon(x, *, eps=1e-8):
    """The denominator is never below 1, so there is nothing to guard, and the small number costs digits."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e + eps)


@wrong(like="epsilon", also={"eps": (1e-5, 1e-6, 1e-7, 1e-9, 1e-10)})
def epsilon_in_the_formula(x, *, eps=1e-8):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x) + eps)


@wrong("the sigmoid is (1 + tanh x) / 2", card="tanh")
def input_not_halved(x):
    """The input has to be halved as well: this curve is twice as steep as the sigmoid."""
    e = np.exp(-2 * np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


@wrong("the exponent has no minus sign", card="sigmoid")
def falling(x):
    """Without the minus sign the curve falls from 1 to 0; the sigmoid rises with its input."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, e, 1) / (1 + e)
