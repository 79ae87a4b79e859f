"""Kullback-Leibler divergence, averaged over the rows."""

import numpy as np

from quiz.kata import wrong


def reference(P, Q):
    import torch

    log_q = torch.where(P > 0, Q, 1).log()  # 0 log(0/0) is 0 here, where torch's kl_div gives nan
    return torch.nn.functional.kl_div(log_q, P, reduction="batchmean")


def kl_div(P, Q):
    return divergences(P, Q).mean()


def divergences(P, Q):
    ratio = np.divide(P, Q, out=np.ones_like(P), where=P > 0)  # where P is 0 the term is 0, and log 1 is as good
    return (P * np.log(ratio)).sum(axis=1)


@wrong("0 log 0 takes care of itself", card="kl-cross-entropy")
def zero_log_zero(P, Q):
    """In floating point it is 0 times minus infinity, which is nan; an outcome that p never takes contributes 0."""
    return (P * np.log(P / Q)).sum(axis=1).mean()


@wrong("the divergence is symmetric", card="kl-cross-entropy")
def swapped(P, Q):
    """Its two directions differ: the first argument weighs the outcomes, and q is what it is compared with."""
    return divergences(Q, P).mean()


@wrong("the logarithm is that of q / p", card="kl-cross-entropy")
def sign_exchanged(P, Q):
    """It has the other sign, and a divergence is never negative: p stands above q, or a minus in front."""
    return -divergences(P, Q).mean()


@wrong("the mean is over all elements", card="mean-reduction")
def mean_of_elements(P, Q):
    """A divergence is a sum over the outcomes; only the rows are averaged, as `batchmean` does and `mean` does not."""
    return divergences(P, Q).mean() / P.shape[1]


@wrong("the mean is over the outcomes that p takes", card="mean-reduction")
def mean_of_outcomes_taken(P, Q):
    """A divergence is a sum, however many outcomes p takes; only the rows are averaged."""
    return divergences(P, Q).sum() / (P > 0).sum()


@wrong("the divergences of the rows are summed up", card="mean-reduction")
def summed(P, Q):
    """Asked for is their mean over the batch, which does not grow with it."""
    return divergences(P, Q).sum()


@wrong("logarithms are to the base 2", card="entropy")
def in_bits(P, Q):
    """That counts in bits; losses use the natural logarithm, which is smaller by the factor 0.693."""
    return divergences(P, Q).mean() / np.log(2)


@wrong("cross-entropy and divergence are the same number", card="kl-cross-entropy")
def cross_entropy(P, Q):
    """They differ by the entropy of p, so the cross-entropy of a distribution with itself is not 0."""
    log_q = np.log(np.where(P > 0, Q, 1))
    return -(P * log_q).sum(axis=1).mean()


@wrong(
    "a small number inside the logarithm does no harm",
    card="kl-cross-entropy",
    also={
        "eps": (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15),
        "least": (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15),
        "outside_too": (1e-6, 1e-7, 1e-8),
    },
)
def epsilon(P, Q, *, eps=1e-12, least=None, outside_too=None):
    """It makes every divergence finite, while one that is infinite is to be infinite: q excludes what p takes."""
    eps = outside_too or eps
    p, q = (np.maximum(P, least), np.maximum(Q, least)) if least else (P + eps, Q + eps)
    return ((p if outside_too else P) * np.log(p / q)).sum(axis=1).mean()


@wrong("what q excludes does not count", card="kl-cross-entropy", also={"rare": (1e-2, 1e-3, 1e-4, 1e-5, 1e-9, 1e-12)})
def excluded_skipped(P, Q, *, rare=np.inf):
    """It counts without limit: where q is 0 and p is not, no code for q can name the outcome."""
    return divergences(np.where((Q == 0) & (rare > P), 0, P), Q).mean()


@wrong("what p hardly takes does not count", card="kl-cross-entropy", also={"rare": (1e-4, 1e-9, 1e-10, 1e-15)})
def rare_skipped(P, Q, *, rare=1e-6):
    """Only a p of exactly 0 has no term: a small one does count, and without limit where q is 0."""
    return divergences(np.where(rare < P, P, 0), Q).mean()


@wrong("distributions that are close have no divergence", card="kl-cross-entropy", also={"row_by_row": (True,)})
def close_is_equal(P, Q, *, row_by_row=False):
    """Close is not equal: where q is 0 and p is 1e-12 the divergence is infinite, however alike the two look."""
    close = np.isclose(P, Q).all(axis=1) if row_by_row else np.allclose(P, Q)
    return np.where(close, 0, divergences(P, Q)).mean()


@wrong("each term is positive", card="kl-cross-entropy")
def absolute_terms(P, Q):
    """Only the sum is never negative; a term is negative where q is larger than p, and has to stay so."""
    ratio = np.divide(P, Q, out=np.ones_like(P), where=P > 0)
    return np.abs(P * np.log(ratio)).sum(axis=1).mean()


@wrong("both directions count", card="kl-cross-entropy", also={"share": (1,)})
def both_directions(P, Q, *, share=0.5):
    """That symmetric number has a name of its own, after Jeffreys; asked for is the direction from p to q alone."""
    return share * (divergences(P, Q).mean() + divergences(Q, P).mean())


@wrong("both are compared with their mean", card="kl-cross-entropy", also={"share": (1,)})
def against_the_mean(P, Q, *, share=0.5):
    """That is named after Jensen and Shannon: it is symmetric, and it stays finite where q is 0 and p is not."""
    M = (P + Q) / 2
    return share * (divergences(P, M).mean() + divergences(Q, M).mean())


@wrong("p weighs nothing", card="kl-cross-entropy")
def not_weighted(P, Q):
    """The divergence is an expectation under p, so each logarithm is multiplied by the probability of its outcome."""
    ratio = np.divide(P, Q, out=np.ones_like(P), where=P > 0)
    return np.log(ratio).sum(axis=1).mean()
