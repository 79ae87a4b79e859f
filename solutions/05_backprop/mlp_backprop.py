"""Loss and gradients of a network with one hidden layer: ReLU, then softmax and cross-entropy."""

import numpy as np

from quiz.kata import wrong


def reference(x, y, W1, b1, W2, b2):
    import torch

    parameters = [parameter.requires_grad_() for parameter in (W1, b1, W2, b2)]
    h = torch.relu(torch.nn.functional.linear(x, W1, b1))
    loss = torch.nn.functional.cross_entropy(torch.nn.functional.linear(h, W2, b2), y)
    return loss, *torch.autograd.grad(loss, parameters)


def mlp_loss_and_grads(x, y, W1, b1, W2, b2):
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    dz = (dlogits @ W2) * (z > 0)  # the gate that the input opened, whatever the sign of the gradient
    return loss, gradients(x, dz, h, dlogits)


def cross_entropy(logits, y):
    """Mean loss and its gradient, p - y over N: the only place where the batch is averaged."""
    rows = np.arange(len(y))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_p)
    dlogits[rows, y] -= 1
    return -log_p[rows, y].mean(), dlogits / len(y)


def gradients(x, dz, h, dlogits):
    """What both linear layers make of the gradients with respect to their outputs."""
    return {"W1": dz.T @ x, "b1": dz.sum(axis=0), "W2": dlogits.T @ h, "b2": dlogits.sum(axis=0)}


@wrong("the way back leads past the ReLU", card="relu-backward")
def no_mask(x, y, W1, b1, W2, b2):
    """A closed unit does not move with its input, so the gradient must become 0 where z is negative."""
    h = np.maximum(x @ W1.T + b1, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, dlogits @ W2, h, dlogits)


@wrong(like="no_mask")
def no_mask_for_the_bias(x, y, W1, b1, W2, b2):
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    grads = gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)
    return loss, grads | {"b1": (dlogits @ W2).sum(axis=0)}


@wrong("the sign of the gradient opens the gate", card="relu-backward")
def mask_of_gradient(x, y, W1, b1, W2, b2):
    """What passes is decided by the sign of z on the way forward; negative gradients must pass an open unit too."""
    h = np.maximum(x @ W1.T + b1, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, np.maximum(dlogits @ W2, 0), h, dlogits)


@wrong("both signs have to be positive", card="relu-backward")
def gated_twice(x, y, W1, b1, W2, b2):
    """That is guided backpropagation, which draws pictures; the gradient passes an open unit whatever its sign."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, np.maximum(dlogits @ W2, 0) * (z > 0), h, dlogits)


@wrong("a ReLU comes after every layer", card="what-is-backprop", also={"masked": (False,)})
def relu_on_the_logits(x, y, W1, b1, W2, b2, *, masked=True):
    """Logits may be any numbers: with the negative ones cut off, all classes that the network rules out count alike."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    loss, dlogits = cross_entropy(np.maximum(logits, 0), y)
    dlogits = dlogits * (logits > 0) if masked else dlogits
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("the gradient of W2 takes what comes into the ReLU", card="linear-gradients")
def before_the_relu(x, y, W1, b1, W2, b2):
    """On the way forward W2 has met h, the output of the ReLU, so it is h that its gradient is made of."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, (dlogits @ W2) * (z > 0), z, dlogits)


@wrong("the slope of ReLU at 0 is 1", card="relu-at-zero")
def open_at_zero(x, y, W1, b1, W2, b2):
    """The convention asked for takes 0 at the kink, so compare with `>`."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, (dlogits @ W2) * (z >= 0), h, dlogits)


@wrong("the slope of the ReLU is its output", card="relu-backward")
def slope_is_output(x, y, W1, b1, W2, b2):
    """Where a unit is open its output grows with slope 1, whatever its size; the gradient passes as it is."""
    h = np.maximum(x @ W1.T + b1, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, (dlogits @ W2) * h, h, dlogits)


@wrong("the hidden units have the slope of a sigmoid", card="relu-backward")
def slope_of_sigmoid(x, y, W1, b1, W2, b2):
    """A sigmoid has the slope h(1 - h); a ReLU has 1 where it is open and 0 where it is closed."""
    h = np.maximum(x @ W1.T + b1, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, (dlogits @ W2) * h * (1 - h), h, dlogits)


@wrong("a unit near zero counts as closed", card="relu-at-zero", also={"width": (1e-5, 1e-6, 1e-7, 1e-10, 1e-12)})
def closed_near_zero(x, y, W1, b1, W2, b2, *, width=1e-8):
    """The kink is at exactly 0: however little a unit is open, its slope is 1."""
    z = x @ W1.T + b1
    z = np.where(z > width, z, np.minimum(z, 0))
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong(
    "a layer may be updated before the gradient has passed through it",
    card="what-is-backprop",
    also={"rate": (0.01, 0.001, 0.5, 1.0)},
)
def update_as_you_go(x, y, W1, b1, W2, b2, *, rate=0.1):
    """All gradients belong to the weights of the forward pass; a W2 that has moved sends back another one."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    W2 = W2 - rate * dlogits.T @ h
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("every layer averages over the batch", card="linear-gradients")
def averaged_twice(x, y, W1, b1, W2, b2):
    """The 1/N of the mean loss is in the gradient of the logits already; the layers sum over the samples."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    grads = gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)
    return loss, {name: gradient / len(x) for name, gradient in grads.items()}


@wrong(like="averaged_twice")
def biases_averaged_twice(x, y, W1, b1, W2, b2):
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    grads = gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)
    return loss, grads | {name: grads[name] / len(x) for name in ("b1", "b2")}


@wrong("the mean changes the loss but not its gradient", card="p-minus-y")
def gradient_of_sum(x, y, W1, b1, W2, b2):
    """The loss is the mean over the batch, so p - y has to be divided by N."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    dlogits = dlogits * len(x)
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("the loss is the sum over the batch", card="mean-reduction")
def summed_loss(x, y, W1, b1, W2, b2):
    """Asked for is the mean, so that the gradients do not grow with the batch."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    dlogits = dlogits * len(x)
    return loss * len(x), gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("the loss is averaged over the classes as well", card="mean-reduction", also={"loss_too": (False,)})
def averaged_over_classes(x, y, W1, b1, W2, b2, *, loss_too=True):
    """There is one loss for each sample, so the mean divides by N, however many classes there are."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = cross_entropy(h @ W2.T + b2, y)
    dlogits = dlogits / len(b2)
    return loss / len(b2) if loss_too else loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("the probabilities of a class sum to 1 over the batch", card="which-axis")
def softmax_over_the_batch(x, y, W1, b1, W2, b2):
    """It is the probabilities of a sample that do, over the classes: maximum and sum run along axis 1 of the logits."""
    z, rows = x @ W1.T + b1, np.arange(len(y))
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    log_p = logits - logits.max(axis=0)
    log_p = log_p - np.log(np.exp(log_p).sum(axis=0))
    dlogits = np.exp(log_p)
    dlogits[rows, y] -= 1
    dlogits = dlogits / len(y)
    return -log_p[rows, y].mean(), gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("p[:, y] is the probability of the right class in each row", card="p-minus-y")
def all_label_columns(x, y, W1, b1, W2, b2):
    """It takes these columns in every row; `p[np.arange(N), y]` pairs each row with its own label."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    p = softmax(logits)
    p[:, y] -= 1
    dlogits = p / len(x)
    return cross_entropy(logits, y)[0], gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong(like="all_label_columns")
def label_columns_again_and_again(x, y, W1, b1, W2, b2):
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    dlogits = (softmax(logits) - np.bincount(y, minlength=len(b2)).astype(x.dtype)) / len(x)
    return cross_entropy(logits, y)[0], gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("the gradient of the logits is the predicted probability", card="p-minus-y")
def target_missing(x, y, W1, b1, W2, b2):
    """It is p - y: 1 comes off at the label, and only this tells the network which class is right."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    dlogits = softmax(logits) / len(x)
    return cross_entropy(logits, y)[0], gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("the chain rule still owes a factor p(1 - p)", card="p-minus-y")
def sigmoid_factor(x, y, W1, b1, W2, b2):
    """In p - y the derivative of softmax is contained already; one more factor would silence confident mistakes."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    loss, dlogits = cross_entropy(logits, y)
    p = softmax(logits)
    dlogits = dlogits * p * (1 - p)
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong(
    "every class is a yes/no question",
    card="p-minus-y",
    also={"sigmoids": (True,), "p_minus_y": (True,), "averaged": (True,)},
)
def yes_no_questions(x, y, W1, b1, W2, b2, *, sigmoids=False, p_minus_y=False, averaged=False):
    """The classes share a probability of 1, and the loss takes the logarithm of the right one's part alone."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = binary_losses(h @ W2.T + b2, y, sigmoids)
    dlogits = cross_entropy(h @ W2.T + b2, y)[1] if p_minus_y else dlogits
    by = len(b2) if averaged else 1
    return loss / by, gradients(x, (dlogits / by @ W2) * (z > 0), h, dlogits / by)


@wrong(like="yes_no_questions")
def mean_over_yes_no_questions(x, y, W1, b1, W2, b2):
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    loss, dlogits = binary_losses(h @ W2.T + b2, y, sigmoids=True)
    return loss / len(b2), gradients(x, (dlogits / len(b2) @ W2) * (z > 0), h, dlogits / len(b2))


def binary_losses(logits, y, sigmoids):
    """The log losses of "is it this class?", summed over the classes, and their gradient."""
    is_class = y[:, None] == np.arange(logits.shape[1])
    if sigmoids:
        losses = np.logaddexp(0, logits) - is_class * logits
        dlogits = (1 + np.tanh(logits / 2)) / 2 - is_class
    else:
        total = np.logaddexp.reduce(logits, axis=1, keepdims=True)
        yes = np.eye(logits.shape[1], dtype=bool)
        others = np.where(yes, -np.inf, logits[:, None])  # of each question, the logits that mean no
        no = np.logaddexp.reduce(others, axis=2)
        losses = total - np.where(is_class, logits, no)
        taken = np.where(is_class[:, :, None], yes, np.exp(others - no[:, :, None]))
        dlogits = (np.exp(logits - total)[:, None] - taken).sum(axis=1)
    return losses.sum() / len(y), (dlogits / len(y)).astype(logits.dtype)


@wrong("exp can take any logit", card="max-subtraction")
def no_shift(x, y, W1, b1, W2, b2):
    """Above 709 (88 in float32) exp overflows, and inf/inf is nan; subtract the maximum of each row first."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    e = np.exp(h @ W2.T + b2)
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(len(y)), y]).mean()
    p[np.arange(len(y)), y] -= 1
    return loss, gradients(x, (p / len(x) @ W2) * (z > 0), h, p / len(x))


@wrong(like="no_shift")
def no_shift_in_log_sum_exp(x, y, W1, b1, W2, b2):
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_p)
    dlogits[np.arange(len(y)), y] -= 1
    dlogits = dlogits / len(y)
    loss = -log_p[np.arange(len(y)), y].mean()
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("one maximum is enough for the whole batch", card="max-subtraction")
def global_max(x, y, W1, b1, W2, b2):
    """Samples far below the largest logit underflow in all classes, and 0/0 is nan; each row needs its own maximum."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    log_p, rows = logits - logits.max(), np.arange(len(y))
    log_p = log_p - np.log(np.exp(log_p).sum(axis=1, keepdims=True))
    dlogits = np.exp(log_p)
    dlogits[rows, y] -= 1
    dlogits = dlogits / len(y)
    return -log_p[rows, y].mean(), gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong(like="global_max")
def global_max_in_quotient(x, y, W1, b1, W2, b2):
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits, rows = h @ W2.T + b2, np.arange(len(y))
    highest = logits.max()
    e = np.exp(logits - highest)
    total = e.sum(axis=1)
    loss = (np.log(total) + highest - logits[rows, y]).mean()
    dlogits = e / total[:, None]
    dlogits[rows, y] -= 1
    dlogits = dlogits / len(y)
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong("the logarithm may wait until the probabilities are known", card="fused-ops")
def log_of_softmax(x, y, W1, b1, W2, b2):
    """A probability that underflows to 0 has lost its logarithm; the logits still have it, as log-sum-exp minus one."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    _, dlogits = cross_entropy(logits, y)
    loss = -np.log(softmax(logits)[np.arange(len(y)), y]).mean()
    return loss, gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


@wrong(
    "a tiny number added to the probability saves its logarithm",
    card="fused-ops",
    also={
        "tiny": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15, 1e-16),
        "least": (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15),
        "both_ends": (1e-5, 1e-6, 1e-7, 1e-8),
    },
)
def small_number_added(x, y, W1, b1, W2, b2, *, tiny=1e-12, least=None, both_ends=None):
    """It prevents the infinity only: with 1e-12 no loss exceeds 27.6, however wrong the network is."""
    z = x @ W1.T + b1
    h = np.maximum(z, 0)
    logits = h @ W2.T + b2
    _, dlogits = cross_entropy(logits, y)
    p = softmax(logits)[np.arange(len(y)), y]
    if both_ends:
        p = np.clip(p, both_ends, 1 - both_ends)
    elif least:
        p = np.maximum(p, least)
    else:
        p = p + tiny
    return -np.log(p).mean(), gradients(x, (dlogits @ W2) * (z > 0), h, dlogits)


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
