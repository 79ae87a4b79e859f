"""The backward pass of batch normalisation in training."""

import numpy as np

from quiz.kata import wrong


def reference(dout, cache):
    import torch

    x, gamma = cache["x"].requires_grad_(), cache["gamma"].requires_grad_()
    beta = torch.zeros_like(gamma, requires_grad=True)
    y = torch.nn.functional.batch_norm(x, None, None, gamma, beta, training=True, eps=cache["eps"])
    return torch.autograd.grad(y, (x, gamma, beta), dout)


def batchnorm_backward(dout, cache):
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s  # what each x does to mean and variance
    return dx, *parameters(dout, x_hat)


def normalised(cache):
    x = cache["x"]
    s = np.sqrt(x.var(axis=0) + cache["eps"])
    return (x - x.mean(axis=0)) / s, s


def parameters(dout, x_hat):
    return (dout * x_hat).sum(axis=0), dout.sum(axis=0)


@wrong("mean and variance are constants", card="batchnorm-backward")
def constant_statistics(dout, cache):
    """Every x of the batch moves both, and through them every output: two terms are missing."""
    x_hat, s = normalised(cache)
    return cache["gamma"] * dout / s, *parameters(dout, x_hat)


@wrong("the mean is a constant", card="batchnorm-backward")
def constant_mean(dout, cache):
    """A larger x raises the mean and so lowers every output a little; that term is the mean of the gradient."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    return (g - x_hat * (g * x_hat).mean(axis=0)) / s, *parameters(dout, x_hat)


@wrong("the variance is a constant", card="batchnorm-backward")
def constant_variance(dout, cache):
    """An x that moves away from the mean widens the batch and so shrinks every output towards zero."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    return (g - g.mean(axis=0)) / s, *parameters(dout, x_hat)


@wrong("a wider batch makes the outputs larger", card="batchnorm-backward")
def sign_of_variance(dout, cache):
    """The standard deviation divides, and the derivative of a reciprocal has a minus sign."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    return (g - g.mean(axis=0) + x_hat * (g * x_hat).mean(axis=0)) / s, *parameters(dout, x_hat)


@wrong("each x moves the mean by as much as itself", card="batchnorm-backward")
def sums_for_means(dout, cache):
    """It is one of N, so it moves mean and variance by an N-th: both corrections are means over the batch, not sums."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    return (g - g.sum(axis=0) - x_hat * (g * x_hat).sum(axis=0)) / s, *parameters(dout, x_hat)


@wrong("gamma plays no part in dx", card="batchnorm-backward")
def no_gamma(dout, cache):
    """On the way forward gamma multiplies the normalised x, so on the way back it multiplies the gradient."""
    x_hat, s = normalised(cache)
    dx = (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0)) / s
    return dx, *parameters(dout, x_hat)


@wrong("the finished dx still has to be multiplied by gamma", card="batchnorm-backward")
def gamma_twice(dout, cache):
    """Gamma is in the gradient of the normalised x already, and all that follows is linear in that: once is enough."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    dx = cache["gamma"] * (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, *parameters(dout, x_hat)


@wrong("gamma plays no part in the term of the variance", card="batchnorm-backward")
def no_gamma_in_the_variance_term(dout, cache):
    """The variance reaches the loss through the same outputs, each of which gamma has multiplied."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    return (g - g.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0)) / s, *parameters(dout, x_hat)


@wrong("the gradient need not pass the division", card="batchnorm-backward")
def not_divided(dout, cache):
    """What is divided by the standard deviation on the way forward has its gradient divided by it on the way back."""
    x_hat, _ = normalised(cache)
    g = cache["gamma"] * dout
    return g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0), *parameters(dout, x_hat)


@wrong("gamma multiplies the raw x", card="batchnorm-backward")
def raw_input(dout, cache):
    """It multiplies the normalised x, so that is what its gradient is weighted with."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, (dout * cache["x"]).sum(axis=0), dout.sum(axis=0)


@wrong("the gradients of gamma and beta are averaged over the batch", card="loss-cost-metric")
def mean_parameters(dout, cache):
    """The 1/N of a mean loss is already in dout; what all samples share collects the sum of their gradients."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, (dout * x_hat).mean(axis=0), dout.mean(axis=0)


@wrong("the gradient of gamma is averaged over the batch", card="loss-cost-metric")
def mean_gamma(dout, cache):
    """It is summed, as that of beta is: what all samples share collects the sum of their gradients."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, (dout * x_hat).mean(axis=0), dout.sum(axis=0)


@wrong("the gradient of beta is averaged over the batch", card="loss-cost-metric")
def mean_beta(dout, cache):
    """It is summed, as that of gamma is: what all samples share collects the sum of their gradients."""
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, (dout * x_hat).sum(axis=0), dout.mean(axis=0)


@wrong("the batch was divided by the unbiased standard deviation", card="batchnorm-running-variance")
def unbiased(dout, cache):
    """The variance of the forward pass divides by N; the one divided by N - 1 goes to the running average only."""
    x = cache["x"]
    s = np.sqrt(x.var(axis=0, ddof=1) + cache["eps"])
    x_hat = (x - x.mean(axis=0)) / s
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, *parameters(dout, x_hat)


@wrong(like="unbiased")
def unbiased_throughout(dout, cache):
    x = cache["x"]
    N = len(x)
    s = np.sqrt(x.var(axis=0, ddof=1) + cache["eps"])
    x_hat = (x - x.mean(axis=0)) / s
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).sum(axis=0) / (N - 1)) / s
    return dx, *parameters(dout, x_hat)


@wrong("eps does not matter on the way back", card="norm-epsilon")
def no_eps(dout, cache):
    """The forward pass divided by the root of variance plus eps; where a feature hardly varies, eps is most of it."""
    x_hat, s = normalised(cache | {"eps": 0})
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, *parameters(dout, x_hat)


@wrong(like="no_eps")
def no_eps_guarded(dout, cache):
    x, std = cache["x"], cache["x"].std(axis=0)
    s = np.where(std > 0, std, 1).astype(x.dtype)
    x_hat = (x - x.mean(axis=0)) / s
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, *parameters(dout, x_hat)


@wrong(like="no_eps", also={"guarded": (True,)})
def no_eps_in_the_variance_term(dout, cache, *, guarded=False):
    x_hat, s = normalised(cache)
    g = cache["gamma"] * dout
    c, var = cache["x"] - cache["x"].mean(axis=0), cache["x"].var(axis=0)
    dx = (g - g.mean(axis=0)) / s - c * (g * c).mean(axis=0) / np.where((var > 0) | (not guarded), var, 1) ** 1.5
    return dx.astype(dout.dtype), *parameters(dout, x_hat)


@wrong("eps was added to the standard deviation", card="norm-epsilon")
def eps_outside(dout, cache):
    """It was added to the variance, inside the root, and weighs far more there when a feature hardly varies."""
    x = cache["x"]
    s = x.std(axis=0) + cache["eps"]
    x_hat = (x - x.mean(axis=0)) / s
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, *parameters(dout, x_hat)


@wrong(like="eps_outside", also={"guarded": (True,)})
def eps_outside_throughout(dout, cache, *, guarded=False):
    x, std = cache["x"], cache["x"].std(axis=0)
    s = std + cache["eps"]
    x_hat = (x - x.mean(axis=0)) / s
    g = cache["gamma"] * dout
    by = np.where((std > 0) | (not guarded), std, 1).astype(x.dtype)
    dx = (g - g.mean(axis=0)) / s - x_hat * (g * x_hat).mean(axis=0) / by
    return dx.astype(dout.dtype), *parameters(dout, x_hat)


@wrong("a difference of two large numbers is exact", card="", also={"repair": ("clipped", "abs")})
def mean_of_squares(dout, cache, *, repair=None):
    """Far from zero, the mean of the squares minus the square of the mean loses its digits; subtract the mean first."""
    x = cache["x"]
    var = (x**2).mean(axis=0) - x.mean(axis=0) ** 2
    var = np.maximum(var, 0) if repair == "clipped" else np.abs(var) if repair == "abs" else var
    s = np.sqrt(var + cache["eps"])
    x_hat = (x - x.mean(axis=0)) / s
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return dx, *parameters(dout, x_hat)


@wrong("the features of each sample were normalised", card="layernorm")
def each_sample(dout, cache):
    """That is layer normalisation; here the statistics were taken over the samples, axis 0."""
    x = cache["x"]
    s = np.sqrt(x.var(axis=1, keepdims=True) + cache["eps"])
    x_hat = (x - x.mean(axis=1, keepdims=True)) / s
    g = cache["gamma"] * dout
    dx = (g - g.mean(axis=1, keepdims=True) - x_hat * (g * x_hat).mean(axis=1, keepdims=True)) / s
    return dx, *parameters(dout, x_hat)


@wrong("the corrections are means over the features", card="batchnorm-backward", also={"kind": ("float64",)})
def means_over_features(dout, cache, *, kind=None):
    """Mean and variance belong to one feature and to the whole batch, so both corrections are means over axis 0."""
    x_hat, s = normalised(cache | {"x": cache["x"].astype(kind or dout.dtype)})
    g = cache["gamma"] * dout.astype(kind or dout.dtype)
    dx = (g - g.mean(axis=1, keepdims=True) - x_hat * (g * x_hat).mean(axis=1, keepdims=True)) / s
    return tuple(part.astype(dout.dtype) for part in (dx, *parameters(dout, x_hat)))
