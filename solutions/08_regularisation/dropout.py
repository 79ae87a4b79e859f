"""Dropout with a given mask of random numbers, forward and backward."""

import numpy as np

from quiz.kata import wrong


def reference(x, p, mask_uniform, training, dout):
    import torch

    x = x.requires_grad_()
    scale = 1 / (1 - p) if p < 1 else 0.0
    y = torch.where(mask_uniform >= p, x * scale, 0) if training else x * 1
    return y, torch.autograd.grad(y, x, dout)[0]


def dropout(x, p, mask_uniform, training):
    mask = factors(x, mask_uniform >= p, p) if training else np.ones_like(x)
    return x * mask, mask


def factors(x, kept, p):
    """What every unit is multiplied by, 0 or 1 / (1 - p), so that the mean is 1."""
    return kept.astype(x.dtype) / (1 - p if p < 1 else 1)  # nothing is kept at p = 1, and 0/0 would be nan


def dropout_backward(dout, mask):
    return dout * mask


@wrong("what is kept stays as it is", card="dropout", of="dropout")
def not_scaled(x, p, mask_uniform, training):
    """In training it is divided by 1 - p, which keeps the average as it was and leaves nothing to do in evaluation."""
    mask = (mask_uniform >= p).astype(x.dtype) if training else np.ones_like(x)
    return x * mask, mask


@wrong(like="not_scaled", of="dropout", also={"backward": (False,)})
def scaled_in_evaluation(x, p, mask_uniform, training, *, backward=True):
    mask = (mask_uniform >= p).astype(x.dtype) if training else np.full_like(x, 1 - p)
    return x * mask, mask if training or backward else np.ones_like(x)


@wrong("evaluation has to multiply by 1 - p", card="dropout", of="dropout")
def scaled_twice(x, p, mask_uniform, training):
    """The scaling was done in training already; in evaluation the layer does nothing at all."""
    mask = factors(x, mask_uniform >= p, p) if training else np.full_like(x, 1 - p)
    return x * mask, mask


@wrong("evaluation divides by 1 - p as well", card="train-eval-mode", of="dropout", also={"backward": (False,)})
def divided_in_evaluation(x, p, mask_uniform, training, *, backward=True):
    """The division makes up for what was dropped; in evaluation nothing is, so x stays as it is."""
    mask = factors(x, mask_uniform >= p if training else np.ones(x.shape, bool), p)
    return x * mask, mask if training or backward else np.ones_like(x)


@wrong("the gradient is masked in evaluation as well", card="train-eval-mode", of="dropout")
def backward_always_drops(x, p, mask_uniform, training):
    """In evaluation the output is x itself, so its gradient passes unchanged: the cache has to know the mode."""
    mask = factors(x, mask_uniform >= p, p)
    return x * mask if training else x.copy(), mask


@wrong("p is the probability of keeping a unit", card="dropout", of="dropout")
def p_keeps(x, p, mask_uniform, training):
    """It is that of dropping one: at 0.25 a quarter becomes zero, not three quarters."""
    mask = factors(x, mask_uniform < p, 1 - p) if training else np.ones_like(x)
    return x * mask, mask


@wrong(like="p_keeps", of="dropout")
def p_keeps_large_numbers(x, p, mask_uniform, training):
    mask = factors(x, mask_uniform >= 1 - p, 1 - p) if training else np.ones_like(x)
    return x * mask, mask


@wrong("what is kept is divided by p", card="dropout", of="dropout")
def divided_by_p(x, p, mask_uniform, training):
    """A share of 1 - p is kept, so dividing by 1 - p keeps the mean; at 0.5 the two agree."""
    mask = (mask_uniform >= p).astype(x.dtype) / (p if p > 0 else 1) if training else np.ones_like(x)
    return x * mask, mask


@wrong("the scale keeps the variance", card="dropout", of="dropout")
def variance_kept(x, p, mask_uniform, training):
    """The root of 1 - p keeps the mean square; it is the expected value that has to stay, so divide by 1 - p itself."""
    mask = factors(x, mask_uniform >= p, 1 - (1 - p) ** 0.5) if training else np.ones_like(x)
    return x * mask, mask


@wrong("what is kept is divided by the share that was really kept", card="dropout", of="dropout")
def divided_by_kept_share(x, p, mask_uniform, training):
    """The divisor is 1 - p, the same in every pass: with the share, each unit depends on which others are dropped."""
    kept = mask_uniform >= p
    mask = factors(x, kept, 1 - kept.mean() if kept.any() else p) if training else np.ones_like(x)
    return x * mask, mask


@wrong(
    "the share p of the units is dropped, no more and no less",
    card="dropout",
    of="dropout",
    also={"count": ("floor", "ceil")},
)
def exact_share(x, p, mask_uniform, training, *, count="round"):
    """Each unit is dropped on its own, wherever its random number is below p; how many those are is left to chance."""
    rank = np.argsort(np.argsort(mask_uniform, axis=None, kind="stable")).reshape(x.shape)
    dropped = {"round": round, "floor": np.floor, "ceil": np.ceil}[count](p * x.size)
    mask = factors(x, rank >= dropped, p) if training else np.ones_like(x)
    return x * mask, mask


@wrong("small random numbers keep a unit", card="dropout", of="dropout")
def other_side(x, p, mask_uniform, training):
    """Keeping where u < 1 - p is as likely, but another mask; the statement keeps where u is at least p."""
    mask = factors(x, mask_uniform < 1 - p, p) if training else np.ones_like(x)
    return x * mask, mask


@wrong("a random number of exactly p drops the unit", card="dropout", of="dropout")
def drops_at_p(x, p, mask_uniform, training):
    """Numbers from 0 up to but not including 1 lie below p with probability p; so u = p keeps, and p = 0 drops none."""
    mask = factors(x, mask_uniform > p, p) if training else np.ones_like(x)
    return x * mask, mask


@wrong(like="drops_at_p", of="dropout")
def drops_at_p_but_at_zero(x, p, mask_uniform, training):
    mask = factors(x, (mask_uniform > p) | (p == 0), p) if training else np.ones_like(x)
    return x * mask, mask


@wrong("units are dropped in evaluation as well", card="train-eval-mode", of="dropout")
def always_drops(x, p, mask_uniform, training):
    """Predictions are to be the same every time; with training=False the layer returns x."""
    mask = factors(x, mask_uniform >= p, p)
    return x * mask, mask


@wrong("1 / (1 - p) exists for every p", card="dropout", of="dropout")
def nan_at_one(x, p, mask_uniform, training):
    """At p = 1 nothing is kept, and 0/0 is nan; the output there is plain zero."""
    mask = (mask_uniform >= p).astype(x.dtype) / np.asarray(1 - p, x.dtype) if training else np.ones_like(x)
    return x * mask, mask


@wrong(like="nan_at_one", of="dropout")
def fails_at_one(x, p, mask_uniform, training):
    mask = (mask_uniform >= p).astype(x.dtype) * (1 / (1 - p)) if training else np.ones_like(x)
    return x * mask, mask


@wrong("the gradient passes dropout unchanged", card="dropout", of="dropout_backward")
def straight_through(dout, mask):
    """A dropped unit has no influence on the loss, and a kept one a larger influence: the mask counts here too."""
    return dout.copy()


@wrong("only the way forward is scaled", card="dropout", of="dropout_backward")
def backward_not_scaled(dout, mask):
    """What multiplied x multiplies its gradient too, the factor 1 / (1 - p) included."""
    return dout * (mask > 0)


@wrong("dropped units get their gradient as well", card="dropout", of="dropout_backward")
def backward_not_masked(dout, mask):
    """A unit that was set to zero does not move the loss, so its gradient is zero."""
    return dout * mask.max(initial=0)


class Latest:
    """The mask of the last call, whichever call one asks about."""

    __array_ufunc__ = None  # arrays leave the product to __rmul__
    mask = 1.0

    def __rmul__(self, dout):
        return dout * Latest.mask


@wrong("there is one mask at a time", card="dropout", of="dropout")
def latest_mask(x, p, mask_uniform, training):
    """Every layer has its own, and on the way back the last layer comes first: return the mask in the cache."""
    Latest.mask = factors(x, mask_uniform >= p, p) if training else np.ones_like(x)
    return x * Latest.mask, Latest()


@wrong("single precision is enough", card="dropout", of="dropout")
def single_precision(x, p, mask_uniform, training):
    """A layer keeps the precision of its input: from float64 rounding to float32 takes half of the digits."""
    mask = factors(x, mask_uniform >= p, p) if training else np.ones_like(x)
    return (x * mask).astype(np.float32).astype(x.dtype), mask
