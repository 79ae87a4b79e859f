"""Gradient of the mean cross-entropy after softmax, with respect to the logits."""

import numpy as np

from quiz.kata import wrong


def reference(logits, y):
    import torch

    z = logits.double().requires_grad_()
    return torch.autograd.grad(torch.nn.functional.cross_entropy(z, y), z)[0]


def softmax_ce_backward(logits, y):
    p = softmax(logits)
    p[np.arange(len(y)), y] -= 1  # p - y: the Jacobian of softmax has cancelled
    return p / len(y)


def softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def one_hot(y, like):
    return (y[:, None] == np.arange(like.shape[1])).astype(like.dtype)


@wrong("the optimiser takes the mean over the batch", card="mean-reduction")
def no_mean(logits, y):
    """The loss is a mean, so its 1/N belongs to the gradient; an optimiser does not know the size of the batch."""
    p = softmax(logits)
    return p - one_hot(y, p)


@wrong("the mean concerns the entry of the label alone", card="mean-reduction")
def mean_at_label_only(logits, y):
    """The loss is divided by N as a whole, and with it each entry of the gradient; only so does a row sum to 0."""
    p = softmax(logits)
    return np.where(one_hot(y, p) > 0, (p - 1) / len(y), p)


@wrong("the mean is over all entries of the logits", card="mean-reduction")
def mean_over_classes(logits, y):
    """The loss has one term for each sample, so it is divided by N and not by N times C."""
    p = softmax(logits)
    return (p - one_hot(y, p)) / p.size


@wrong("the chain rule still owes a factor p(1 - p)", card="p-minus-y")
def sigmoid_factor(logits, y):
    """In p - y the derivative of softmax is contained already; one more factor would silence confident mistakes."""
    p = softmax(logits)
    return (p - one_hot(y, p)) * p * (1 - p) / len(y)


@wrong("the gradient is the target minus the prediction", card="p-minus-y")
def downhill(logits, y):
    """A gradient points uphill, p - y; subtracting y - p would make the loss larger in every step."""
    p = softmax(logits)
    return (one_hot(y, p) - p) / len(y)


@wrong("labels are numbers to be subtracted", card="p-minus-y")
def labels_as_numbers(logits, y):
    """A label says in which column the 1 is to be subtracted; class 2 is not twice class 1."""
    p = softmax(logits)
    return (p - y[:, None].astype(p.dtype)) / len(y)


@wrong("broadcasting turns labels into one-hot rows", card="broadcast-bug")
def labels_broadcast(logits, y):
    """In p - y the labels lie along the columns, and in a square batch nothing complains; y has to be one-hot first."""
    p = softmax(logits)
    return (p - y.astype(p.dtype)) / len(y)


@wrong("p[:, y] picks one entry from each row", card="p-minus-y")
def whole_columns(logits, y):
    """It picks whole columns; pair the rows with the labels, p[np.arange(N), y]."""
    p = softmax(logits)
    p[:, y] -= 1
    return p / len(y)


@wrong("only the right class gets a gradient", card="softmax-jacobian")
def label_only(logits, y):
    """The classes share a sum of one, so every other logit is pushed down, by its own probability."""
    p = softmax(logits)
    return one_hot(y, p) * (p - 1) / len(y)


@wrong("the other classes get the gradient p and the right one none", card="p-minus-y")
def label_left_out(logits, y):
    """The right logit has the largest entry of all, p - 1, which balances the others to a sum of zero."""
    p = softmax(logits)
    return (1 - one_hot(y, p)) * p / len(y)


@wrong("the probabilities are the gradient", card="p-minus-y")
def label_not_subtracted(logits, y):
    """Then every logit would be pushed down, the right one too; 1 has to be subtracted there, p - y."""
    return softmax(logits) / len(y)


@wrong("the loss is minus the probability", card="cross-entropy-nll")
def minus_probability(logits, y):
    """That loss gives the extra factor of the label's probability, which is tiny where the model is most wrong."""
    p = softmax(logits)
    return (p - one_hot(y, p)) * p[np.arange(len(y)), y][:, None] / len(y)


@wrong("what cancels on paper cancels in the computer", card="p-minus-y", also={"labels_only": (True,)})
def through_probabilities(logits, y, *, labels_only=False):
    """Where p underflows to 0, the gradient -1/p is infinite, and 0 times infinity is nan; p - y divides by nothing."""
    p = softmax(logits)
    hot = one_hot(y, p)
    g = -hot / (np.where(hot > 0, p, 1) if labels_only else p) / len(y)
    return p * (g - (g * p).sum(axis=1, keepdims=True))


@wrong(
    "a tiny number beside p saves the division by it",
    card="p-minus-y",
    also={
        "tiny": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15, 1e-16),
        "least": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15),
        "both_ends": (1e-5, 1e-6, 1e-7, 1e-8),
    },
)
def small_number_added(logits, y, *, tiny=1e-12, least=None, both_ends=None):
    """It prevents nan only: where p is still smaller, nothing cancels, and a confident mistake loses its gradient."""
    p = softmax(logits)
    hot = one_hot(y, p)
    if both_ends:
        divisor = np.clip(p, both_ends, 1 - both_ends)
    elif least:
        divisor = np.maximum(p, least)
    else:
        divisor = p + tiny
    g = -hot / divisor / len(y)
    return p * (g - (g * p).sum(axis=1, keepdims=True))


@wrong("the logits are probabilities already", card="fused-ops")
def no_softmax(logits, y):
    """Softmax is part of this loss; p - y takes its output and not its input."""
    z = logits.astype(np.result_type(logits, np.float32))
    return (z - one_hot(y, z)) / len(y)


@wrong("exp can take any logit", card="max-subtraction")
def no_shift(logits, y):
    """Above 709 (88 in float32) exp overflows, and inf/inf is nan."""
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return (p - one_hot(y, p)) / len(y)


@wrong("the logarithm of the sum can be added to the maximum", card="max-subtraction", also={"kind": ("float64",)})
def log_added_to_maximum(logits, y, *, kind=None):
    """Beside a large maximum it is rounded away; subtract the maximum first, then divide by the sum."""
    z = logits.astype(kind or np.result_type(logits, np.float32))
    top = z.max(axis=1, keepdims=True)
    p = np.exp(z - (top + np.log(np.exp(z - top).sum(axis=1, keepdims=True))))
    return ((p - one_hot(y, p)) / len(y)).astype(np.result_type(logits, np.float32))


@wrong("one maximum is enough for the whole array", card="max-subtraction")
def global_max(logits, y):
    """Rows far below the largest one underflow, and 0/0 is nan; each row needs a maximum of its own."""
    e = np.exp(logits - logits.max())
    p = e / e.sum(axis=1, keepdims=True)
    return (p - one_hot(y, p)) / len(y)


@wrong("the samples compete with each other", card="which-axis")
def axis_zero(logits, y):
    """Axis 0 counts the samples; softmax runs over the classes of one sample, axis 1."""
    p = softmax(logits, axis=0)
    return (p - one_hot(y, p)) / len(y)
