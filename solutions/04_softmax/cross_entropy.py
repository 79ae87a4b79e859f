"""Mean cross-entropy of a batch, from logits."""

import numpy as np

from quiz.kata import wrong


def reference(logits, y, ignore_index=-100):
    import torch

    return torch.nn.functional.cross_entropy(logits.double(), y, ignore_index=ignore_index)


def cross_entropy(logits, y, ignore_index=-100):
    counted = y != ignore_index
    return losses(logits[counted], y[counted]).mean()


def losses(z, y):
    shifted = z - z.max(axis=1, keepdims=True)
    lse = np.log(np.exp(shifted).sum(axis=1))
    return lse - shifted[np.arange(len(y)), y]  # -log p without p, which might underflow to 0


def softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def of_labels(p, y):
    return p[np.arange(len(y)), y]


def log_sum_exp(z):
    top = z.max(axis=1)
    return top + np.log(np.exp(z - top[:, None]).sum(axis=1))


@wrong("the loss wants probabilities", card="fused-ops")
def softmax_first(logits, y, ignore_index=-100):
    """Softmax is part of the loss; applied twice, it never gets confident, and the loss stops at a floor."""
    counted = y != ignore_index
    return losses(softmax(logits[counted]), y[counted]).mean()


@wrong("the loss is minus the probability", card="cross-entropy-nll", also={"shift": (1,)})
def no_logarithm(logits, y, ignore_index=-100, *, shift=0):
    """It is minus its logarithm; without it the gradient dies exactly where the model is confidently wrong."""
    counted = y != ignore_index
    return shift - of_labels(softmax(logits[counted]), y[counted]).mean()


@wrong("the logarithm of a softmax is exact enough", card="log-sum-exp")
def log_of_softmax(logits, y, ignore_index=-100):
    """A probability that underflows to 0 has the loss infinity; from the logits it is a plain number."""
    counted = y != ignore_index
    return -np.log(of_labels(softmax(logits[counted]), y[counted])).mean()


@wrong(
    "a small number inside the logarithm makes it safe",
    card="log-sum-exp",
    also={
        "eps": (1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12, 1e-15),
        "least": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15),
        "both_ends": (1e-5, 1e-6, 1e-7, 1e-8),
    },
)
def epsilon(logits, y, ignore_index=-100, *, eps=1e-9, least=None, both_ends=None):
    """It caps the loss, at 20.7 for 1e-9, and stops the gradient of the worst mistakes."""
    counted = y != ignore_index
    p = of_labels(softmax(logits[counted]), y[counted])
    if both_ends:
        return -np.log(np.clip(p, both_ends, 1 - both_ends)).mean()
    return -np.log(np.maximum(p, least) if least else p + eps).mean()


@wrong("exp can take any logit", card="max-subtraction", also={"quotient": (True,)})
def no_shift(logits, y, ignore_index=-100, *, quotient=False):
    """Above 709 (88 in float32) exp overflows; take the maximum of each row off first."""
    counted = y != ignore_index
    z, y = logits[counted], y[counted]
    e = np.exp(z)
    if quotient:
        return -np.log(of_labels(e, y) / e.sum(axis=1)).mean()
    return (np.log(e.sum(axis=1)) - of_labels(z, y)).mean()


@wrong("one maximum is enough for the whole array", card="max-subtraction")
def global_max(logits, y, ignore_index=-100):
    """Rows far below the largest one underflow to a sum of 0, whose logarithm is -inf; each row needs its own."""
    counted = y != ignore_index
    z, y = logits[counted] - logits[counted].max(), y[counted]
    return (np.log(np.exp(z).sum(axis=1)) - of_labels(z, y)).mean()


@wrong("the mean is over the whole batch", card="ignore-index")
def divided_by_all(logits, y, ignore_index=-100):
    """Ignored labels do not count in the divisor either, or the loss would shrink with the padding."""
    counted = y != ignore_index
    return losses(logits[counted], y[counted]).sum() / len(y)


@wrong("every label is a class", card="ignore-index")
def nothing_ignored(logits, y, ignore_index=-100):
    """A label of -100 is no class: as an index it is out of range, or worse, it counts from the end without a word."""
    return losses(logits, y).mean()


@wrong("a label is ignored where it is no class", card="ignore-index")
def no_class_ignored(logits, y, ignore_index=-100):
    """What is ignored is `ignore_index`, which may be one of the classes; then that class does not count."""
    counted = (y >= 0) & (y < logits.shape[1])
    return losses(logits[counted], y[counted]).mean()


@wrong("an ignored label means class 0", card="ignore-index")
def ignored_is_zero(logits, y, ignore_index=-100):
    """Replacing the label keeps the index in range, but then the loss of that row has to be left out as well."""
    return losses(logits, np.where(y == ignore_index, 0, y)).mean()


@wrong("the losses of a batch are added up", card="mean-reduction")
def summed(logits, y, ignore_index=-100):
    """The mean is asked for, whose size does not depend on the batch."""
    counted = y != ignore_index
    return losses(logits[counted], y[counted]).sum()


@wrong("the mean is over all classes too", card="mean-reduction")
def mean_over_classes(logits, y, ignore_index=-100):
    """The sum over the classes has one term left, that of the label; only the samples are averaged."""
    counted = y != ignore_index
    return losses(logits[counted], y[counted]).mean() / logits.shape[1]


@wrong("the samples compete with each other", card="which-axis", also={"ignored_too": (True,)})
def axis_zero(logits, y, ignore_index=-100, *, ignored_too=False):
    """Axis 0 counts the samples; softmax runs over the classes of one sample, axis 1."""
    counted = y != ignore_index
    p = softmax(logits, axis=0)[counted] if ignored_too else softmax(logits[counted], axis=0)
    return -np.log(of_labels(p, y[counted])).mean()


@wrong("every class pays, as in binary cross-entropy", card="softmax-vs-sigmoid")
def every_class_pays(logits, y, ignore_index=-100):
    """The classes share one sum of exponentials, so the term of the label holds all the other logits already."""
    counted = y != ignore_index
    z, y = logits[counted], y[counted]
    loss = losses(z, y)
    for c in range(z.shape[1]) if z.shape[1] > 1 else ():
        loss = loss + np.where(y == c, 0, log_sum_exp(z) - log_sum_exp(np.delete(z, c, axis=1)))  # -log(1 - p_c)
    return loss.mean()


@wrong(like="every_class_pays")
def a_sigmoid_for_every_class(logits, y, ignore_index=-100):
    counted = y != ignore_index
    z, y = logits[counted], y[counted]
    return (np.logaddexp(0, z).sum(axis=1) - of_labels(z, y)).mean()


@wrong(like="every_class_pays", also={"eps": (1e-7, 1e-9, 1e-12, 1e-15), "over": ("classes",)})
def every_class_pays_at_most(logits, y, ignore_index=-100, *, eps=1e-300, over="samples"):
    counted = y != ignore_index
    z, y = logits[counted].astype(float), y[counted]
    log_p = z - log_sum_exp(z)[:, None]
    return paid(log_p, np.log(np.maximum(-np.expm1(log_p), eps)), y, over)


@wrong(
    like="every_class_pays",
    also={"eps": (1e-7, 1e-8, 1e-9, 1e-10, 1e-15), "over": ("classes",), "precision": ("of the logits",)},
)
def every_class_pays_plus_epsilon(logits, y, ignore_index=-100, *, eps=1e-12, over="samples", precision="double"):
    counted = y != ignore_index
    p = softmax(logits[counted].astype(float) if precision == "double" else logits[counted])
    return paid(np.log(p + eps), np.log(1 - p + eps), y[counted], over)


@wrong(like="every_class_pays", also={"eps": (1e-7, 1e-8, 1e-9, 1e-10, 1e-15), "over": ("classes",), "top": ("open",)})
def every_class_pays_clipped(logits, y, ignore_index=-100, *, eps=1e-12, over="samples", top="1 - eps"):
    counted = y != ignore_index
    p = softmax(logits[counted].astype(float))
    p, rest = (np.clip(q, eps, 1 if top == "open" else 1 - eps) for q in (p, 1 - p))
    return paid(np.log(p), np.log(rest), y[counted], over)


def paid(if_label, if_not, y, over):
    losses = -np.where(np.arange(if_label.shape[1]) == y[:, None], if_label, if_not)
    return losses.mean() if over == "classes" else losses.sum(axis=1).mean()


@wrong("the loss is measured in bits", card="cross-entropy-nll")
def in_bits(logits, y, ignore_index=-100):
    """Frameworks use the natural logarithm; one bit is 0.693 nats."""
    counted = y != ignore_index
    return losses(logits[counted], y[counted]).mean() / np.log(2)
