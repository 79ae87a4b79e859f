"""Log-sum-exp and log-softmax along one axis."""

import numpy as np

from quiz.kata import wrong


def reference(x, axis=-1):
    import torch

    x = x.double()
    excluded = (x == -torch.inf).all(dim=axis, keepdim=True)
    return torch.logsumexp(x, dim=axis), torch.log_softmax(x.masked_fill(excluded, 0), dim=axis)


def logsumexp(x, axis=-1):
    m = x.max(axis=axis, keepdims=True)
    m = np.where(np.isneginf(m), x.dtype.type(0), m)  # -inf - (-inf) would be nan
    return np.squeeze(m, axis) + np.log(np.exp(x - m).sum(axis=axis))


def log_softmax(x, axis=-1):
    return x - np.expand_dims(logsumexp(x, axis), axis)  # no probability is formed, so none can underflow to 0


@wrong("exp can take any logit", card="max-subtraction")
def no_shift(x, axis=-1):
    """Above 709 (88 in float32) exp overflows, and far below zero all of it underflows: pull the maximum out first."""
    return np.log(np.exp(x).sum(axis=axis))


@wrong("one maximum is enough for the whole array", card="max-subtraction")
def global_max(x, axis=-1):
    """Rows far below the largest one underflow to a sum of 0, whose logarithm is -inf."""
    m = x.max()
    m = np.where(np.isneginf(m), x.dtype.type(0), m)
    return m + np.log(np.exp(x - m).sum(axis=axis))


@wrong(
    "any shift does as well as the maximum",
    card="max-subtraction",
    also={"shift": ("mean", "median", "first", "mean of the finite")},
)
def shifted_by_minimum(x, axis=-1, *, shift="minimum"):
    """On paper every shift cancels, but exp overflows for entries far above it; above the maximum there are none."""
    return lse_with_shift(x, axis, shift, guarded=True)


@wrong(like="shifted_by_minimum", also={"shift": ("mean", "median", "first")})
def shifted_without_a_guard(x, axis=-1, *, shift="minimum"):
    return lse_with_shift(x, axis, shift, guarded=False)


def lse_with_shift(x, axis, shift, guarded):
    x = x.astype(np.result_type(x, np.float32))
    if shift == "first":
        m = np.take(x, [0], axis=axis)
    elif shift == "mean of the finite":
        finite = np.isfinite(x)
        m = np.where(finite, x, 0).sum(axis=axis, keepdims=True)
        m = (m / np.maximum(finite.sum(axis=axis, keepdims=True), 1)).astype(x.dtype)
    else:
        m = {"minimum": np.min, "mean": np.mean, "median": np.median}[shift](x, axis=axis, keepdims=True)
    m = np.where(np.isneginf(m) & guarded, x.dtype.type(0), m)
    return np.squeeze(m, axis) + np.log(np.exp(x - m).sum(axis=axis))


@wrong("the largest absolute value will do", card="max-subtraction", also={"guarded": (False,)})
def shifted_by_absolute(x, axis=-1, *, guarded=True):
    """Far below zero it has the wrong sign: every exponent is lower still, all of exp underflows, and log 0 is -inf."""
    m = np.abs(np.where(np.isneginf(x) & guarded, x.dtype.type(0), x)).max(axis=axis, keepdims=True)
    return np.squeeze(m, axis) + np.log(np.exp(x - m).sum(axis=axis))


@wrong(
    "logits may be cut off where exp would overflow",
    card="max-subtraction",
    also={"limit": (30, 50, 80, 88, 100, 500, 709), "below": (False,)},
)
def cut_off(x, axis=-1, *, limit=700, below=True):
    """Beyond the limit all logits become alike, and differences between them are lost; a shift loses none."""
    z = np.clip(x.astype(np.result_type(x, np.float32)), -limit if below else None, limit)
    return np.log(np.exp(np.where(np.isneginf(x), x, z)).sum(axis=axis))


@wrong(like="cut_off", also={"limit": (30, 50, 80, 88, 100, 500, 709)})
def cut_off_with_the_excluded(x, axis=-1, *, limit=700):
    z = np.clip(x.astype(np.result_type(x, np.float32)), -limit, limit)
    return np.log(np.exp(z).sum(axis=axis))


@wrong("the shift leaves log-sum-exp as it is", card="log-sum-exp")
def not_added_back(x, axis=-1):
    """Softmax does not notice a shift, but log-sum-exp moves along with it: the maximum has to be added again."""
    m = x.max(axis=axis, keepdims=True)
    m = np.where(np.isneginf(m), x.dtype.type(0), m)
    return np.log(np.exp(x - m).sum(axis=axis))


@wrong("a maximum is always finite", card="log-sum-exp")
def infinite_shift(x, axis=-1):
    """In a row of -inf the maximum is -inf too, and -inf - (-inf) is nan; shift such a row by 0."""
    m = x.max(axis=axis, keepdims=True)
    return np.squeeze(m, axis) + np.log(np.exp(x - m).sum(axis=axis))


@wrong("log-sum-exp is the maximum", card="soft-argmax")
def hard_max(x, axis=-1):
    """It lies above the maximum, by the logarithm of the number of classes when all are equal."""
    return x.max(axis=axis).astype(np.result_type(x, np.float32))


@wrong("the mean of the exponentials is meant", card="log-sum-exp")
def log_mean_exp(x, axis=-1):
    """It is their sum; a mean takes off the logarithm of the number of classes, and the probabilities sum to that."""
    m = x.max(axis=axis, keepdims=True)
    m = np.where(np.isneginf(m), x.dtype.type(0), m)
    return np.squeeze(m, axis) + np.log(np.exp(x - m).mean(axis=axis))


@wrong("any logarithm undoes exp", card="log-sum-exp", also={"base": ("2",)})
def other_logarithm(x, axis=-1, *, base="10"):
    """Only the natural one does: to base 10 or 2 the exponentials of the log-probabilities do not sum to 1."""
    m = x.max(axis=axis, keepdims=True)
    m = np.where(np.isneginf(m), x.dtype.type(0), m)
    return np.squeeze(m, axis) + {"10": np.log10, "2": np.log2}[base](np.exp(x - m).sum(axis=axis))


@wrong("log-softmax is a softmax and then a logarithm", card="log-sum-exp", of="log_softmax")
def log_of_softmax(x, axis=-1):
    """A probability below 1e-323 is 0 to the computer, and its logarithm -inf; from the logits it is a plain number."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.log(e / e.sum(axis=axis, keepdims=True))


@wrong("exp can take any logit, and log any probability", card="max-subtraction", of="log_softmax")
def log_of_unshifted(x, axis=-1):
    """Above 709 (88 in float32) exp overflows, far below zero it underflows to 0: take the maximum out of both."""
    e = np.exp(x)
    return np.log(e / e.sum(axis=axis, keepdims=True))


@wrong(
    "a small number inside the logarithm makes it safe",
    card="log-sum-exp",
    of="log_softmax",
    also={"eps": (1e-7, 1e-8, 1e-10, 1e-12, 1e-15), "least": (1e-7, 1e-9, 1e-12, 1e-15)},
)
def epsilon(x, axis=-1, *, eps=1e-9, least=None):
    """It caps the result, at -20.7 for 1e-9, however unlikely the class is; adding it changes all others a little."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    p = e / e.sum(axis=axis, keepdims=True)
    return np.log(p + p.dtype.type(eps) if least is None else np.maximum(p, p.dtype.type(least)))


@wrong("broadcasting finds the right axis by itself", card="which-axis", of="log_softmax")
def no_expand_dims(x, axis=-1):
    """On a square input the normalisers of the rows are taken off the columns; put the axis back first."""
    return x - logsumexp(x, axis)


@wrong("softmax always runs along the last axis", card="which-axis", of="log_softmax")
def last_axis(x, axis=-1):
    """The caller says which axis holds the classes; the shape is the same for all, so nothing complains."""
    return x - logsumexp(x, -1)[..., None]


@wrong("the maximum has to be taken off the result as well", card="log-sum-exp", of="log_softmax")
def shifted_twice(x, axis=-1):
    """Log-sum-exp of the unshifted logits contains the maximum already; subtract it once, in both places or in none."""
    return x - x.max(axis=axis, keepdims=True) - np.expand_dims(logsumexp(x, axis), axis)


@wrong("softmax itself is asked for", card="log-sum-exp", of="log_softmax")
def no_logarithm(x, axis=-1):
    """Log-probabilities are at most 0, and it is their exponentials that sum to 1."""
    return np.exp(x - np.expand_dims(logsumexp(x, axis), axis))
