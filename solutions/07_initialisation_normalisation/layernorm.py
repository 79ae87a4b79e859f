"""Layer normalisation over the last axis, forward and backward."""

import numpy as np

from quiz.kata import wrong


def reference(x, gamma, beta, dout, eps=1e-5):
    import torch

    inputs = x.requires_grad_(), gamma.requires_grad_(), beta.requires_grad_()
    y = torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps)
    return y, *torch.autograd.grad(y, inputs, dout)


def layernorm_forward_backward(x, gamma, beta, dout, eps=1e-5):
    x_hat, s = normalise(x, eps)
    g = gamma * dout  # before the means, since gamma differs from feature to feature
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


def normalise(x, eps):
    s = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    return (x - mean(x)) / s, s


def mean(a):
    return a.mean(axis=-1, keepdims=True)


def parameters(dout, x_hat):
    D = dout.shape[-1]
    return (dout * x_hat).reshape(-1, D).sum(axis=0), dout.reshape(-1, D).sum(axis=0)


def over(axis, x, gamma, beta, dout, eps):
    """The same with the statistics taken over other axes."""
    s = np.sqrt(x.var(axis=axis, keepdims=True) + eps)
    x_hat = (x - x.mean(axis=axis, keepdims=True)) / s
    g = gamma * dout
    dx = (g - g.mean(axis=axis, keepdims=True) - x_hat * (g * x_hat).mean(axis=axis, keepdims=True)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


def divided_by(s, x, gamma, beta, dout):
    """The same with another divisor."""
    x_hat = (x - mean(x)) / s
    g = gamma * dout
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


@wrong("the statistics are taken over the batch", card="layernorm")
def over_the_batch(x, gamma, beta, dout, eps=1e-5):
    """That is batch normalisation; here each row is normalised by its own features and sees no other row."""
    return over(0, x, gamma, beta, dout, eps)


@wrong(like="over_the_batch")
def over_all_rows(x, gamma, beta, dout, eps=1e-5):
    return over(tuple(range(x.ndim - 1)), x, gamma, beta, dout, eps)


@wrong("a sample has one mean, however many rows it holds", card="layernorm-shape")
def over_the_sample(x, gamma, beta, dout, eps=1e-5):
    """A token would change with those that come after it; only the last axis is averaged over."""
    return over(tuple(range(1, x.ndim)) or -1, x, gamma, beta, dout, eps)


@wrong("the whole array has one mean and one variance", card="layernorm-shape")
def over_everything(x, gamma, beta, dout, eps=1e-5):
    """Each slice along the last axis has a mean and a variance of its own."""
    return over(None, x, gamma, beta, dout, eps)


@wrong("a row is divided by its unbiased standard deviation", card="layernorm")
def unbiased(x, gamma, beta, dout, eps=1e-5):
    """The variance is divided by D, not by D - 1: nothing is estimated here, the row itself is brought to spread 1."""
    var = ((x - mean(x)) ** 2).sum(axis=-1, keepdims=True) / (x.shape[-1] - 1)
    return divided_by(np.sqrt(var + eps), x, gamma, beta, dout)


@wrong(like="unbiased")
def unbiased_throughout(x, gamma, beta, dout, eps=1e-5):
    rest = max(x.shape[-1] - 1, 1)
    s = np.sqrt(((x - mean(x)) ** 2).sum(axis=-1, keepdims=True) / rest + eps)
    x_hat, g = (x - mean(x)) / s, gamma * dout
    dx = (g - mean(g) - x_hat * (g * x_hat).sum(axis=-1, keepdims=True) / rest) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


@wrong("eps is added to the standard deviation", card="norm-epsilon")
def eps_outside(x, gamma, beta, dout, eps=1e-5):
    """It is added to the variance, inside the root, where it weighs far more when a row hardly varies."""
    return divided_by(x.std(axis=-1, keepdims=True) + eps, x, gamma, beta, dout)


@wrong(like="eps_outside")
def eps_outside_on_the_way_back(x, gamma, beta, dout, eps=1e-5):
    x_hat, _ = normalise(x, eps)
    g = gamma * dout
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / (x.std(axis=-1, keepdims=True) + eps)
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


@wrong("every row varies, so that eps is not needed", card="norm-epsilon")
def no_eps(x, gamma, beta, dout, eps=1e-5):
    """A constant row has variance 0, and 0/0 is nan; one that hardly varies is blown up to full size."""
    return divided_by(x.std(axis=-1, keepdims=True), x, gamma, beta, dout)


@wrong("the variance is what divides", card="layernorm")
def divided_by_variance(x, gamma, beta, dout, eps=1e-5):
    """Its unit is the square of the features'; only its root, the standard deviation, brings the spread to 1."""
    return divided_by(x.var(axis=-1, keepdims=True) + eps, x, gamma, beta, dout)


@wrong("the length of the centred row is what divides", card="layernorm", also={"eps_inside": (False,)})
def divided_by_length(x, gamma, beta, dout, eps=1e-5, *, eps_inside=True):
    """The variance is a mean of squares, their sum divided by D; without that, more features make each y smaller."""
    squares = ((x - mean(x)) ** 2).sum(axis=-1, keepdims=True)
    s = np.sqrt(squares + eps) if eps_inside else np.sqrt(squares) + eps
    x_hat, g = (x - mean(x)) / s, gamma * dout
    dx = (g - mean(g) - x_hat * (g * x_hat).sum(axis=-1, keepdims=True)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


@wrong(like="divided_by_length")
def divided_by_length_and_mean_on_the_way_back(x, gamma, beta, dout, eps=1e-5):
    s = np.sqrt(((x - mean(x)) ** 2).sum(axis=-1, keepdims=True) + eps)
    return divided_by(s, x, gamma, beta, dout)


@wrong("a difference of two large numbers is exact", card="")
def mean_of_squares(x, gamma, beta, dout, eps=1e-5):
    """Far from zero, the mean of the squares minus the square of the mean loses its digits; subtract the mean first."""
    return divided_by(np.sqrt(mean(x**2) - mean(x) ** 2 + eps), x, gamma, beta, dout)


@wrong("the mean need not be subtracted", card="rmsnorm")
def root_mean_square(x, gamma, beta, dout, eps=1e-5):
    """Division by the root mean square alone is RMSNorm, and its result changes when a row is shifted."""
    s = np.sqrt(mean(x**2) + eps)
    x_hat, g = x / s, gamma * dout
    return gamma * x_hat + beta, (g - x_hat * mean(g * x_hat)) / s, *parameters(dout, x_hat)


@wrong("mean and variance are constants on the way back", card="batchnorm-backward")
def constant_statistics(x, gamma, beta, dout, eps=1e-5):
    """Every feature of a row moves both, and through them all its outputs: two terms are missing."""
    x_hat, s = normalise(x, eps)
    return gamma * x_hat + beta, gamma * dout / s, *parameters(dout, x_hat)


@wrong("the mean is a constant on the way back", card="batchnorm-backward")
def constant_mean(x, gamma, beta, dout, eps=1e-5):
    """A larger feature raises the mean of its row and so lowers all outputs; that term is the mean of the gradient."""
    x_hat, s = normalise(x, eps)
    g = gamma * dout
    return gamma * x_hat + beta, (g - x_hat * mean(g * x_hat)) / s, *parameters(dout, x_hat)


@wrong("the variance is a constant on the way back", card="batchnorm-backward")
def constant_variance(x, gamma, beta, dout, eps=1e-5):
    """A feature that moves away from the mean widens its row and so shrinks all its outputs towards zero."""
    x_hat, s = normalise(x, eps)
    g = gamma * dout
    return gamma * x_hat + beta, (g - mean(g)) / s, *parameters(dout, x_hat)


@wrong("the means on the way back run over the batch", card="normalisation-axes")
def back_over_the_batch(x, gamma, beta, dout, eps=1e-5):
    """They do in batch normalisation; here a row was normalised by its own features, and only these have moved it."""
    x_hat, s = normalise(x, eps)
    g, before_last = gamma * dout, tuple(range(x.ndim - 1))
    dx = (g - g.sum(axis=before_last) / rows(x) - x_hat * (g * x_hat).sum(axis=before_last) / rows(x)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


@wrong("gamma can be pulled out of the means", card="batchnorm-backward")
def gamma_outside(x, gamma, beta, dout, eps=1e-5):
    """That holds for batch normalisation, where all that is averaged shares one gamma; here each feature has one."""
    x_hat, s = normalise(x, eps)
    dx = gamma * (dout - mean(dout) - x_hat * mean(dout * x_hat)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


@wrong("gamma plays no part in dx", card="batchnorm-backward")
def no_gamma(x, gamma, beta, dout, eps=1e-5):
    """On the way forward gamma multiplies the normalised x, so on the way back it multiplies the gradient."""
    x_hat, s = normalise(x, eps)
    dx = (dout - mean(dout) - x_hat * mean(dout * x_hat)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x_hat)


@wrong("gamma multiplies the raw x", card="layernorm")
def raw_input(x, gamma, beta, dout, eps=1e-5):
    """It multiplies the normalised x, so that is what its gradient is weighted with."""
    x_hat, s = normalise(x, eps)
    g = gamma * dout
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / s
    return gamma * x_hat + beta, dx, *parameters(dout, x)


@wrong("the gradients of gamma and beta are summed over the first axis only", card="layernorm-shape")
def first_axis_only(x, gamma, beta, dout, eps=1e-5):
    """All rows share gamma and beta, whatever axes count them, so every axis but the last is summed over."""
    x_hat, s = normalise(x, eps)
    g = gamma * dout
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / s
    return gamma * x_hat + beta, dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


@wrong("the gradients of gamma and beta are averaged over the rows", card="loss-cost-metric")
def mean_parameters(x, gamma, beta, dout, eps=1e-5):
    """The 1/N of a mean loss is already in dout; what all rows share collects the sum of their gradients."""
    x_hat, s = normalise(x, eps)
    g = gamma * dout
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / s
    dgamma, dbeta = parameters(dout, x_hat)
    return gamma * x_hat + beta, dx, dgamma / rows(x), dbeta / rows(x)


def rows(x):
    return max(x.size // x.shape[-1], 1)


@wrong("the gradient of gamma is averaged over the rows", card="loss-cost-metric")
def mean_gamma(x, gamma, beta, dout, eps=1e-5):
    """It is summed, as that of beta is: what all rows share collects the sum of their gradients."""
    x_hat, s = normalise(x, eps)
    g = gamma * dout
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / s
    dgamma, dbeta = parameters(dout, x_hat)
    return gamma * x_hat + beta, dx, dgamma / rows(x), dbeta


@wrong("the gradient of beta is averaged over the rows", card="loss-cost-metric")
def mean_beta(x, gamma, beta, dout, eps=1e-5):
    """It is summed, as that of gamma is: what all rows share collects the sum of their gradients."""
    x_hat, s = normalise(x, eps)
    g = gamma * dout
    dx = (g - mean(g) - x_hat * mean(g * x_hat)) / s
    dgamma, dbeta = parameters(dout, x_hat)
    return gamma * x_hat + beta, dx, dgamma, dbeta / rows(x)
