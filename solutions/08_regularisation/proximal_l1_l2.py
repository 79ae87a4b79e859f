"""Proximal steps and gradients of the L1 and L2 penalties."""

import numpy as np

from quiz.kata import wrong


def reference(v, lam):
    import torch

    v = v.double().requires_grad_()
    (l1,) = torch.autograd.grad(lam * v.abs().sum(), v)
    (l2,) = torch.autograd.grad(lam / 2 * v.square().sum(), v)
    return torch.nn.functional.softshrink(v, lam), v / (1 + lam), l1, l2


def prox_l1(v, lam):
    return np.sign(v) * np.maximum(np.abs(v) - lam, 0)  # lam less for everyone, and nobody crosses zero


def prox_l2(v, lam):
    return v / (1 + lam)


def l1_grad(v, lam):
    return lam * np.sign(v)


def l2_grad(v, lam):
    return lam * v


@wrong("what exceeds the threshold is kept whole", card="l1-sparsity", of="prox_l1")
def hard_threshold(v, lam):
    """That is hard thresholding, which counts the weights that are not zero; L1 takes lam from the large ones too."""
    return v * (np.abs(v) > lam)


@wrong(like="hard_threshold", also={"side": (1,)})
def hard_threshold_on_one_side(v, lam, *, side=-1):
    soft = np.sign(v) * np.maximum(np.abs(v) - lam, 0)
    return np.where(side * v > lam, v, soft)


@wrong("weights are positive", card="l1-sparsity", of="prox_l1")
def positive_only(v, lam):
    """Negative entries move up towards zero by the same amount, so shrink the absolute value and give the sign back."""
    return np.maximum(v - lam, 0)


@wrong("only the size of a weight counts", card="l1-sparsity", of="prox_l1")
def without_sign(v, lam):
    """The absolute value shrinks, but a negative weight stays negative: multiply by its sign."""
    return np.maximum(np.abs(v) - lam, 0)


@wrong("all shrinkage is division", card="l1-sparsity", of="prox_l1")
def proportional(v, lam):
    """A division never arrives at zero; L1 pulls with the same strength everywhere, so it subtracts."""
    return v / (1 + lam)


@wrong(like="proportional")
def proportional_below_the_threshold(v, lam):
    return np.where(np.abs(v) > lam, v - lam * np.sign(v), v / (1 + lam))


@wrong("a gradient step on the L1 penalty makes zeros", card="l1-sparsity", of="prox_l1")
def gradient_step(v, lam):
    """It jumps over zero: 0.4 becomes -0.6 for lam = 1. For a small entry the minimum lies at the kink, at zero."""
    return v - lam * np.sign(v)


@wrong("the threshold is half of lam", card="l1-sparsity", of="prox_l1")
def half_threshold(v, lam):
    """That belongs to a distance without its 1/2; with it, the derivative x - v + lam puts the threshold at lam."""
    return np.sign(v) * np.maximum(np.abs(v) - lam / 2, 0)


@wrong("every entry is cut off at lam", card="l1-sparsity", of="prox_l1")
def cut_off(v, lam):
    """That is what soft thresholding takes away, v minus the right result; the proximal step returns what is left."""
    return np.minimum(np.maximum(v, -lam), lam)


@wrong("the L2 penalty is lam times the square, without its half", card="weight-decay", of="prox_l2")
def without_half(v, lam):
    """The 1/2 cancels the 2 of the derivative, and x - v + lam x = 0 leaves 1 + lam in the denominator."""
    return v / (1 + 2 * lam)


@wrong("a gradient step on the L2 penalty is its proximal step", card="weight-decay", of="prox_l2")
def explicit_step(v, lam):
    """The pull is to be taken at the new x, not at v: 1 - lam only approximates 1 / (1 + lam), and turns negative."""
    return v - lam * v


@wrong("L2 makes zeros as well", card="l1-sparsity", of="prox_l2")
def soft_threshold_for_l2(v, lam):
    """Its pull fades with the weight and never finishes the job: what comes out is a share of v, not v minus lam."""
    return np.sign(v) * np.maximum(np.abs(v) - lam, 0)


@wrong("the penalty is the length of the vector, without a square", card="l1-vs-l2-norm", of="prox_l2")
def whole_vector(v, lam):
    """That is the group lasso, which shrinks all entries of a vector together; a square treats each for itself."""
    length = np.sqrt((v**2).sum())
    return v * (max(1 - lam / length, 0) if length else 1.0)


@wrong("the gradient of an absolute value is v over its absolute value", card="non-smooth-losses", of="l1_grad")
def nan_at_zero(v, lam):
    """At zero this is 0/0, which is nan; `np.sign` is the same elsewhere and 0 there."""
    return lam * v / np.abs(v)


@wrong("zero counts as positive", card="non-smooth-losses", of="l1_grad")
def slope_at_zero(v, lam):
    """A penalty that pushes at zero drives a weight away from its own minimum; the statement takes 0 there."""
    return (lam * np.where(v >= 0, 1.0, -1.0)).astype(v.dtype if v.dtype.kind == "f" else float)


@wrong(
    "an entry near zero has a slope near zero",
    card="non-smooth-losses",
    of="l1_grad",
    also={"eps": (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15)},
)
def smooth_at_zero(v, lam, *, eps=1e-12):
    """The kink is at exactly 0: however small an entry is, the slope of the penalty there is lam or -lam."""
    return lam * v / (np.abs(v) + eps)


@wrong(like="smooth_at_zero", also={"eps": (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15)})
def linear_at_zero(v, lam, *, eps=1e-12):
    return lam * v / np.maximum(np.abs(v), eps)


@wrong(like="smooth_at_zero", also={"eps": (1e-8, 1e-10, 1e-12, 1e-16, 1e-30)})
def rounded_off_at_zero(v, lam, *, eps=1e-24):
    return lam * v / np.sqrt(v * v + eps)


@wrong(like="smooth_at_zero", also={"width": (1e-2, 1e-3, 1e-4, 1e-5, 1e-8)})
def bent_at_zero(v, lam, *, width=1e-6):
    return lam * np.tanh(v / width)


@wrong(like="smooth_at_zero", also={"least": (1e-5, 1e-6, 1e-7, 1e-9, 1e-10, 1e-12)})
def flat_at_zero(v, lam, *, least=1e-8):
    return lam * np.where(np.abs(v) < least, 0, np.sign(v))


@wrong("the L1 penalty always pushes down", card="l1-sparsity", of="l1_grad")
def without_sign_of_v(v, lam):
    """It pushes towards zero, which for a negative weight is up: the gradient has the sign of v."""
    return lam * np.abs(np.sign(v))


@wrong("the gradient of the L1 penalty does not depend on lam", card="l1-sparsity", of="l1_grad")
def lam_forgotten(v, lam):
    """The penalty is lam times the sum of the absolute values, and so is its gradient."""
    return np.sign(v) * 1.0


@wrong("the L2 penalty is lam times the square, without its half", card="weight-decay", of="l2_grad")
def doubled(v, lam):
    """The gradient of half a square is v itself, so that lam v remains, without a factor of 2."""
    return 2 * lam * v


@wrong("the gradient of L2 has the same size for all weights", card="l1-sparsity", of="l2_grad")
def constant_pull(v, lam):
    """That is what L1 does; the derivative of a square grows with v, so the pull fades near zero."""
    return lam * np.sign(v)
