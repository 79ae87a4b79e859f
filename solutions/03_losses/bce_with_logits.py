"""Binary cross-entropy of logits, stable at any scale."""

import math

import numpy as np

from quiz.kata import wrong


def reference(x, y):
    import torch

    x, y = x.double(), y.double()
    zero = torch.zeros_like(x)
    return y * torch.logaddexp(zero, -x) + (1 - y) * torch.logaddexp(zero, x)


def bce_with_logits(x, y):
    return np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x)))  # the exponent is never positive


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@wrong("the logarithm of a sigmoid is safe", card="bce-logits")
def naive_logs(x, y):
    """From 37 on the sigmoid rounds to 1, and below -709 to 0; then a logarithm is infinite and 0 times it is nan."""
    s = sigmoid(x)
    return -(y * np.log(s) + (1 - y) * np.log(1 - s))


@wrong(like="naive_logs", also={"label": (1,)})
def naive_for_one_label(x, y, *, label=0):
    s = sigmoid(x)
    zero = -np.log(1 - s) if label == 0 else np.logaddexp(0, x)
    one = -np.log(s) if label == 1 else np.logaddexp(0, -x)
    return np.where(y == 1, one, np.where(y == 0, zero, y * one + (1 - y) * zero))  # no 0 times infinity


@wrong(like="naive_logs", also={"form": ("1 - p is exact", "by label", "by label, 1 - p is exact")})
def naive_by_tanh(x, y, *, form="plain"):
    return logs_of((1 + np.tanh(x / 2)) / 2, y, form)


@wrong(
    like="naive_logs",
    also={"form": ("1 - p is exact", "by label", "by label, 1 - p is exact"), "one_by_one": (True,)},
)
def naive_by_tanh_in_double(x, y, *, form="plain", one_by_one=False):
    tanh = np.vectorize(math.tanh, [float]) if one_by_one else np.tanh  # their last digits differ
    return logs_of((1 + tanh(x.astype(float) / 2)) / 2, y, form).astype(floats_of(x))


@wrong(like="naive_logs")
def naive_by_growing_exponential(x, y):
    return logs_of(np.exp(x) / (1 + np.exp(x)), y)


@wrong(like="naive_logs")
def naive_for_both_signs(x, y):
    return -(y * np.log(sigmoid(x)) + (1 - y) * np.log(sigmoid(-x)))


def logs_of(p, y, form="plain"):
    """The loss of a probability as the formula has it."""
    one, zero = -np.log(p), -(np.log1p(-p) if form.endswith("exact") else np.log(1 - p))
    mixed = y * one + (1 - y) * zero
    return np.where(y == 1, one, np.where(y == 0, zero, mixed)) if form.startswith("by label") else mixed


def floats_of(x):
    """The dtype of the result."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(float)


@wrong(
    "nan and inf can be replaced afterwards",
    card="bce-logits",
    also={"form": ("sum", "each term", "each term by tanh")},
)
def replaced(x, y, *, form="by tanh"):
    """What stands there then is 0 or the largest number, where 800 is right; a form that is stable needs no repair."""
    return repaired((1 + np.tanh(x / 2)) / 2 if form.endswith("tanh") else sigmoid(x), y, form)


@wrong(like="replaced", also={"form": ("sum", "each term", "each term by tanh")})
def replaced_in_double(x, y, *, form="by tanh"):
    x, dtype = x.astype(float), floats_of(x)
    return repaired((1 + np.tanh(x / 2)) / 2 if form.endswith("tanh") else sigmoid(x), y, form).astype(dtype)


def repaired(p, y, form):
    one, zero = -y * np.log(p), -(1 - y) * np.log(1 - p)
    return np.nan_to_num(one) + np.nan_to_num(zero) if form.startswith("each") else np.nan_to_num(one + zero)


@wrong(
    "clipping the probability does no harm",
    card="bce-logits",
    also={"eps": (1e-5, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)},
)
def clipped(x, y, *, eps=1e-7):
    """The loss of a confident mistake stops there, at 16.1 for 1e-7, where 800 is right, and its gradient is gone."""
    s = np.clip(sigmoid(x), eps, 1 - eps)
    return -(y * np.log(s) + (1 - y) * np.log(1 - s))


@wrong(like="clipped", also={"eps": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15)})
def clipped_below(x, y, *, eps=1e-12):
    s = sigmoid(x)
    return -(y * np.log(np.maximum(s, eps)) + (1 - y) * np.log(np.maximum(1 - s, eps)))


@wrong(like="clipped", also={"eps": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15)})
def clipped_for_label_one(x, y, *, eps=1e-12):
    return y * np.minimum(np.logaddexp(0, -x), -np.log(eps)) + (1 - y) * np.logaddexp(0, x)


@wrong(like="clipped", also={"by_tanh": (False,)})
def clipped_to_the_limits(x, y, *, by_tanh=True):
    x = np.asarray(x, np.result_type(x, np.float32))
    limits = np.finfo(x.dtype)
    p = np.clip((1 + np.tanh(x / 2)) / 2 if by_tanh else sigmoid(x), limits.tiny, 1 - limits.eps)
    return -(y * np.log(p) + (1 - y) * np.log1p(-p))


@wrong(like="clipped", also={"by_sigmoid": (True,)})
def clipped_logarithms(x, y, *, by_sigmoid=False):
    if by_sigmoid:
        log_p, log_rest = np.log(sigmoid(x)), np.log(1 - sigmoid(x))
    else:
        log_p, log_rest = -np.log1p(np.exp(-x)), -np.log1p(np.exp(x))
    return -(y * np.maximum(log_p, -100) + (1 - y) * np.maximum(log_rest, -100))


@wrong(
    "a small number inside the logarithm does no harm",
    card="bce-logits",
    also={"eps": (1e-5, 1e-6, 1e-7, 3e-8, 1e-8, 1e-9, 1e-10, 1e-15)},
)
def epsilon(x, y, *, eps=1e-12):
    """The loss of a confident mistake is cut off, at 27.6 for 1e-12, and small losses lose their digits."""
    s = sigmoid(x)
    return -(y * np.log(s + eps) + (1 - y) * np.log(1 - s + eps))


@wrong("what is equal on paper is equal in code", card="bce-logits")
def sigmoid_kept(x, y):
    """The identity holds, but the sigmoid of -800 is computed as 0, and its logarithm is infinite."""
    return x * (1 - y) - np.log(sigmoid(x))


@wrong("the label raises the loss", card="bce-logits")
def sign_slip(x, y):
    """The term is -xy: where the label is 1, a larger logit is better."""
    return np.maximum(x, 0) + x * y + np.log1p(np.exp(-np.abs(x)))


@wrong(like="sign_slip", also={"side": (1,)})
def sign_slip_on_one_side(x, y, *, side=-1):
    return np.maximum(x, 0) + np.where(side * x > 0, x * y, -x * y) + np.log1p(np.exp(-np.abs(x)))


@wrong("the exponent is never positive anyway", card="bce-logits")
def no_absolute_value(x, y):
    """For negative logits it is, and the loss comes out too large by their size; the formula has exp(-|x|)."""
    return np.maximum(x, 0) - x * y + np.log1p(np.exp(-x))


@wrong("the loss wants probabilities, so the logits pass a sigmoid first", card="bce-logits")
def sigmoid_twice(x, y):
    """The sigmoid is in the formula already; applied twice, the model can no longer say anything surer than 0.73."""
    x = sigmoid(x)
    return np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x)))


@wrong("the logits are probabilities already", card="bce-logits")
def probabilities(x, y):
    """They are any real numbers, and outside of 0 to 1 the logarithm has no value; a sigmoid lies between."""
    return -(y * np.log(x) + (1 - y) * np.log(1 - x))


@wrong("labels are 0 or 1 only", card="multi-label", also={"least": (0.500001, 1.0, 1e-9)})
def hard_labels(x, y, *, least=0.5):
    """A label of 0.25 is a mixture: a quarter of the loss for 1 and three quarters of that for 0."""
    return np.where(y >= least, np.logaddexp(0, -x), np.logaddexp(0, x))


@wrong(like="hard_labels")
def margin(x, y):
    return np.logaddexp(0, -(2 * y - 1) * x)


@wrong("labels 0 and 1 do in the loss for labels -1 and 1", card="bce-logits")
def labels_as_signs(x, y):
    """In log(1 + e^(-xy)) the label is a sign; with the label 0 every logit costs log 2, however wrong it is."""
    return np.logaddexp(0, -x * y)


@wrong("a large logit means the label 0", card="bce-logits")
def labels_exchanged(x, y):
    """The probability of the label 1 is σ(x), and it rises with the logit; y and 1 - y have changed places here."""
    return np.maximum(x, 0) - x * (1 - y) + np.log1p(np.exp(-np.abs(x)))


@wrong("only the label 1 costs anything", card="cross-entropy-nll")
def positives_only(x, y):
    """Two classes are two terms: where the label is 0, the probability of 1 has to go down."""
    return y * np.logaddexp(0, -x)


@wrong("the losses of the batch become one number", card="mean-reduction")
def averaged(x, y):
    """Asked for is the loss of each element, `reduction='none'` in PyTorch; the mean is taken later."""
    return (np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x)))).mean()
