"""One step of Adam with decoupled weight decay."""

import numpy as np

from quiz.kata import wrong


def reference(p, g, m, v, t, lr, b1, b2, eps, wd):
    import torch

    p.grad = g
    adamw = torch.optim.AdamW([p], lr=lr, betas=(b1, b2), eps=eps, weight_decay=wd)
    adamw.state[p] = {"step": torch.tensor(t - 1.0), "exp_avg": m, "exp_avg_sq": v}
    adamw.step()
    return p, m, v


def adamw_step(p, g, m, v, t, lr, b1, b2, eps, wd):
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return (1 - lr * wd) * p - lr * step, m, v  # the decay is not divided by the root of v, which never hears of it


def adam(g, m, v, t, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("weight decay is an L2 penalty in the gradient", card="adamw")
def penalty_in_gradient(p, g, m, v, t, lr, b1, b2, eps, wd):
    """There it enters both averages and is divided by the root of v, so weights with large gradients hardly decay."""
    step, m, v = adam(g + wd * p, m, v, t, b1, b2, eps)
    return p - lr * step, m, v


@wrong("the penalty enters the average of the gradients", card="adamw")
def penalty_in_first_average(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The squares stay clean that way, but the decay is averaged and divided by the root of v; it must not be."""
    m, v = b1 * m + (1 - b1) * (g + wd * p), b2 * v + (1 - b2) * g**2
    return p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the penalty joins the gradient once the averages are updated", card="adamw")
def penalty_divided(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The averages stay clean that way, but the decay is still divided by the root of v; it must not be."""
    _, m, v = adam(g, m, v, t, b1, b2, eps)
    return p - lr * (m / (1 - b1**t) + wd * p) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong(like="penalty_divided")
def penalty_corrected_and_divided(p, g, m, v, t, lr, b1, b2, eps, wd):
    _, m, v = adam(g, m, v, t, b1, b2, eps)
    return p - lr * (m + wd * p) / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the decay does not depend on the learning rate", card="adamw")
def decay_without_rate(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The factor is 1 - lr * wd, so that the decay follows the schedule as the steps do."""
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return (1 - wd) * p - lr * step, m, v


@wrong("the decay comes after the step", card="adamw")
def decay_last(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The weights decay first; afterwards the fresh step would be shortened with them."""
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return (1 - lr * wd) * (p - lr * step), m, v


@wrong("the averages decay as well", card="adamw")
def averages_decay(p, g, m, v, t, lr, b1, b2, eps, wd):
    """Only the weights are meant to become small; the averages remember gradients, and know nothing of the decay."""
    keep = 1 - lr * wd
    step, m, v = adam(g, keep * m, keep * v, t, b1, b2, eps)
    return keep * p - lr * step, m, v


@wrong("the step is that of Adam", card="adamw")
def no_decay(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The weights have to be multiplied by 1 - lr * wd as well, whatever their gradients are."""
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return p - lr * step, m, v


@wrong("the decay takes the same from every weight", card="weight-decay")
def constant_decay(p, g, m, v, t, lr, b1, b2, eps, wd):
    """That would be L1; weight decay multiplies, so a large weight loses more than a small one."""
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return p - lr * wd * np.sign(p) - lr * step, m, v


@wrong("the decay takes twice wd from each weight", card="weight-decay")
def twice_the_decay(p, g, m, v, t, lr, b1, b2, eps, wd):
    """A square has the slope 2p, but the penalty behind weight decay is half a square, and the factor 1 - lr * wd."""
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return (1 - 2 * lr * wd) * p - lr * step, m, v


@wrong("arrays of rank 1 do not decay", card="adamw")
def matrices_only(p, g, m, v, t, lr, b1, b2, eps, wd):
    """Whoever wants to spare biases and gains puts them into a group with a wd of 0; in this step all decay alike."""
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return (1 - lr * wd if p.ndim > 1 else 1) * p - lr * step, m, v


@wrong("the averages need no bias correction", card="adam-bias-correction")
def no_correction(p, g, m, v, t, lr, b1, b2, eps, wd):
    """Both start at 0 and are too small at first, but unequally: the first step comes out 3.16 times too long."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return (1 - lr * wd) * p - lr * m / (np.sqrt(v) + eps), m, v


@wrong("only the average of the gradients needs a correction", card="adam-bias-correction")
def first_corrected_only(p, g, m, v, t, lr, b1, b2, eps, wd):
    """That of the squares starts at 0 as well: uncorrected under the root it makes the first steps far too long."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return (1 - lr * wd) * p - lr * m / (1 - b1**t) / (np.sqrt(v) + eps), m, v


@wrong("the exponent is one less than the number of the step", card="adam-bias-correction")
def counted_from_zero(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The first step is t = 1: with the exponent t - 1 the correction divides by 0 there, and is too large later."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    m_hat, v_hat = m / (1 - b1 ** (t - 1)), v / (1 - b2 ** (t - 1))
    return (1 - lr * wd) * p - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


@wrong("the first step has the number 0", card="adam-bias-correction")
def counted_twice(p, g, m, v, t, lr, b1, b2, eps, wd):
    """It comes as t = 1; with the exponent t + 1 both averages count as fuller than they are."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    m_hat, v_hat = m / (1 - b1 ** (t + 1)), v / (1 - b2 ** (t + 1))
    return (1 - lr * wd) * p - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


@wrong("eps stands inside the root", card="adam")
def eps_inside(p, g, m, v, t, lr, b1, b2, eps, wd):
    """There 1e-8 acts like 1e-4 outside, and a gradient of 1e-6 makes at most a hundredth of its step."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return (1 - lr * wd) * p - lr * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps), m, v


@wrong(like="eps_inside")
def eps_inside_before_correction(p, g, m, v, t, lr, b1, b2, eps, wd):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return (1 - lr * wd) * p - lr * m / (1 - b1**t) / np.sqrt((v + eps) / (1 - b2**t)), m, v


@wrong("eps is added before the correction", card="adam")
def eps_before_correction(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The correction then enlarges eps too, 32-fold in the first step, which weakens tiny gradients."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return (1 - lr * wd) * p - lr * m / (1 - b1**t) * np.sqrt(1 - b2**t) / (np.sqrt(v) + eps), m, v


@wrong("the step is divided by the mean square itself", card="adam")
def no_root(p, g, m, v, t, lr, b1, b2, eps, wd):
    """Without the root the scale does not cancel: ten times the gradient makes a tenth of the step."""
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return (1 - lr * wd) * p - lr * m / (1 - b1**t) / (v / (1 - b2**t) + eps), m, v


@wrong("the second average is the variance of the gradient", card="adam", also={"old": (True,)})
def variance_of_gradient(p, g, m, v, t, lr, b1, b2, eps, wd, *, old=False):
    """It is the average of g²; with (g - m)², as in AdaBelief, a gradient that hardly changes makes giant steps."""
    before = m
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - (before if old else m)) ** 2
    return (1 - lr * wd) * p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the averages are returned with their correction", card="adam-bias-correction")
def corrected_averages_returned(p, g, m, v, t, lr, b1, b2, eps, wd):
    """The correction serves this step alone; the next one goes on from the plain averages and corrects them itself."""
    step, m, v = adam(g, m, v, t, b1, b2, eps)
    return (1 - lr * wd) * p - lr * step, m / (1 - b1**t), v / (1 - b2**t)
