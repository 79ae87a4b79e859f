"""One step of Adam."""

import numpy as np

from quiz.kata import wrong


def reference(p, g, m, v, t, lr, b1, b2, eps):
    import torch

    p.grad = g
    adam = torch.optim.Adam([p], lr=lr, betas=(b1, b2), eps=eps)
    adam.state[p] = {"step": torch.tensor(t - 1.0), "exp_avg": m, "exp_avg_sq": v}
    adam.step()
    return p, m, v


def adam_step(p, g, m, v, t, lr, b1, b2, eps):
    m, v = averages(g, m, v, b1, b2)
    m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)  # both began at 0, and only a share 1 - b**t is filled yet
    return p - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


def averages(g, m, v, b1, b2):
    return b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


@wrong("the averages need no bias correction", card="adam-bias-correction")
def no_correction(p, g, m, v, t, lr, b1, b2, eps):
    """Both start at 0 and are too small at first, but unequally: the first step comes out 3.16 times too long."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (np.sqrt(v) + eps), m, v


@wrong("only the average of the gradients needs a bias correction", card="adam-bias-correction")
def first_corrected_only(p, g, m, v, t, lr, b1, b2, eps):
    """The average of the squares starts at 0 as well, and takes far longer to fill."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b1**t) / (np.sqrt(v) + eps), m, v


@wrong("only the average of the squares needs a bias correction", card="adam-bias-correction")
def second_corrected_only(p, g, m, v, t, lr, b1, b2, eps):
    """The average of the gradients starts at 0 as well, so the first steps come out too short."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the exponent is one less than the number of the step", card="adam-bias-correction")
def counted_from_zero(p, g, m, v, t, lr, b1, b2, eps):
    """The first step is t = 1: with the exponent t - 1 the correction divides by 0 there, and is too large later."""
    m, v = averages(g, m, v, b1, b2)
    m_hat, v_hat = m / (1 - b1 ** (t - 1)), v / (1 - b2 ** (t - 1))
    return p - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


@wrong("the first step has the number 0", card="adam-bias-correction")
def counted_twice(p, g, m, v, t, lr, b1, b2, eps):
    """It comes as t = 1; with the exponent t + 1 both averages count as fuller than they are."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b1 ** (t + 1)) / (np.sqrt(v / (1 - b2 ** (t + 1))) + eps), m, v


@wrong("the correction is the same in every step", card="adam-bias-correction")
def constant_correction(p, g, m, v, t, lr, b1, b2, eps):
    """The averages fill up, so the divisor 1 - b**t grows towards 1; only in the first step is it 1 - b."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b1) / (np.sqrt(v / (1 - b2)) + eps), m, v


@wrong("the corrected averages are the ones to keep", card="adam-bias-correction")
def corrected_kept(p, g, m, v, t, lr, b1, b2, eps):
    """The correction serves one step only; averages that come in corrected would be corrected again in the next."""
    m, v = averages(g, m, v, b1, b2)
    m, v = m / (1 - b1**t), v / (1 - b2**t)
    return p - lr * m / (np.sqrt(v) + eps), m, v


@wrong("each average is corrected with the beta of the other", card="adam-bias-correction")
def corrections_swapped(p, g, m, v, t, lr, b1, b2, eps):
    """An average fills as fast as its own beta lets it: 1 - b1**t belongs to m, and 1 - b2**t to v."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b2**t) / (np.sqrt(v / (1 - b1**t)) + eps), m, v


@wrong("beta to the power of t is beta times t", card="adam-bias-correction", also={"guarded": (True,)})
def product_for_power(p, g, m, v, t, lr, b1, b2, eps, *, guarded=False):
    """They agree in the first step; later the power shrinks towards 0, while the product soon exceeds 1."""
    m, v = averages(g, m, v, b1, b2)
    empty = [0 if guarded and b * t >= 1 else b * t for b in (b1, b2)]
    return p - lr * m / (1 - empty[0]) / (np.sqrt(v / (1 - empty[1])) + eps), m, v


@wrong("eps stands inside the root", card="adam")
def eps_inside(p, g, m, v, t, lr, b1, b2, eps):
    """There 1e-8 acts like 1e-4 outside, and a gradient of 1e-6 makes at most a hundredth of its step."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps), m, v


@wrong(like="eps_inside")
def eps_inside_before_correction(p, g, m, v, t, lr, b1, b2, eps):
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b1**t) / np.sqrt((v + eps) / (1 - b2**t)), m, v


@wrong("eps is added before the correction", card="adam")
def eps_before_correction(p, g, m, v, t, lr, b1, b2, eps):
    """The correction then enlarges eps too, 32-fold in the first step, which weakens tiny gradients."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b1**t) * np.sqrt(1 - b2**t) / (np.sqrt(v) + eps), m, v


@wrong("the step is divided by the mean square itself", card="adam")
def no_root(p, g, m, v, t, lr, b1, b2, eps):
    """Without the root the scale does not cancel: ten times the gradient makes a tenth of the step."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * m / (1 - b1**t) / (v / (1 - b2**t) + eps), m, v


@wrong("beta is the weight of the new gradient", card="adam")
def betas_swapped(p, g, m, v, t, lr, b1, b2, eps):
    """The old average keeps the share beta; at 0.9 and 0.999 it would otherwise be forgotten at once."""
    m, v = averages(g, m, v, 1 - b1, 1 - b2)
    return p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong(like="betas_swapped")
def betas_swapped_in_the_correction(p, g, m, v, t, lr, b1, b2, eps):
    m, v = averages(g, m, v, 1 - b1, 1 - b2)
    return p - lr * m / (1 - (1 - b1) ** t) / (np.sqrt(v / (1 - (1 - b2) ** t)) + eps), m, v


@wrong("the first average is a sum, as the velocity of momentum", card="adam")
def summed_gradients(p, g, m, v, t, lr, b1, b2, eps):
    """In Adam the gradient enters with weight 1 - b1, and the bias correction relies on it."""
    m, v = b1 * m + g, b2 * v + (1 - b2) * g**2
    return p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong(like="summed_gradients")
def summed_gradients_without_correction(p, g, m, v, t, lr, b1, b2, eps):
    m, v = b1 * m + g, b2 * v + (1 - b2) * g**2
    return p - lr * m / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the squares are summed up, as in Adagrad", card="adagrad-rmsprop", also={"corrected": (True,)})
def summed_squares(p, g, m, v, t, lr, b1, b2, eps, *, corrected=False):
    """A sum never falls, so that the steps shrink for ever; the average forgets old gradients at the rate b2."""
    m, v = b1 * m + (1 - b1) * g, v + g**2
    return p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t if corrected else 1)) + eps), m, v


@wrong("the second average is the variance of the gradient", card="adam", also={"old": (True,)})
def variance_of_gradient(p, g, m, v, t, lr, b1, b2, eps, *, old=False):
    """It is the average of g²; with (g - m)², as in AdaBelief, a gradient that hardly changes makes giant steps."""
    before = m
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * (g - (before if old else m)) ** 2
    return p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the second average is one of the squares of the first", card="adam")
def square_of_average(p, g, m, v, t, lr, b1, b2, eps):
    """Each gradient is squared before it is averaged; in m those of unlike sign cancel, and v has to see them all."""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m**2
    return p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the second average never falls", card="adam", also={"kept": (False,)})
def largest_kept(p, g, m, v, t, lr, b1, b2, eps, *, kept=True):
    """That is AMSGrad, whose steps go by the largest average so far; that of Adam falls when the gradients do."""
    m, falls = averages(g, m, v, b1, b2)
    largest = np.maximum(v, falls)
    return p - lr * m / (1 - b1**t) / (np.sqrt(largest / (1 - b2**t)) + eps), m, largest if kept else falls


@wrong("one second average does for the whole array", card="adam", also={"total": ("sum", "max")})
def one_rate(p, g, m, v, t, lr, b1, b2, eps, *, total="mean"):
    """Each weight has one of its own, so that weights with small gradients make steps as long as the others."""
    size = {"mean": np.mean, "sum": np.sum, "max": np.max}[total](g**2)
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * size
    return p - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("the step runs along the fresh gradient", card="adagrad-rmsprop")
def gradient_not_averaged(p, g, m, v, t, lr, b1, b2, eps):
    """That is RMSProp; Adam steps along the average of the gradients."""
    m, v = averages(g, m, v, b1, b2)
    return p - lr * g / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong(like="gradient_not_averaged")
def gradient_not_averaged_but_corrected(p, g, m, v, t, lr, b1, b2, eps):
    m, v = averages(g, m, v, b1, b2)
    return p - lr * g / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong(like="gradient_not_averaged")
def gradient_not_averaged_nor_corrected(p, g, m, v, t, lr, b1, b2, eps):
    m, v = averages(g, m, v, b1, b2)
    return p - lr * g / (np.sqrt(v) + eps), m, v
