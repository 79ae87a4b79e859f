"""The backward pass of a maximum over each row."""

import numpy as np

from quiz.kata import wrong


def reference(x, dout):
    import torch

    return torch.autograd.grad(torch.max(x.requires_grad_(), dim=1).values, x, dout)[0]


def max_backward(x, dout):
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), x.argmax(axis=1)] = dout  # argmax names one place per row, the first of equal numbers
    return dx


@wrong("every number that equals the maximum gets the whole gradient", card="max-backward")
def all_maxima(x, dout):
    """Raising k equal numbers by t raises the maximum by t, not by k times t; only the first of them gets it."""
    return (x == x.max(axis=1, keepdims=True)) * dout[:, None]


@wrong("equal numbers share the gradient", card="max-backward")
def even_split(x, dout):
    """This is the convention of `amax`; that of `max(dim=1)`, asked for here, gives all to the first."""
    ties = x == x.max(axis=1, keepdims=True)
    return np.where(ties, (dout / ties.sum(axis=1).astype(x.dtype))[:, None], 0).astype(x.dtype)


@wrong("the last of equal numbers gets the gradient", card="max-backward")
def last_of_equals(x, dout):
    """Where several numbers tie, the first one gets the whole gradient."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), x.shape[1] - 1 - x[:, ::-1].argmax(axis=1)] = dout
    return dx


@wrong("at a tie nobody gets the gradient", card="max-backward")
def nobody_at_a_tie(x, dout):
    """Raising the numbers that tie raises the maximum, so the gradient must not be lost; the first one gets it."""
    ties = x == x.max(axis=1, keepdims=True)
    return ((ties.sum(axis=1) == 1)[:, None] & ties) * dout[:, None]


@wrong("the gradient of a maximum is a softmax", card="soft-argmax", also={"shifted": (False,)})
def soft(x, dout, *, shifted=True):
    """It is that of log-sum-exp, a soft maximum; here the winner gets everything, and the others get nothing."""
    e = np.exp(x - x.max(axis=1, keepdims=True) if shifted else x)
    return e / e.sum(axis=1, keepdims=True) * dout[:, None]


@wrong("numbers that are nearly equal tie", card="max-backward")
def close_counts(x, dout):
    """Only exact equality makes a tie; however small its lead, the largest number alone sets the maximum."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), np.isclose(x, x.max(axis=1, keepdims=True)).argmax(axis=1)] = dout
    return dx


@wrong(like="close_counts", also={"lead": (1e-4, 1e-5, 1e-6, 1e-8, 1e-10, 1e-12)})
def close_within(x, dout, *, lead=1e-9):
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), (x > x.max(axis=1, keepdims=True) - lead).argmax(axis=1)] = dout
    return dx


@wrong(like="close_counts", also={"digits": (4, 5, 6, 7, 8, 9, 12)})
def rounded(x, dout, *, digits=10):
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), np.round(x, digits).argmax(axis=1)] = dout
    return dx


@wrong(like="close_counts")
def in_half_precision(x, dout):
    dx = np.zeros_like(x)
    with np.errstate(over="ignore"):
        dx[np.arange(len(x)), x.astype(np.float16).argmax(axis=1)] = dout
    return dx


@wrong("the whole array has one maximum", card="which-axis")
def one_winner(x, dout):
    """Each row has a maximum of its own, and each of them got a gradient back."""
    dx = np.zeros_like(x)
    row, column = np.unravel_index(x.argmax(), x.shape)
    dx[row, column] = dout[row]
    return dx


@wrong("the maximum was taken down the columns", card="which-axis", also={"by_rows": (True,)})
def down_the_columns(x, dout, *, by_rows=False):
    """The maximum runs along axis 1, so there is one winner in each row; a square input hides the mix-up."""
    dx = np.zeros_like(x)
    dx[x.argmax(axis=0), np.arange(x.shape[1])] = 1 if by_rows else dout
    return dx * dout[:, None] if by_rows else dx


@wrong("the local slope is the whole gradient", card="node-contract")
def no_upstream(x, dout):
    """The chain rule multiplies the slope, 0 or 1, by the gradient that comes from above."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), x.argmax(axis=1)] = 1
    return dx


@wrong("the slope is the maximum", card="max-backward")
def slope_is_value(x, dout):
    """The maximum moves with the winner at slope 1, whatever its size."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), x.argmax(axis=1)] = dout * x.max(axis=1)
    return dx


@wrong("a negative maximum passes nothing back", card="relu-backward")
def rectified(x, dout):
    """The numbers of a row compete with each other and not with 0; that would be max(0, x), a ReLU."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), x.argmax(axis=1)] = dout * (x.max(axis=1) > 0)
    return dx


@wrong("a large negative number is smaller than any other", card="max-backward")
def lowest(x, dout):
    """A search that starts at -1e9, say, finds no winner in a row that lies below: start with its first number."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), np.where(x.max(axis=1) > -1e9, x.argmax(axis=1), 0)] = dout
    return dx


@wrong("the number furthest from zero wins", card="max-backward")
def largest_magnitude(x, dout):
    """The signs count: -9 is smaller than 2, and has no part in the maximum."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), np.abs(x).argmax(axis=1)] = dout
    return dx


@wrong("the smallest number wins", card="max-backward")
def smallest_wins(x, dout):
    """That is the backward pass of a minimum; the gradient goes to where the largest number of each row stands."""
    dx = np.zeros_like(x)
    dx[np.arange(len(x)), x.argmin(axis=1)] = dout
    return dx


@wrong("the gradient spreads over the whole row", card="max-backward")
def spread(x, dout):
    """The maximum does not move when a number below it does, so all but the winner get 0."""
    return np.repeat(dout[:, None], x.shape[1], axis=1)
