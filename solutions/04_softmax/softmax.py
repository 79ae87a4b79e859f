"""Softmax along one axis, stable at any scale."""

import numpy as np

from quiz.kata import wrong


def reference(x, axis=-1):
    import torch

    return torch.softmax(x, dim=axis, dtype=torch.float64)


def softmax(x, axis=-1):
    shifted = x - x.max(axis=axis, keepdims=True)  # exact: a shift changes nothing, and exp cannot overflow
    e = np.exp(shifted)
    return e / e.sum(axis=axis, keepdims=True)


@wrong("one maximum is enough for the whole array", card="max-subtraction")
def global_max(x, axis=-1):
    """Rows far below the largest one underflow, and 0/0 is nan."""
    e = np.exp(x - x.max())
    return e / e.sum(axis=axis, keepdims=True)


@wrong("exp can take any logit", card="max-subtraction")
def no_shift(x, axis=-1):
    """Above 709 (88 in float32) exp overflows, and inf/inf is nan."""
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)


@wrong("large numbers may be cut off", card="max-subtraction", also={"limit": (50.0, 80.0, 500.0)})
def clipped(x, axis=-1, *, limit=700.0):
    """Beyond the limit all numbers count alike; taking the maximum off keeps exp in its range and changes no result."""
    limit = min(limit, 80.0) if x.dtype == np.float32 else limit
    e = np.exp(np.clip(x, -limit, limit))
    return e / e.sum(axis=axis, keepdims=True)


@wrong(
    "any shift does as well as the maximum",
    card="max-subtraction",
    also={"shift": ("minimum", "first", "largest size", "median")},
)
def shifted_by_mean(x, axis=-1, *, shift="mean"):
    """On paper every shift cancels, but exp overflows far above it, and where all lie far below it, 0/0 is left."""
    if shift == "first":
        taken_off = np.take(x, [0], axis=axis)
    elif shift == "largest size":
        taken_off = abs(x).max(axis=axis, keepdims=True)
    else:
        taken_off = {"mean": np.mean, "minimum": np.min, "median": np.median}[shift](x, axis=axis, keepdims=True)
    e = np.exp(x - taken_off)
    return e / e.sum(axis=axis, keepdims=True)


@wrong("float32 holds every integer", card="")
def integers_in_single(x, axis=-1):
    """Beyond 2^24 it does not: there 16777217 becomes 16777216, and numbers that differ get equal probabilities."""
    x = x if x.dtype.kind == "f" else x.astype(np.float32).astype(np.float64)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@wrong("softmax always runs along axis 1", card="which-axis")
def axis_one(x, axis=-1):
    """A vector has no axis 1, and in a cube axis 1 is not the last."""
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax always runs along axis 0", card="which-axis")
def axis_zero(x, axis=-1):
    """Axis 0 counts the samples; the classes of one sample must sum to 1."""
    e = np.exp(x - x.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


@wrong("softmax always runs along the last axis", card="which-axis")
def last_axis(x, axis=-1):
    """The caller says along which axis; the shapes are the same for all of them, so nothing complains."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@wrong("every axis but the first is the last one", card="which-axis")
def first_or_last(x, axis=-1):
    """In a cube there is one between them, and a negative axis may mean any of the three."""
    axis = 0 if axis == 0 else -1
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@wrong("the maximum may come from the last axis, whatever the axis is", card="max-subtraction")
def shift_along_last(x, axis=-1):
    """Only a shift that a whole slice shares cancels, so maximum and sum are taken along the same axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@wrong("the whole array sums to 1", card="which-axis", also={"one_maximum": (True,)})
def one_sum(x, axis=-1, *, one_maximum=False):
    """Each slice along the axis is a distribution of its own, with its own sum."""
    e = np.exp(x - (x.max() if one_maximum else x.max(axis=axis, keepdims=True)))
    return e / e.sum()


@wrong("broadcasting finds the right axis without keepdims", card="which-axis", also={"keep": (False,)})
def no_keepdims(x, axis=-1, *, keep=True):
    """On a square input the sums of the rows divide the columns."""
    e = np.exp(x - x.max(axis=axis, keepdims=keep))
    return e / e.sum(axis=axis)


@wrong("the axis that a sum has removed is put back as the last one", card="which-axis")
def axis_put_last(x, axis=-1):
    """That is its place only if the sum ran along the last axis; `keepdims=True` leaves it where it was."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis)[..., None]


@wrong("the logarithm of the sum can be added to the maximum", card="max-subtraction", also={"kind": ("float64",)})
def log_added_to_maximum(x, axis=-1, *, kind=None):
    """Beside a large maximum it is rounded away; subtract the maximum first, then divide by the sum."""
    z = x.astype(kind or np.result_type(x, np.float32))
    top = z.max(axis=axis, keepdims=True)
    p = np.exp(z - (top + np.log(np.exp(z - top).sum(axis=axis, keepdims=True))))
    return p.astype(np.result_type(x, np.float32))


@wrong("logits may be rescaled", card="shift-not-scale", also={"by": ("range", "deviation")})
def rescaled(x, axis=-1, *, by="largest size"):
    """A shift cancels, a factor does not: the ratio of two probabilities is e to the difference of their logits."""
    return of_rescaled(x, axis, by, guarded=True)


@wrong(like="rescaled", also={"by": ("deviation",)})
def rescaled_and_nan_where_all_are_equal(x, axis=-1, *, by="range"):
    return of_rescaled(x, axis, by, guarded=False)


def of_rescaled(x, axis, by, guarded):
    z = x.astype(np.result_type(x, np.float32))
    if by == "largest size":
        size = abs(z).max(axis=axis, keepdims=True)
    else:
        least = z.min(axis=axis, keepdims=True)
        size = {"range": np.ptp, "deviation": np.std}[by](z, axis=axis, keepdims=True)
        z = z - (least if by == "range" else z.mean(axis=axis, keepdims=True))
    e = np.exp(z / np.where((size > 0) | (not guarded), size, 1).astype(z.dtype))
    return e / e.sum(axis=axis, keepdims=True)


@wrong("any base does as well as e", card="softmax-definition", also={"base": (10.0,)})
def other_base(x, axis=-1, *, base=2.0):
    """Another base scales the logits, as if all of them were multiplied by its logarithm; only a shift cancels."""
    shifted = (x - x.max(axis=axis, keepdims=True)).astype(np.result_type(x, np.float32))
    e = np.power(shifted.dtype.type(base), shifted)
    return e / e.sum(axis=axis, keepdims=True)


@wrong("probabilities are proportional to the values", card="softmax-definition")
def proportional(x, axis=-1):
    """They are proportional to the exponentials: a shift of all values changes nothing, a doubling does."""
    return x / x.sum(axis=axis, keepdims=True)
