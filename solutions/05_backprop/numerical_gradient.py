"""A gradient from differences, to check every other gradient with."""

import numpy as np

from quiz.kata import wrong


def reference(f, x, h=None):
    import torch

    f, x = eval(f"lambda x: {f}"), x.double()
    if h is None:
        return torch.func.grad(f)(x)
    steps = h * torch.eye(x.numel(), dtype=x.dtype).reshape(-1, *x.shape)
    return torch.stack([(f(x + step) - f(x - step)) / (2 * h) for step in steps]).reshape(x.shape)


def numerical_gradient(f, x, h=1e-5):
    moved = x.astype(np.float64)  # a copy; integers have no room for the step, and float32 drowns it in rounding
    gradient = np.array([central(f, moved, i, h) for i in np.ndindex(x.shape)]).reshape(x.shape)
    return gradient.astype(x.dtype) if x.dtype.kind == "f" else gradient


def central(f, moved, i, h):
    here = moved[i]
    moved[i] = here + h
    above = f(moved)
    moved[i] = here - h
    below = f(moved)
    moved[i] = here
    return (above - below) / (2 * h)


def with_slopes(slope, f, x, h, moved=None):
    """Another slope in place of `central`."""
    moved = x.astype(np.float64) if moved is None else moved
    gradient = np.array([slope(f, moved, i, h) for i in np.ndindex(x.shape)]).reshape(x.shape)
    return gradient.astype(x.dtype) if x.dtype.kind == "f" else gradient


@wrong("a difference to one side is as accurate", card="gradient-check")
def forward_difference(f, x, h=1e-5):
    """Its error is about h f''/2; with both sides these terms cancel, and what is left shrinks with h²."""

    def forward(f, moved, i, h):
        here, below = moved[i], f(moved)
        moved[i] = here + h
        above = f(moved)
        moved[i] = here
        return (above - below) / h

    return with_slopes(forward, f, x, h)


@wrong(like="forward_difference")
def backward_difference(f, x, h=1e-5):
    return forward_difference(f, x, -h)


@wrong(like="forward_difference")
def away_from_zero(f, x, h=1e-5):
    def outward(f, moved, i, h):
        here, middle, step = moved[i], f(moved), h if moved[i] >= 0 else -h
        moved[i] = here + step
        outside = f(moved)
        moved[i] = here
        return (outside - middle) / step

    return with_slopes(outward, f, x, h)


@wrong(like="forward_difference")
def forward_for_integers(f, x, h=1e-5):
    return with_slopes(central, f, x, h) if x.dtype.kind == "f" else forward_difference(f, x, h)


@wrong("a formula with more points is only more accurate", card="gradient-check", also={"half_step": (True,)})
def four_points(f, x, h=1e-5, *, half_step=False):
    """It takes away the error of h², which belongs to the formula asked for; with a wide step the result shows it."""

    def extrapolated(f, moved, i, h):
        return (4 * central(f, moved, i, h) - central(f, moved, i, 2 * h)) / 3

    return with_slopes(extrapolated, f, x, h / 2 if half_step else h)


@wrong("the two points are one step apart", card="gradient-check")
def divided_by_one_step(f, x, h=1e-5):
    """From x - h to x + h are two steps, so this is twice the gradient."""
    return 2 * with_slopes(central, f, x, h)


@wrong("the smaller the step, the better", card="gradient-check", also={"tiny": (1e-10, 1e-11, 1e-13, 1e-14, 1e-15)})
def tiny_step(f, x, h=None, *, tiny=1e-12):
    """Two results that agree in all but their last digits leave only rounding when they are subtracted."""
    return with_slopes(central, f, x, tiny if h is None else h)


@wrong(like="tiny_step", also={"tiny": (1e-10, 1e-11, 1e-13, 1e-14, 1e-15)})
def tiny_step_whatever_h_is(f, x, h=1e-5, *, tiny=1e-12):
    return with_slopes(central, f, x, tiny)


@wrong("h is the distance between the two points", card="gradient-check")
def half_a_step(f, x, h=1e-5):
    """It is the step to each side, so that they lie 2h apart; with a wide step the result shows the difference."""
    return with_slopes(central, f, x, h / 2)


@wrong("the step is always 1e-5", card="gradient-check")
def step_ignored(f, x, h=1e-5):
    """A function with noise or a scale of its own needs another one, which is why h is an argument."""
    return with_slopes(central, f, x, 1e-5)


@wrong("an array of integers can be moved by a small step", card="gradient-check")
def integers_truncated(f, x, h=1e-5):
    """An integer array cuts off what is stored in it: 1 + h stays 1, and 1 - h becomes 0."""
    return with_slopes(central, f, x, h, moved=x.astype(np.float64) if x.dtype.kind == "f" else x.copy())


@wrong("float32 has room for a step of 1e-5", card="gradient-check")
def computed_in_single(f, x, h=1e-5):
    """With seven digits the step is mostly rounding, and so is the difference; compute in float64, round at the end."""
    return with_slopes(central, f, x, h, moved=x.copy() if x.dtype.kind == "f" else x.astype(np.float64))


@wrong("a number that has been moved can stay where it is", card="gradient-check", also={"up": (-1,)})
def not_restored(f, x, h=1e-5, *, up=1):
    """The next difference is then taken at another point, off by h in all numbers before."""

    def drifting(f, moved, i, h):
        here = moved[i]
        moved[i] = here + h
        above = f(moved)
        moved[i] = here - h
        return (above - f(moved)) / (2 * h)

    return with_slopes(drifting, f, x, up * h)


@wrong("one step moves all numbers at once", card="gradient-check")
def all_at_once(f, x, h=1e-5):
    """That gives one slope, the sum of the gradient; each number has to be moved alone."""
    return with_slopes(lambda f, moved, i, h: (f(moved + h) - f(moved - h)) / (2 * h), f, x, h)


@wrong("an array is as many numbers as its first axis is long", card="")
def whole_rows(f, x, h=1e-5):
    """In a matrix `x[i]` is a row, whose numbers move together here; `np.ndindex` goes through all axes."""

    def along_the_row(f, moved, i, h):
        step = np.zeros_like(moved)
        step[i[0]] = h
        return (f(moved + step) - f(moved - step)) / (2 * h)

    return with_slopes(along_the_row, f, x, h)


@wrong("a function of an array does not care about its shape", card="")
def flattened(f, x, h=1e-5):
    """Here it gets a vector where it expects a matrix, and sums along another axis or fails."""
    return with_slopes(central, f, x.reshape(-1), h).reshape(x.shape)


@wrong("the step is a share of the number", card="gradient-check")
def relative_step(f, x, h=1e-5):
    """Scaling with x is sound for large numbers, but at 0 no step is left and 0/0 is nan."""
    return with_slopes(lambda f, moved, i, h: central(f, moved, i, h * abs(moved[i])), f, x, h)


@wrong("the step has to grow with the number", card="gradient-check", also={"at_least_one": (True,)})
def growing_step(f, x, h=1e-5, *, at_least_one=False):
    """Here h is the same for all numbers, large or small; who calls chooses it, and a wide step shows in the result."""

    def scaled(f, moved, i, h):
        size = abs(moved[i])
        return central(f, moved, i, h * (max(1.0, size) if at_least_one else 1 + size))

    return with_slopes(scaled, f, x, h)
