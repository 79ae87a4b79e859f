"""Logistic regression by full-batch gradient descent."""

import numpy as np

from quiz.kata import wrong


def reference(X, y, lr, steps):
    import torch

    w = X.new_zeros(X.shape[1], requires_grad=True)
    sgd = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        sgd.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(X @ w, y).backward()
        sgd.step()
    return w


def logistic_fit(X, y, lr, steps):
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        p = sigmoid(X @ w)
        w = w - lr * X.T @ (p - y) / len(y)  # the slope of the sigmoid cancels in the derivative of the log loss
    return w


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2  # tanh saturates where exp would overflow


def descend(X, lr, steps, gradient):
    """Gradient descent from zero."""
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        w = w - lr * gradient(w)
    return w


@wrong("the cost is a sum over the samples", card="mean-reduction")
def summed(X, y, lr, steps):
    """It is their mean; with the sum a learning rate that suits ten samples is too large for a thousand."""
    return descend(X, lr, steps, lambda w: X.T @ (sigmoid(X @ w) - y))


@wrong("the gradient holds the slope of the sigmoid", card="mse-sigmoid-slow", also={"factor": (2,)})
def squared_error(X, y, lr, steps, *, factor=1):
    """That is the gradient of the squared error; in the log loss the slope p (1 - p) cancels, and p - y is left."""

    def gradient(w):
        p = sigmoid(X @ w)
        return X.T @ (factor * (p - y) * p * (1 - p)) / len(y)

    return descend(X, lr, steps, gradient)


@wrong("the loss takes the sigmoid once more", card="bce-logits", also={"chain_rule": (False,)})
def sigmoid_twice(X, y, lr, steps, *, chain_rule=True):
    """A loss that wants logits was given probabilities, so p never leaves the range from 0.5 to 0.73."""

    def gradient(w):
        p = sigmoid(X @ w)
        return X.T @ ((sigmoid(p) - y) * (p * (1 - p) if chain_rule else 1)) / len(y)

    return descend(X, lr, steps, gradient)


@wrong("the step runs along the gradient", card="gradient-descent")
def uphill(X, y, lr, steps):
    """The gradient points to where the cost grows, so it is subtracted; y - p is the gradient of the likelihood."""
    return descend(X, lr, steps, lambda w: X.T @ (y - sigmoid(X @ w)) / len(y))


@wrong("exp can take any logit", card="bce-logits")
def overflows(X, y, lr, steps):
    """Above 709 (88 in float32) exp overflows, and inf/inf is nan."""

    def gradient(w):
        e = np.exp(X @ w)
        return X.T @ (e / (1 + e) - y) / len(y)

    return descend(X, lr, steps, gradient)


@wrong("the error is that of the decision", card="perceptron-rule", also={"tie": (1,)})
def hard_decision(X, y, lr, steps, *, tie=0):
    """That is the perceptron, which learns from mistakes alone; here the error is p - y, and every sample has one."""
    return descend(X, lr, steps, lambda w: X.T @ (np.heaviside(X @ w, X.dtype.type(tie)) - y) / len(y))


@wrong("the prediction is the logit itself", card="logistic-regression-net")
def no_sigmoid(X, y, lr, steps):
    """That is linear regression; the sigmoid turns the logit into a probability before y is subtracted."""
    return descend(X, lr, steps, lambda w: X.T @ (X @ w - y) / len(y))


@wrong("the labels are -1 and 1", card="logistic-regression-net")
def signed_labels(X, y, lr, steps):
    """With 0 for the other class the error is p - y as it stands; p never gets to -1."""
    return descend(X, lr, steps, lambda w: X.T @ (sigmoid(X @ w) - (2 * y - 1)) / len(y))


@wrong("every sample takes a step of its own", card="minibatch-gradient")
def sample_by_sample(X, y, lr, steps):
    """That is stochastic descent; a full-batch step takes the mean over all samples at one and the same w."""
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        for x_n, y_n in zip(X, y, strict=True):
            w = w - lr * (sigmoid(x_n @ w) - y_n) * x_n
    return w


@wrong(like="sample_by_sample")
def sample_by_sample_with_small_steps(X, y, lr, steps):
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        for x_n, y_n in zip(X, y, strict=True):
            w = w - lr / len(y) * (sigmoid(x_n @ w) - y_n) * x_n
    return w


@wrong(like="sample_by_sample")
def one_sample_each_step(X, y, lr, steps):
    w = np.zeros(X.shape[1], X.dtype)
    for step in range(steps):
        x_n, y_n = X[step % len(X)], y[step % len(X)]
        w = w - lr * (sigmoid(x_n @ w) - y_n) * x_n
    return w


@wrong("the cost is a mean over samples and inputs", card="mean-reduction")
def mean_over_inputs(X, y, lr, steps):
    """Each sample has one loss however many inputs it has, so the sum is divided by N, not by N times D."""
    return descend(X, lr, steps, lambda w: X.T @ (sigmoid(X @ w) - y) / X.size)


@wrong("the cost has a 1/2 in front", card="mse")
def halved(X, y, lr, steps):
    """That 1/2 cancels the 2 of a square; the log loss has no square, and its derivative is p - y."""
    return descend(X, lr, steps, lambda w: X.T @ (sigmoid(X @ w) - y) / (2 * len(y)))


@wrong("the log loss has a factor 2 in its gradient", card="mse")
def doubled(X, y, lr, steps):
    """That 2 comes from a square; the derivative of the log loss is p - y."""
    return descend(X, lr, steps, lambda w: 2 * X.T @ (sigmoid(X @ w) - y) / len(y))


@wrong(
    "descent may end before all steps are taken",
    card="gradient-descent",
    also={"small": (1e-2, 1e-4, 1e-5, 1e-6)},
)
def stops_early(X, y, lr, steps, *, small=1e-3):
    """Asked for is a number of steps, and each still moves w; stop early where a tolerance is agreed on."""
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        gradient = X.T @ (sigmoid(X @ w) - y) / len(y)
        if np.linalg.norm(gradient) < small:
            break
        w = w - lr * gradient
    return w


@wrong(like="stops_early", also={"error": (0.1, 0.05, 1e-3)})
def stops_when_all_are_right(X, y, lr, steps, *, error=1e-2):
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        p = sigmoid(X @ w)
        if np.abs(p - y).max() < error:
            break
        w = w - lr * X.T @ (p - y) / len(y)
    return w


@wrong(like="stops_early", also={"loss": (1e-2,)})
def stops_at_a_small_loss(X, y, lr, steps, *, loss=1e-3):
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        z = X @ w
        if (np.logaddexp(0, z) - y * z).mean() < loss:
            break
        w = w - lr * X.T @ (sigmoid(z) - y) / len(y)
    return w


@wrong(
    like="stops_early",
    also={"small": (1e-2, 1e-4, 1e-5, 1e-6, 1e-7), "largest": (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)},
)
def stops_after_a_small_step(X, y, lr, steps, *, small=1e-3, largest=None):
    w = np.zeros(X.shape[1], X.dtype)
    for _ in range(steps):
        step = lr * X.T @ (sigmoid(X @ w) - y) / len(y)
        w = w - step
        if np.abs(step).max() < largest if largest else np.linalg.norm(step) < small:
            break
    return w


@wrong(like="stops_early", also={"change": (1e-3, 1e-4, 1e-5, 1e-7, 1e-8, 1e-9)})
def stops_when_the_loss_rests(X, y, lr, steps, *, change=1e-6):
    w, last = np.zeros(X.shape[1], X.dtype), np.inf
    for _ in range(steps):
        z = X @ w
        loss = (np.logaddexp(0, z) - y * z).mean()
        if abs(last - loss) < change:
            break
        last = loss
        w = w - lr * X.T @ (sigmoid(z) - y) / len(y)
    return w


@wrong(like="stops_early", also={"change": (1e-3, 1e-4, 1e-5, 1e-7, 1e-8, 1e-9)})
def stops_one_step_after_the_loss_rests(X, y, lr, steps, *, change=1e-6):
    w, last = np.zeros(X.shape[1], X.dtype), np.inf
    for _ in range(steps):
        z = X @ w
        w = w - lr * X.T @ (sigmoid(z) - y) / len(y)
        loss = (np.logaddexp(0, z) - y * z).mean()
        if abs(last - loss) < change:
            break
        last = loss
    return w


@wrong("single precision is enough for the weights", card="gradient-descent")
def single_precision(X, y, lr, steps):
    """Each step rounds them anew, and small steps are lost; from float64 inputs all of it is computed in float64."""
    w = np.zeros(X.shape[1], np.float32)
    for _ in range(steps):
        w = (w - lr * X.T @ (sigmoid(X @ w) - y) / len(y)).astype(np.float32)
    return w.astype(X.dtype)
