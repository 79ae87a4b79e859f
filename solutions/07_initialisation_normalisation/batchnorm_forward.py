"""The forward pass of batch normalisation, with the running statistics of PyTorch."""

import numpy as np

from quiz.kata import wrong


def reference(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    import torch

    y = torch.nn.functional.batch_norm(x, rm, rv, gamma, beta, training, momentum, eps)  # changes rm and rv in place
    return y, rm, rv


def batchnorm_forward(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    N = len(x)
    mu, var = x.mean(axis=0), x.var(axis=0)
    rm = average(rm, mu, momentum)
    rv = average(rv, var * N / (N - 1), momentum)  # the record is unbiased, the variance that divides is not
    return normalise(x, mu, var, gamma, beta, eps), rm, rv


def normalise(x, mean, var, gamma, beta, eps):
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


def average(old, new, momentum):
    return (1 - momentum) * old + momentum * new


@wrong("the batch is divided by the unbiased standard deviation", card="batchnorm-running-variance")
def unbiased_output(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """The output takes the variance divided by N; only the running variance takes the one divided by N - 1."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var = x.mean(axis=0), x.var(axis=0, ddof=1)
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu, momentum), average(rv, var, momentum)


@wrong("the running variance records the variance that divided the batch", card="batchnorm-running-variance")
def biased_record(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """It stands for the variance of all data, so it is fed with the unbiased estimate, divided by N - 1."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var = x.mean(axis=0), x.var(axis=0)
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu, momentum), average(rv, var, momentum)


@wrong("the record keeps the standard deviation", card="batchnorm-running-variance", also={"ddof": (1,)})
def standard_deviation_recorded(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True, *, ddof=0):
    """It keeps the variance, of which evaluation takes the root; a mean of roots is not the root of the mean."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var, std = x.mean(axis=0), x.var(axis=0), x.std(axis=0, ddof=ddof)
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu, momentum), average(rv, std, momentum)


@wrong(like="standard_deviation_recorded", also={"ddof": (1,), "added": (False,)})
def standard_deviation_recorded_and_divided_by(
    x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True, *, ddof=0, added=True
):
    if not training:
        return gamma * (x - rm) / (rv + eps if added else rv) + beta, rm, rv
    mu, var, std = x.mean(axis=0), x.var(axis=0), x.std(axis=0, ddof=ddof)
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu, momentum), average(rv, std, momentum)


@wrong("the record is taken of the output", card="batchnorm-running-variance", also={"ddof": (0,)})
def output_recorded(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True, *, ddof=1):
    """After the normalisation all batches have the same mean and variance; what is recorded are those of x."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    y = normalise(x, x.mean(axis=0), x.var(axis=0), gamma, beta, eps)
    return y, average(rm, y.mean(axis=0), momentum), average(rv, y.var(axis=0, ddof=ddof), momentum)


@wrong(like="output_recorded", also={"ddof": (0,)})
def output_recorded_before_scale_and_shift(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True, *, ddof=1):
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    z = normalise(x, x.mean(axis=0), x.var(axis=0), 1, 0, eps)
    return gamma * z + beta, average(rm, z.mean(axis=0), momentum), average(rv, z.var(axis=0, ddof=ddof), momentum)


@wrong("momentum is the weight of the old value", card="batchnorm-forward")
def momentum_reversed(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """It weights the new batch here, as in PyTorch; other libraries, like most optimisers, have it the other way."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    return normalise(x, mu, var, gamma, beta, eps), average(mu, rm, momentum), average(unbiased, rv, momentum)


@wrong(like="momentum_reversed", also={"of_mean": (True,)})
def momentum_reversed_for_one_record(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True, *, of_mean=False):
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    rm = average(mu, rm, momentum) if of_mean else average(rm, mu, momentum)
    rv = average(rv, unbiased, momentum) if of_mean else average(unbiased, rv, momentum)
    return normalise(x, mu, var, gamma, beta, eps), rm, rv


@wrong("the running averages add what is new", card="batchnorm-running-variance")
def sums(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """Without the factor 1 - momentum on the old value they grow from batch to batch and average nothing."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    return normalise(x, mu, var, gamma, beta, eps), rm + momentum * mu, rv + momentum * unbiased


@wrong("evaluation takes the statistics of its batch", card="train-eval-mode")
def batch_statistics_in_evaluation(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """A prediction would depend on its neighbours, and a single sample is its own mean; the running ones stand in."""
    mu, var = x.mean(axis=0), x.var(axis=0)
    if training:
        rm, rv = average(rm, mu, momentum), average(rv, x.var(axis=0, ddof=1), momentum)
    return normalise(x, mu, var, gamma, beta, eps), rm, rv


@wrong(like="batch_statistics_in_evaluation", also={"guarded": (False,)})
def batch_variance_in_evaluation(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True, *, guarded=True):
    var = rv if guarded and len(x) < 2 else x.var(axis=0)
    if not training:
        return normalise(x, rm, var, gamma, beta, eps), rm, rv
    mu = x.mean(axis=0)
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu, momentum), average(rv, x.var(0, ddof=1), momentum)


@wrong("evaluation goes on recording", card="train-eval-mode")
def recorded_in_evaluation(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """Test data would leak into the model; the running mean and variance stay as they are in evaluation."""
    N, mu, var = len(x), x.mean(axis=0), x.var(axis=0)
    y = normalise(x, mu, var, gamma, beta, eps) if training else normalise(x, rm, rv, gamma, beta, eps)
    return y, average(rm, mu, momentum), average(rv, var * N / max(N - 1, 1), momentum)


@wrong("the running averages normalise in training too", card="batchnorm-forward")
def record_in_training(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """In training each batch is normalised by its own mean and variance; the running ones are for later."""
    if training:
        rm, rv = average(rm, x.mean(axis=0), momentum), average(rv, x.var(axis=0, ddof=1), momentum)
    return normalise(x, rm, rv, gamma, beta, eps), rm, rv


@wrong(like="record_in_training")
def old_record_in_training(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    y = normalise(x, rm, rv, gamma, beta, eps)
    if training:
        rm, rv = average(rm, x.mean(axis=0), momentum), average(rv, x.var(axis=0, ddof=1), momentum)
    return y, rm, rv


@wrong(like="record_in_training", also={"old": (True,)})
def recorded_variance_in_training(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True, *, old=False):
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, new = x.mean(axis=0), average(rv, x.var(axis=0, ddof=1), momentum)
    return normalise(x, mu, rv if old else new, gamma, beta, eps), average(rm, mu, momentum), new


@wrong("the features of each sample are normalised", card="layernorm")
def each_sample(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """That is layer normalisation; here each feature has a mean of its own, taken over the samples, axis 0."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    unbiased = var[:, 0] * x.shape[1] / (x.shape[1] - 1)
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu[:, 0], momentum), average(rv, unbiased, momentum)


@wrong(like="each_sample")
def each_sample_but_recorded_by_feature(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    y = normalise(x, x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True), gamma, beta, eps)
    return y, average(rm, x.mean(axis=0), momentum), average(rv, x.var(axis=0, ddof=1), momentum)


@wrong("all features share one mean and one variance", card="batchnorm-forward")
def one_mean(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """A feature measured in thousands would drown the others; each has a mean and a variance of its own."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    mu, var = x.mean(), x.var()
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu, momentum), average(rv, x.var(ddof=1), momentum)


@wrong("eps is added to the standard deviation", card="norm-epsilon")
def eps_outside(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """It is added to the variance, inside the root, where it weighs far more when a feature hardly varies."""
    if not training:
        return gamma * (x - rm) / (np.sqrt(rv) + eps) + beta, rm, rv
    mu, std, unbiased = x.mean(axis=0), x.std(axis=0), x.var(axis=0, ddof=1)
    y = gamma * (x - mu) / (std + eps) + beta
    return y, average(rm, mu, momentum), average(rv, unbiased, momentum)


@wrong("eps is a floor for the variance", card="norm-epsilon")
def eps_as_floor(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """It is added to every variance; as a floor it leaves all that are larger as they are."""
    if not training:
        return normalise(x, rm, np.maximum(rv, eps), gamma, beta, 0), rm, rv
    mu, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    y = normalise(x, mu, np.maximum(var, eps), gamma, beta, 0)
    return y, average(rm, mu, momentum), average(rv, unbiased, momentum)


@wrong("every feature varies, so that eps is not needed", card="norm-epsilon")
def no_eps(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """A constant feature has variance 0, and 0/0 is nan; one that hardly varies is blown up to full size."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, 0), rm, rv
    mu, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    return normalise(x, mu, var, gamma, beta, 0), average(rm, mu, momentum), average(rv, unbiased, momentum)


@wrong("the variance is what divides", card="batchnorm-forward")
def divided_by_variance(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """Its unit is the square of the feature's; only its root, the standard deviation, brings the spread to 1."""
    if not training:
        return gamma * (x - rm) / (rv + eps) + beta, rm, rv
    mu, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    y = gamma * (x - mu) / (var + eps) + beta
    return y, average(rm, mu, momentum), average(rv, unbiased, momentum)


@wrong("a difference of two large numbers is exact", card="")
def mean_of_squares(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """Far from zero, the mean of the squares minus the square of the mean loses its digits; subtract the mean first."""
    if not training:
        return normalise(x, rm, rv, gamma, beta, eps), rm, rv
    N, mu = len(x), x.mean(axis=0)
    var = (x**2).mean(axis=0) - mu**2
    rm, rv = average(rm, mu, momentum), average(rv, var * N / (N - 1), momentum)
    return normalise(x, mu, var, gamma, beta, eps), rm, rv


@wrong("scale and shift belong to training", card="batchnorm-forward")
def plain_in_evaluation(x, gamma, beta, rm, rv, momentum=0.1, eps=1e-5, training=True):
    """They are learned parameters like any other: the layers behind expect their effect in evaluation as well."""
    if not training:
        return normalise(x, rm, rv, 1, 0, eps), rm, rv
    mu, var, unbiased = x.mean(axis=0), x.var(axis=0), x.var(axis=0, ddof=1)
    return normalise(x, mu, var, gamma, beta, eps), average(rm, mu, momentum), average(rv, unbiased, momentum)
